package io.gauger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gauger.settings.Settings;
import io.gauger.testing.PostgresServer;
import io.gauger.usage.StoreUnavailableException;
import java.sql.Connection;
import java.sql.ResultSet;
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
    void aServerThatIsGoneWithoutAWordIsNoticedInALongStatementToo() {
        assertThat(Databases.driverOptions("jdbc:postgresql://db/usage")).containsEntry("tcpKeepAlive", "true");
    }

    @Test
    void aDatabaseThatCannotHoldEveryTextIsRefusedAndLeftAsItIs() throws SQLException {
        PostgresServer server = PostgresServer.running();
        server.execute(
                "postgres", "create database latin encoding 'LATIN1' lc_collate 'C' lc_ctype 'C' template template0");

        Connections latin = direct(server.url("latin"));
        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(() -> reopened(latin))
                .withMessage("The database has the encoding LATIN1, which cannot hold every text: give Gauger one that"
                        + " was created with encoding 'UTF8'");
        try (Connection connection = latin.open();
                ResultSet tables = connection.getMetaData().getTables(null, "public", "%", null)) {
            assertThat(tables.next()).as("whether anything was created").isFalse();
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
