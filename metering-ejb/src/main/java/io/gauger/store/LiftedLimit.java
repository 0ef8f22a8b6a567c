package io.gauger.store;

import static java.lang.System.Logger.Level.DEBUG;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;

/** While this is open, the database may take as long as it needs for an answer. */
final class LiftedLimit implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(LiftedLimit.class.getName());

    private final Connection connection;
    private final int milliseconds;

    private LiftedLimit(Connection connection, int milliseconds) {
        this.connection = connection;
        this.milliseconds = milliseconds;
    }

    static LiftedLimit on(Connection connection) throws SQLException {
        int milliseconds = 0;
        try {
            milliseconds = connection.getNetworkTimeout();
            set(connection, milliseconds, 0);
        } catch (SQLFeatureNotSupportedException e) {
            LOG.log(DEBUG, "No limit to what an answer may take can be lifted", e);
            milliseconds = 0;
        }
        return new LiftedLimit(connection, milliseconds);
    }

    Connection connection() {
        return connection;
    }

    @Override
    public void close() throws SQLException {
        set(connection, 0, milliseconds);
    }

    private static void set(Connection connection, int now, int milliseconds) throws SQLException {
        if (now != milliseconds) {
            connection.setNetworkTimeout(Runnable::run, milliseconds);
        }
    }
}
