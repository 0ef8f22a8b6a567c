package io.gauger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gauger.settings.Settings;
import io.gauger.testing.MariaServer;
import io.gauger.usage.StoreUnavailableException;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** MariaDB by its URL. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class MariaStoreTest extends StoreKit {
    @Override
    Connections database() {
        MariaServer server = MariaServer.running();
        return direct(server.url(server.newDatabase()));
    }

    @Test
    void aServerThatStoresOtherValuesThanItIsGivenIsRefused() {
        MariaServer server = MariaServer.running();

        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(
                        () -> reopened(direct(server.url(server.newDatabase()) + "&sessionVariables=sql_mode='ANSI'")))
                .withMessageContaining("add STRICT_TRANS_TABLES to it");
    }

    @Test
    void aServerThatIsGoneWithoutAWordIsNoticedInALongStatementToo() {
        assertThat(Databases.driverOptions("jdbc:mariadb://db/usage"))
                .containsEntry("tcpKeepAlive", "true")
                .containsEntry("socketTimeout", "60000");
    }

    private static Connections direct(String url) {
        try {
            return StoreSettings.of(Settings.of(Map.of("gauger.jdbc-url", url)), MariaStoreTest.class.getClassLoader())
                    .connections();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
