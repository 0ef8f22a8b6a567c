package io.gauger.store;

import java.sql.Connection;
import java.sql.SQLException;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/** Connections of a data source that the server manages; transactions on them are ours, not JTA's. */
final class ContainerConnections implements Connections {
    private final DataSource source;

    private ContainerConnections(DataSource source) {
        this.source = source;
    }

    /** Looks the data source up; the calling thread must belong to the application. The operator chose the name. */
    @SuppressWarnings("BanJNDI")
    static ContainerConnections named(String jndiName) throws SQLException {
        try {
            if (new InitialContext().lookup(jndiName) instanceof DataSource source) {
                return new ContainerConnections(source);
            }
            throw new SQLException("gauger.datasource names '" + jndiName + "', which is no data source", "08001");
        } catch (NamingException e) {
            throw new SQLException("gauger.datasource names '" + jndiName + "', which the server has not", "08001", e);
        }
    }

    @Override
    public Connection open() throws SQLException {
        return source.getConnection();
    }

    @Override
    public DataSource pool() {
        return source;
    }
}
