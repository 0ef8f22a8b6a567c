package io.gauger.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.function.LongSupplier;
import org.eclipse.persistence.platform.database.DatabasePlatform;

/** A kind of database that we have a schema for. Implementations have no state; {@link Databases} lists them. */
interface Database {
    /** What its driver says it is. */
    String product();

    /** Its name in JDBC URLs, and of the folder of its migrations. */
    String name();

    /** Told to EclipseLink, which would else read a list of product names from a file that packaging may move. */
    Class<? extends DatabasePlatform> platform();

    /** How rows are written fastest. */
    Bulk bulk();

    /** How old records go. */
    default Aging aging() {
        return new AgingRows();
    }

    /** What a select ends with that keeps others from changing its row until the transaction ends. */
    String rowStays();

    /** The time by the database's clock, in milliseconds since 1970; an embedded one has the clock of this process. */
    default long clock(Connection connection, LongSupplier ownClock) throws SQLException {
        return ownClock.getAsLong();
    }

    /** What the driver is told unless the URL says otherwise. */
    default Map<String, String> driverOptions() {
        return Map.of();
    }

    /**
     * Refuses a database of this kind that cannot hold what is measured.
     *
     * @throws SchemaException that says what to do
     */
    default void check(Connection connection) throws SQLException {}

    /** Bounds how long statements wait for locks until the transaction ends, where nothing else does. */
    default void limitWaitForLocks(Connection connection) throws SQLException {}

    /** Prepares a transaction that writes; nothing of it may stay on the connection afterwards. */
    default void beginWriting(Connection connection) throws SQLException {
        limitWaitForLocks(connection);
    }

    /**
     * Prepares a transaction in which all that is read is of the moment of its first statement, whatever others commit.
     * Comes first in it.
     */
    Snapshot beginSnapshot(Connection connection) throws SQLException;

    /** Whether that limit was reached. */
    boolean isLocked(SQLException failure);
}
