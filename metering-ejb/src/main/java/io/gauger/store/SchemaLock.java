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

    private final Database database;
    private final BorrowedConnection locked;
    private final BorrowedConnection free;

    private SchemaLock(Database database, BorrowedConnection locked, BorrowedConnection free) {
        this.database = database;
        this.locked = locked;
        this.free = free;
    }

    /**
     * Waits some seconds until no other node has the lock. A database that we have no schema for stays untouched.
     *
     * @throws SchemaException if another node keeps it longer, the database is none of ours, or its pool is too small
     */
    static SchemaLock take(Connections connections) throws SQLException {
        BorrowedConnection locked = BorrowedConnection.from(connections);
        try {
            Database database = Databases.of(locked.connection());
            lock(database, locked.connection());
            return new SchemaLock(database, locked, second(connections));
        } catch (SQLException | RuntimeException e) {
            try (locked) {
                throw e;
            }
        }
    }

    /** What is at the other end. */
    Database database() {
        return database;
    }

    /** The connection to change the schema on while the lock is held; closed with it. */
    Connection connection() {
        return free.connection();
    }

    /** Rolls back what is open on either connection. */
    @Override
    public void close() throws SQLException {
        try (locked;
                free) {
            // In this order: whoever gets the lock next finds our work done.
        }
    }

    private static BorrowedConnection second(Connections connections) throws SQLException {
        try {
            return BorrowedConnection.from(connections);
        } catch (SQLException e) {
            if (connections.pool() == null) {
                throw e;
            }
            throw new SchemaException(
                    "The data source must allow two connections at least, as a start needs two at once, and gave only"
                            + " one: " + DatabaseError.describe(e),
                    e);
        }
    }

    private static void lock(Database database, Connection connection) throws SQLException {
        try {
            createRow(connection);
            connection.setAutoCommit(false);
            database.limitWaitForLocks(connection);
            try (Statement statement = connection.createStatement();
                    ResultSet row =
                            statement.executeQuery("select version from gauger_schema where version = 0 for update")) {
                if (!row.next()) {
                    throw new SchemaException("The table gauger_schema lost its row with version 0: insert it again");
                }
            }
        } catch (SQLException e) {
            if (database.isLocked(e)) {
                throw new SchemaException(
                        "Another node is migrating the database (it has locked row 0 of gauger_schema); this one waits"
                                + " for it",
                        e);
            }
            throw e;
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
