package io.gauger.store;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** While this is open, all that is read in the transaction is of one moment. */
final class Snapshot implements AutoCloseable {
    private final Connection connection;
    private final @Nullable Integer isolationBefore;

    private Snapshot(Connection connection, @Nullable Integer isolationBefore) {
        this.connection = connection;
        this.isolationBefore = isolationBefore;
    }

    /** One that ends with the transaction. */
    static Snapshot ofTransaction(Connection connection) {
        return new Snapshot(connection, null);
    }

    /** One at a level that the connection keeps until it is set back. */
    static Snapshot atLevel(Connection connection, int isolation) throws SQLException {
        int before = connection.getTransactionIsolation();
        connection.setTransactionIsolation(isolation);
        return new Snapshot(connection, before);
    }

    Connection connection() {
        return connection;
    }

    @Override
    public void close() throws SQLException {
        if (isolationBefore != null) {
            connection.setTransactionIsolation(isolationBefore);
        }
    }
}
