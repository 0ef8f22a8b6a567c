package io.gauger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gauger.record.UsageRecord;
import io.gauger.settings.Settings;
import io.gauger.testing.MariaServer;
import io.gauger.testing.Records;
import io.gauger.usage.StoreUnavailableException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** MariaDB by its URL. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class MariaStoreTest extends StoreKit {
    @Override
    Connections database() {
        return MigratedDatabases.maria();
    }

    @Override
    Connections emptyDatabase() {
        MariaServer server = MariaServer.running();
        return direct(server.url(server.newDatabase()));
    }

    @Test
    void aUserWithTheDocumentedRightsWritesRecordsAndAddsToTheirTotals() throws SQLException {
        MariaServer server = MariaServer.running();
        String database = server.newDatabase();
        reopened(direct(server.url(database))).close();
        String user = database + "_writer@localhost";
        server.execute("create user " + user);
        server.execute("grant select, insert, update on " + database + ".* to " + user);
        for (String table : List.of("gauger_dead_letter", "gauger_node", "gauger_rollup")) {
            server.execute("grant delete on " + database + "." + table + " to " + user);
        }
        List<UsageRecord> records = Records.ordinary(2000);

        try (Store asWriter =
                reopened(direct(server.url(database).replace("user=root", "user=" + database + "_writer")))) {
            asWriter.append(records.subList(0, 700), false);
            asWriter.append(records.subList(700, 2000), false);

            new UsageReference(records).assertEqualForEveryGrouping(asWriter.usage(), new Random(1));
        }
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
