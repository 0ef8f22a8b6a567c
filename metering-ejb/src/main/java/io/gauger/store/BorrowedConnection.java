package io.gauger.store;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A connection that commits each statement by itself, however its pool gives it out, and goes back as it came: servers
 * need not tidy up what comes back, and would give our locks to the application.
 */
final class BorrowedConnection implements AutoCloseable {
    private final Connection connection;
    private final boolean autoCommit;

    private BorrowedConnection(Connection connection, boolean autoCommit) {
        this.connection = connection;
        this.autoCommit = autoCommit;
    }

    static BorrowedConnection from(Connections connections) throws SQLException {
        Connection connection = connections.open();
        try {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(true);
            return new BorrowedConnection(connection, autoCommit);
        } catch (SQLException | RuntimeException e) {
            try (connection) {
                throw e;
            }
        }
    }

    Connection connection() {
        return connection;
    }

    /** Rolls back what is open. */
    @Override
    public void close() throws SQLException {
        try (connection) {
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
            connection.setAutoCommit(autoCommit);
        }
    }
}
