package io.gauger.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.it.persistence.HostTransaction;
import io.gauger.it.persistence.Purchase;
import io.gauger.it.persistence.PurchaseServlet;
import io.gauger.server.BuiltFiles;
import io.gauger.server.Deployment;
import io.gauger.server.RunningServer;
import io.gauger.server.Servers;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A host with a persistence unit of its own, on the provider and the transactions of its server, in the very requests
 * that are metered: neither sees or disturbs the other.
 */
class HostPersistenceIT {
    @TempDir
    private static Path folder;

    private static Path war;

    @BeforeAll
    static void build() {
        war = folder.resolve("purchases.war");
        ShrinkWrap.create(WebArchive.class)
                .addClasses(Purchase.class, PurchaseServlet.class, HostTransaction.class)
                .addAsResource("persistence/persistence.xml", "META-INF/persistence.xml")
                .setWebXML("persistence/web.xml")
                .addAsLibraries(BuiltFiles.dropInJar().toFile(), h2().toFile())
                .as(ZipExporter.class)
                .exportTo(war.toFile());
    }

    @Test
    void eachKeepsItsOwnInItsOwnDatabase() throws Exception {
        try (RunningServer server = Servers.selected().start(deployment())) {
            assertThat(get(server, "provider"))
                    .startsWith(providerOf(Servers.selected().name()));
            assertThat(get(server, "entities")).isEqualTo("Purchase");
            assertTransactionsAreApart(server);
            assertThat(get(server, "tables")).isEqualTo("purchase");

            server.stop();
            assertThat(tablesOfGauger(server.home())).contains("GAUGER_RECORD").doesNotContain("PURCHASE");
        }
    }

    @Test
    void bothMayUseOneDataSourceOfTheServer() {
        try (RunningServer server =
                Servers.selected().start(deployment().withSystemProperty("gauger.datasource", "java:app/jdbc/host"))) {
            assertTransactionsAreApart(server);
            assertThat(get(server, "entities")).isEqualTo("Purchase");
            assertThat(get(server, "tables"))
                    .isEqualTo("gauger_account gauger_account_use gauger_alert gauger_audit gauger_balance "
                            + "gauger_budget gauger_change gauger_dead_letter gauger_idempotency gauger_incarnation "
                            + "gauger_key gauger_key_secret gauger_ledger gauger_ledger_kept gauger_node "
                            + "gauger_operator_token gauger_plan gauger_plan_charge gauger_plan_term gauger_portion "
                            + "gauger_price gauger_purchase gauger_record gauger_refund gauger_rerated "
                            + "gauger_rerating gauger_rerating_account gauger_reserved gauger_retention "
                            + "gauger_rollup gauger_route gauger_schema gauger_spend gauger_upgrade "
                            + "gauger_webhook_delivery purchase");
        }
    }

    /** The host's rows follow its transactions; the usage is what was answered, however they end. */
    private static void assertTransactionsAreApart(RunningServer server) {
        AdminClient admin = new AdminClient(server.baseUri()).awaitUp();
        assertThat(post(server, 1, "12.345678", HostTransaction.COMMIT)).startsWith("HTTP/1.1 200 ");
        assertThat(post(server, 2, "0.000002", HostTransaction.ROLLBACK)).startsWith("HTTP/1.1 200 ");
        assertThat(post(server, 3, "7.5", HostTransaction.BROKEN)).startsWith("HTTP/1.1 500 ");
        assertThat(post(server, 4, "9999999999999.999999", HostTransaction.COMMIT))
                .startsWith("HTTP/1.1 200 ");

        assertThat(admin.awaitRecords(4, ""))
                .extracting(record ->
                        record.getInt("status") + " " + record.getString("units") + " " + record.getJsonArray("flags"))
                .containsExactly(
                        "200 9999999999999.999999 []", "500 0 [\"app_error\"]", "200 0.000002 []", "200 12.345678 []");
        assertThat(get(server, "all")).isEqualTo("1: 12.345678 4: 9999999999999.999999");
        assertThat(admin.get("usage").getJsonObject("totals").getString("units"))
                .isEqualTo("10000000000012.345679");
    }

    private static String providerOf(String server) {
        return switch (server) {
            case "wildfly" -> "org.hibernate.";
            case "tomee" -> "org.apache.openjpa.";
            default -> "org.eclipse.persistence.";
        };
    }

    /** The database is closed by now; its files open with the JAR's own tools only. */
    private static List<String> tablesOfGauger(Path home) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        BuiltFiles.dropInJar().toString(),
                        "io.gauger.shaded.org.h2.tools.Shell",
                        "-url",
                        "jdbc:h2:file:" + home.resolve(".gauger/ROOT/gauger"),
                        "-user",
                        "sa",
                        "-sql",
                        "select table_name from information_schema.tables where table_schema = 'PUBLIC'")
                .redirectErrorStream(true)
                .start();
        String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        shell.waitFor();
        return said.lines().map(String::strip).toList();
    }

    private static Deployment deployment() {
        return Deployment.of(war).withDriver(h2());
    }

    private static Path h2() {
        return BuiltFiles.jarOf(org.h2.Driver.class);
    }

    private static String post(RunningServer server, int id, String amount, String fate) {
        String query = "?id=" + id + "&amount=" + amount + "&" + HostTransaction.FATE + "=" + fate;
        return RawHttp.exchange(server.baseUri(), "POST /purchases/new" + query, List.of(), new byte[0]);
    }

    private static String get(RunningServer server, String about) {
        HttpRequest request = HttpRequest.newBuilder(server.baseUri().resolve("purchases/" + about))
                .build();
        try {
            HttpResponse<String> answer =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(about).isEqualTo(200);
            return answer.body();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(about + ": " + e, e);
        }
    }
}
