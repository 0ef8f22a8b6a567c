package io.gauger.store;

import java.sql.Connection;
import java.sql.SQLException;
import org.eclipse.persistence.platform.database.DatabasePlatform;
import org.eclipse.persistence.platform.database.H2Platform;
import org.h2.engine.Constants;

/** H2, which gives up waiting for a lock by itself. */
final class H2Database implements Database {
    private static final String LOCK_TIMEOUT = "HYT00";

    @Override
    public String product() {
        return "H2";
    }

    @Override
    public String name() {
        return "h2";
    }

    @Override
    public Class<? extends DatabasePlatform> platform() {
        return H2Platform.class;
    }

    @Override
    public Bulk bulk() {
        return new BatchedStatements();
    }

    @Override
    public String rowStays() {
        return "for update";
    }

    /** At the level repeatable read each table would be of the moment when it is first read. */
    @Override
    public Snapshot beginSnapshot(Connection connection) throws SQLException {
        return Snapshot.atLevel(connection, Constants.TRANSACTION_SNAPSHOT);
    }

    @Override
    public boolean isLocked(SQLException failure) {
        return LOCK_TIMEOUT.equals(failure.getSQLState());
    }
}
