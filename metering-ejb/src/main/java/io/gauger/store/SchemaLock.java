package io.gauger.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Lets one node at a time change the schema. It is a row of {@code gauger_schema}, locked on a connection of its own,
 * so that it also holds where DDL commits the transaction that it runs in.
 */
final class SchemaLock implements AutoCloseable {
    private static final String TABLE =
            """
            create table if not exists gauger_schema (
              version integer not null primary key,
              name varchar(100) not null,
              checksum varchar(64) not null,
              applied_at bigint not null
            )""";

    private final Connection locked;
    private final Connection connection;

    private SchemaLock(Connection locked, Connection connection) {
        this.locked = locked;
        this.connection = connection;
    }

    /** Waits, as long as the database lets a transaction wait, until no other node has the lock. */
    static SchemaLock take(Connections connections) throws SQLException {
        Connection locked = connections.open();
        try {
            createRow(locked);
            locked.setAutoCommit(false);
            try (Statement statement = locked.createStatement();
                    ResultSet row =
                            statement.executeQuery("select version from gauger_schema where version = 0 for update")) {
                if (!row.next()) {
                    throw new SchemaException("The table gauger_schema lost its row with version 0: insert it again");
                }
            }
            return new SchemaLock(locked, connections.openForMigration());
        } catch (SQLException | RuntimeException e) {
            try (locked) {
                throw e;
            }
        }
    }

    /** The connection to change the schema on while the lock is held; closed with it. */
    Connection connection() {
        return connection;
    }

    @Override
    public void close() throws SQLException {
        try (locked;
                connection) {
            locked.rollback();
            locked.setAutoCommit(true);
        }
    }

    /** Two nodes may do this at once: whoever comes second finds the table or the row there. */
    private static void createRow(Connection connection) throws SQLException {
        createTable(connection);
        if (hasRow(connection)) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into gauger_schema (version, name, checksum, applied_at) values (0, 'lock', '', ?)")) {
            insert.setLong(1, System.currentTimeMillis());
            insert.executeUpdate();
        } catch (SQLException e) {
            if (!hasRow(connection)) {
                throw e;
            }
        }
    }

    /** PostgreSQL refuses this to two nodes at once, and to a user who may use the table but create none. */
    private static void createTable(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(TABLE);
        } catch (SQLException e) {
            try {
                hasRow(connection);
            } catch (SQLException missing) {
                e.addSuppressed(missing);
                throw e;
            }
        }
    }

    private static boolean hasRow(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select version from gauger_schema where version = 0")) {
            return row.next();
        }
    }
}
