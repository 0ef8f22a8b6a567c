package io.gauger.store;

import io.gauger.testing.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** PostgreSQL by a data source that the server was told to give out without autocommit. */
class AutoCommitOffStoreTest extends StoreKit {
    @Override
    Connections database() {
        return connections(MigratedDatabases.postgresUrl());
    }

    @Override
    Connections emptyDatabase() {
        PostgresServer server = PostgresServer.running();
        return connections(server.url(server.newDatabase()));
    }

    private static Connections connections(String url) {
        return new Connections() {
            @Override
            public Connection open() throws SQLException {
                Connection connection = new org.postgresql.Driver().connect(url, new Properties());
                connection.setAutoCommit(false);
                return connection;
            }

            @Override
            public DataSource pool() {
                return new PGSimpleDataSource();
            }
        };
    }
}
