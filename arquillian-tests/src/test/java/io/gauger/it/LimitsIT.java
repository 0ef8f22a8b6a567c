package io.gauger.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gauger.it.crash.WorkServlet;
import io.gauger.server.Deployment;
import io.gauger.server.RunningServer;
import io.gauger.server.Servers;
import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two servers on one PostgreSQL, and one customer who asks both for far more at the same time than is left: what is
 * admitted is what was left, whoever asked first, and nobody is refused while something is left. Behind each test, and
 * so behind a kill too, all figures agree. What of that is the server's part, the suite shows on each.
 */
@Tag("once")
class LimitsIT {
    private static final int ASKED_FOR = 1_000;

    private static final String WEB_XML =
            """
            <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
              <context-param>
                <param-name>gauger.development</param-name>
                <param-value>true</param-value>
              </context-param>
              <context-param>
                <param-name>gauger.route.work</param-name>
                <param-value>GET /work/{number} response_field metering_expr=respBody.credits</param-value>
              </context-param>
            </web-app>
            """;

    private static Postgres postgres;
    private static RunningServer first;
    private static Deployment mortal;
    private static RunningServer second;
    private static AdminClient admin;

    @BeforeAll
    static void start() throws Exception {
        postgres = new Postgres();
        postgres.create("limits");
        first = Servers.selected().start(node("limits-1"));
        mortal = node("limits-2");
        second = Servers.selected().start(mortal);
        admin = new AdminClient(first.baseUri()).awaitUp();
        new AdminClient(second.baseUri()).awaitUp();
        admin.post("prices", "{\"route\":\"work\",\"per_unit\":\"1\"}");
    }

    @AfterAll
    static void stop() throws Exception {
        try (Postgres database = postgres;
                RunningServer one = first;
                RunningServer other = second) {
            assertThat(one.isAlive()).isTrue();
            assertThat(other.isAlive()).isTrue();
            assertThat(database).isNotNull();
        }
    }

