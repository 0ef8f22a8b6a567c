package io.gauger.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.settings.Settings;
import io.gauger.testing.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** PostgreSQL by its URL. */
class PostgresStoreTest extends StoreKit {
    @Override
    Connections database() {
        PostgresServer server = PostgresServer.running();
        return direct(server.url(server.newDatabase()));
    }

    @Test
    void anAnswerIsAwaitedForAMinuteUnlessTheUrlSaysOtherwise() throws SQLException {
        String url = PostgresServer.running().url("postgres");

        try (Connection connection = direct(url).open();
                Connection configured = direct(url + "&socketTimeout=7").open()) {
            assertThat(connection.getNetworkTimeout()).isEqualTo(60_000);
            assertThat(configured.getNetworkTimeout()).isEqualTo(7_000);
        }
    }

    @Test
    void aMigrationMayTakeLonger() throws SQLException {
        String url = PostgresServer.running().url("postgres");

        try (Connection connection = direct(url).openForMigration()) {
            assertThat(connection.getNetworkTimeout()).isZero();
        }
    }

    private static Connections direct(String url) {
        try {
            return StoreSettings.of(
                            Settings.of(Map.of("gauger.jdbc-url", url)), PostgresStoreTest.class.getClassLoader())
                    .connections();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
