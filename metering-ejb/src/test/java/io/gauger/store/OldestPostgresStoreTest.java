package io.gauger.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.testing.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The oldest PostgreSQL that is supported. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class OldestPostgresStoreTest extends StoreKit {
    @Override
    Connections database() {
        return connections(MigratedDatabases.oldestPostgresUrl());
    }

    @Override
    Connections emptyDatabase() {
        PostgresServer server = PostgresServer.oldest();
        return connections(server.url(server.newDatabase()));
    }

    private static Connections connections(String url) {
        return () -> new org.postgresql.Driver().connect(url, new Properties());
    }

    @Test
    void theServerIsTheOldestThatIsSupported() throws SQLException {
        try (Connection connection = connections.open()) {
            assertThat(connection.getMetaData().getDatabaseMajorVersion()).isEqualTo(15);
        }
    }
}
