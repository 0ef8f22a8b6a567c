package io.gauger.store;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.eclipse.persistence.exceptions.DatabaseException;
import org.eclipse.persistence.sessions.Connector;
import org.eclipse.persistence.sessions.Session;

/** Gives EclipseLink's own connection pool our connections. */
final class PooledConnector implements Connector {
    private final transient Connections connections;

    PooledConnector(Connections connections) {
        this.connections = connections;
    }

    @Override
    public Connection connect(Properties properties, Session session) {
        try {
            return connections.open();
        } catch (SQLException e) {
            throw DatabaseException.sqlException(e);
        }
    }

    @Override
    public void toString(PrintWriter writer) {
        writer.print(getConnectionDetails());
    }

    @Override
    public String getConnectionDetails() {
        return "Gauger";
    }

    /** It has no state that a copy could change. */
    @Override
    @SuppressWarnings({"MethodDoesntCallSuperMethod", "NoClone"})
    public Object clone() {
        return this;
    }
}
