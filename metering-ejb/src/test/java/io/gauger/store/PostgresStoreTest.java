package io.gauger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gauger.settings.Settings;
import io.gauger.testing.LogCapture;
import io.gauger.testing.PostgresServer;
import io.gauger.testing.Records;
import io.gauger.usage.StoreUnavailableException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** PostgreSQL by its URL. */
class PostgresStoreTest extends StoreKit {
    private static final AtomicInteger ROLES = new AtomicInteger();

    @Override
    Connections database() {
        return MigratedDatabases.postgres();
    }

    @Override
    Connections emptyDatabase() {
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

    @Test
    void recordsAreWrittenAlsoByAUserWhoMayMakeNoPartitionsWhichTheLogTells() throws SQLException {
        execute("do $$ declare each regclass; begin for each in select inhrelid from pg_inherits where inhparent ="
                + " 'gauger_record'::regclass and inhrelid <> 'gauger_record_default'::regclass loop"
                + " execute 'drop table ' || each; end loop; end $$");
        String role = "writer_" + ROLES.incrementAndGet();
        execute("create role " + role);
        execute("grant select, insert, update on all tables in schema public to " + role);
        // the rights that docs/configuration.md names
        execute("grant delete on gauger_dead_letter, gauger_idempotency, gauger_node, gauger_plan, gauger_plan_term,"
                + " gauger_portion, gauger_spend, gauger_reserved, gauger_incarnation to " + role);
        Connections asWriter = () -> {
            Connection connection = connections.open();
            try (Statement statement = connection.createStatement()) {
                statement.execute("set role " + role);
            }
            return connection;
        };

        store.close();
        try (LogCapture log = new LogCapture(Upkeep.class)) {
            store = reopened(asWriter);
            store.append(Records.ordinary(3), false);

            assertThat(log.messages()).singleElement().asString().startsWith("WARNING The tables of usage records");
            assertThat(log.text()).contains("permission denied");
        }
        assertThat(list()).hasSize(3);

        store.close();
        store = reopened();
        assertThat(list()).hasSize(3);
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
