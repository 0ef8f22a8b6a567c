package io.gauger.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.function.LongSupplier;
import org.eclipse.persistence.platform.database.DatabasePlatform;
import org.eclipse.persistence.platform.database.PostgreSQLPlatform;

/** PostgreSQL. */
final class PostgresDatabase implements Database {
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    @Override
    public String product() {
        return "PostgreSQL";
    }

    @Override
    public String name() {
        return "postgresql";
    }

    @Override
    public Class<? extends DatabasePlatform> platform() {
        return PostgreSQLPlatform.class;
    }

    @Override
    public Bulk bulk() {
        return new UnnestedArrays();
    }

    @Override
    public Aging aging() {
        return new AgingPartitions();
    }

    @Override
    public String rowStays() {
        return "for share";
    }

    @Override
    public long clock(Connection connection, LongSupplier ownClock) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select (extract(epoch from now()) * 1000)::bigint")) {
            return row.next() ? row.getLong(1) : ownClock.getAsLong();
        }
    }

    /** In seconds. A server that falls silent must not hold up the timer for ever, as it would by default. */
    @Override
    public Map<String, String> driverOptions() {
        return Map.of(
                "connectTimeout", "10", "socketTimeout", "60", "tcpKeepAlive", "true", "ApplicationName", "gauger");
    }

    /** One character that the database cannot hold would keep its record out for ever. */
    @Override
    public void check(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show server_encoding")) {
            if (row.next() && !row.getString(1).equals("UTF8")) {
                throw new SchemaException("The database has the encoding " + row.getString(1)
                        + ", which cannot hold every text: give Gauger one that was created with encoding 'UTF8'");
            }
        }
    }

    /** PostgreSQL would wait for ever. */
    @Override
    public void limitWaitForLocks(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set local lock_timeout = '3s'");
        }
    }

    /** A commit that is confirmed before its log is written is gone after a crash, and so would be what it charged. */
    @Override
    public void beginWriting(Connection connection) throws SQLException {
        limitWaitForLocks(connection);
        try (Statement statement = connection.createStatement()) {
            statement.execute("select set_config('synchronous_commit', 'on', true)"
                    + " where current_setting('synchronous_commit') = 'off'");
        }
    }

    /** A partition that is removed would be gone for this transaction too, so none can be from here on. */
    @Override
    public Snapshot beginSnapshot(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set transaction isolation level repeatable read, read only");
            statement.execute("lock table gauger_record in access share mode");
        }
        return Snapshot.ofTransaction(connection);
    }

    @Override
    public boolean isLocked(SQLException failure) {
        return LOCK_NOT_AVAILABLE.equals(failure.getSQLState());
    }
}