    /** Of all accounts, as either server tells it, when nothing waits to be written any more; also behind the kill. */
    @AfterEach
    void figuresAgree() {
        for (AdminClient each : List.of(admin, new AdminClient(second.baseUri()))) {
            await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
                JsonObject reconciliation = each.get("reconciliation");
                assertThat(reconciliation.getBoolean("agrees"))
                        .as("%s", reconciliation)
                        .isTrue();
                assertThat(reconciliation.getJsonObject("records").getInt("requests"))
                        .isPositive();
            });
        }
    }

    @Test
    void ofAThousandRequestsAtOnceJustThoseAreAdmittedThatTheQuotaHolds() {
        String key = customer("counted", "{\"requests_per_month\":\"137\",\"meter_type\":\"requests\"}");

        Burst burst = burst(key, ASKED_FOR, 1);

        assertThat(burst.count(200)).as("%s", burst.statuses()).isEqualTo(137);
        assertRefusedAsExhausted(burst);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            JsonObject totals = totals("counted");
            assertThat(totals.getInt("requests")).isEqualTo(137);
            assertThat(totals.getInt("refused")).isGreaterThanOrEqualTo(ASKED_FOR - 137);
        });
    }

    @Test
    void unitsArePassedByNoMoreThanRunningRequestsCostMoreThanTheirEstimates() {
        // each costs 20 and is taken to cost 10, so at the end some run that nobody could know of
        String key = customer(
                "estimated",
                "{\"requests_per_month\":\"1000\",\"meter_type\":\"compute_units\",\"estimated_cost_per_req\":\"10\"}");

        Burst burst = burst(key, ASKED_FOR, 20);

        long admitted = burst.count(200);
        assertThat(admitted).as("%s", burst.statuses()).isBetween(50L, 100L);
        assertRefusedAsExhausted(burst);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                        new BigDecimal(totals("estimated").getString("units")))
                .isEqualByComparingTo(BigDecimal.valueOf(20 * admitted)));
    }

    @Test
    void whatCostsLessThanItsEstimateLeavesTheRestToOthers() {
        String key = customer(
                "cheaper",
                "{\"requests_per_month\":\"1000\",\"meter_type\":\"compute_units\",\"estimated_cost_per_req\":\"50\"}");
        long admitted = 0;
        Burst burst;
        do {
            burst = burst(key, 100, 10);
            admitted += burst.count(200);
        } while (burst.count(200) > 0 || burst.count(503) > 0);

        // each costs 10, and is only admitted as long as 50 are left
        assertThat(admitted).isBetween(96L, 100L);
    }

    @Test
    void ofAThousandRequestsAtOnceJustThoseAreAdmittedThatTheCreditsPayFor() {
        String key = prepaid("paying", "1", "137");

        Burst burst = burst(key, ASKED_FOR, 1);

        assertThat(burst.count(200)).as("%s", burst.statuses()).isEqualTo(137);
        assertRefusedForWantOfCredits(burst);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(balance("paying")).isEqualByComparingTo("0"));
        JsonObject used =
                admin.get("accounts/paying/invoice").getJsonArray("lines").getJsonObject(0);
        assertThat(used.getString("type")).isEqualTo("usage");
        assertThat(new BigDecimal(used.getString("amount"))).isEqualByComparingTo("137");
    }

    @Test
    void creditsAreOverspentByNoMoreThanRunningRequestsCostMoreThanTheirEstimates() {
        // each costs 20 and is taken to cost 10, so at the end some run that nobody could know of
        String key = prepaid("overspending", "10", "1000");

        Burst burst = burst(key, ASKED_FOR, 20);

        long admitted = burst.count(200);
        assertThat(admitted).as("%s", burst.statuses()).isBetween(50L, 100L);
        assertRefusedForWantOfCredits(burst);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(balance("overspending"))
                .isEqualByComparingTo(BigDecimal.valueOf(1000 - 20 * admitted)));
    }

    @Test
    void aServerThatIsKilledTakesNothingOfTheQuotaWithItAndAddsNothing() {
        String key = customer("mortal", "{\"requests_per_month\":\"400\",\"meter_type\":\"requests\"}");
        try (Callers callers = new Callers(second.baseUri(), 8, 1, number -> "/work/" + (2 * number + 1), key)) {
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> callers.completed().size() >= 50);
            second.kill();
            callers.awaitEnds();
        }
        second.close();
        second = Servers.selected().start(mortal);
        AdminClient restarted = new AdminClient(second.baseUri()).awaitUp();
        await().atMost(Duration.ofMinutes(1))
                .until(() -> restarted.get("health").getInt("backlog") == 0);
        int before = totals("mortal").getInt("requests");
        assertThat(before).as("recorded, the interrupted ones too").isBetween(50, 400);

        // what the dead process had of the quota is kept for some minutes, so the rest is not asked for to the end
        Burst burst = Burst.sendOnce(List.of(first.baseUri(), second.baseUri()), key, ASKED_FOR, n -> "/work/0");

        assertThat(burst.count(200)).as("%s", burst.statuses()).isBetween(1L, 400L - before);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(totals("mortal").getInt("requests")).isEqualTo(before + (int) burst.count(200)));
    }

    private static void assertRefusedForWantOfCredits(Burst burst) {
        for (HttpResponse<String> answer : burst.answers()) {
            if (answer.statusCode() != 200) {
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(402);
                assertThat(AdminClient.parse(answer.body()).getString("error")).isEqualTo("insufficient_credits");
            }
        }
    }

    private static BigDecimal balance(String account) {
        return new BigDecimal(admin.get("accounts/" + account).getString("balance"));
    }

    private static void assertRefusedAsExhausted(Burst burst) {
        for (HttpResponse<String> answer : burst.answers()) {
            if (answer.statusCode() != 200) {
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(402);
                assertThat(AdminClient.parse(answer.body()).getString("error")).isEqualTo("quota_exceeded");
                assertThat(answer.headers().firstValue("X-Quota-Remaining")).contains("0");
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            }
        }
    }

    /** Requests to both servers in turn, each of which costs so much. */
    private static Burst burst(String key, int count, int credits) {
        List<URI> both = List.of(first.baseUri(), second.baseUri());
        int work = IntStream.iterate(credits - 1, number -> number + 97)
                .filter(number -> WorkServlet.credits(number) == credits && number % 2 == 1)
                .findFirst()
                .orElseThrow();
        return Burst.send(both, key, count, number -> "/work/" + (work + 194 * number));
    }

    private static JsonObject totals(String account) {
        return admin.get("usage?account=" + account).getJsonObject("totals");
    }

    /** One that pays beforehand, with these credits, and so much that is held for a request; a unit costs 1. */
    private static String prepaid(String id, String estimate, String credits) {
        makeAccount(id, "{\"estimated_amount_per_req\":\"" + estimate + "\"}", ",\"billing\":\"prepaid\"");
        admin.post("accounts/" + id + "/adjustments", "{\"amount\":\"" + credits + "\",\"reason\":\"welcome\"}");
        return known(id);
    }

    /** An account with a plan and a key of its own, known to both servers; its secret. */
    private static String customer(String id, String limits) {
        makeAccount(id, limits, "");
        return known(id);
    }

    private static void makeAccount(String id, String limits, String more) {
        admin.post("plans", limits.replaceFirst("\\{", "{\"id\":\"" + id + "\",\"name\":\"" + id + "\","));
        admin.post(
                "accounts", "{\"id\":\"" + id + "\",\"name\":\"" + id + "\",\"plan_id\":\"" + id + "\"" + more + "}");
    }

    /** A key of an account, when both servers know it, and what was changed before. */
    private static String known(String id) {
        String key = key(id, "");
        // as changes are learnt in their order, who knows this one knows the other, and it is refused before all
        // counting
        String elsewhere = key(id, ",\"allowed_ips\":[\"192.0.2.1\"]");
        for (RunningServer server : List.of(first, second)) {
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> Burst.send(List.of(server.baseUri()), elsewhere, 1, number -> "/work/0")
                                    .count(403)
                            == 1);
        }
        return key;
    }

    private static String key(String account, String limits) {
        return admin.post("keys", "{\"account_id\":\"" + account + "\",\"name\":\"one\"" + limits + "}")
                .getString("key");
    }

    private static Deployment node(String name) {
        return Wars.deployment(Wars.named(name)
                        .addClass(WorkServlet.class)
                        .setWebXML(new StringAsset(WEB_XML))
                        .addAsLibraries(Postgres.driver().toFile()))
                .withSystemProperty("gauger.jdbc-url", postgres.url("limits"))
                .withSystemProperty("gauger.jdbc-user", Postgres.USER)
                .withSystemProperty("gauger.jdbc-password", Postgres.PASSWORD);
    }
}
