package io.gauger.store;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.function.LongSupplier;
import org.eclipse.persistence.platform.database.DatabasePlatform;
import org.eclipse.persistence.platform.database.MariaDBPlatform;

/** MariaDB, from the first version that sorts ids by their time. */
final class MariaDatabase implements Database {
    private static final int LOCK_WAIT_TIMEOUT = 1205;

    @Override
    public String product() {
        return "MariaDB";
    }

    @Override
    public String name() {
        return "mariadb";
    }

    @Override
    public Class<? extends DatabasePlatform> platform() {
        return MariaDBPlatform.class;
    }

    @Override
    public Bulk bulk() {
        return BatchedStatements.ofMariaDb();
    }

    @Override
    public String rowStays() {
        return "lock in share mode";
    }

    @Override
    public long clock(Connection connection, LongSupplier ownClock) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select unix_timestamp()")) {
            return row.next() ? row.getLong(1) * 1000 : ownClock.getAsLong();
        }
    }

    /** In milliseconds, and in seconds for locks. Whole batches go over the wire at once. */
    @Override
    public Map<String, String> driverOptions() {
        return Map.of(
                "connectTimeout",
                "10000",
                "socketTimeout",
                "60000",
                "tcpKeepAlive",
                "true",
                "useBulkStmts",
                "true",
                "sessionVariables",
                "innodb_lock_wait_timeout=3");
    }

    /** Before 10.11.5 ids of different times compare in no order; without a strict mode values are cut silently. */
    @Override
    public void check(Connection connection) throws SQLException {
        DatabaseMetaData server = connection.getMetaData();
        int patch = patch(server.getDatabaseProductVersion());
        int version = server.getDatabaseMajorVersion() * 10_000 + server.getDatabaseMinorVersion() * 100 + patch;
        if (version < 10_1105) {
            throw new SchemaException("The database is MariaDB " + server.getDatabaseProductVersion()
                    + "; Gauger needs 10.11.5 or later");
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select @@sql_mode")) {
            if (row.next() && !row.getString(1).contains("STRICT_")) {
                throw new SchemaException("The database's sql_mode is '" + row.getString(1)
                        + "', which stores other values than it is given: add STRICT_TRANS_TABLES to it");
            }
        }
    }

    /** At its default level MariaDB also locks what is not there yet, which makes writers wait in a circle. */
    @Override
    public void beginWriting(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set transaction isolation level read committed");
        }
    }

    @Override
    public Snapshot beginSnapshot(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set transaction isolation level repeatable read, read only");
        }
        return Snapshot.ofTransaction(connection);
    }

    @Override
    public boolean isLocked(SQLException failure) {
        return failure.getErrorCode() == LOCK_WAIT_TIMEOUT;
    }

    /** Of {@code 10.11.18-MariaDB-0+deb12u1}. */
    private static int patch(String version) {
        String[] parts = version.split("[^0-9]+", 4);
        return parts.length < 3 || parts[2].isEmpty() ? 0 : Integer.parseInt(parts[2]);
    }
}
