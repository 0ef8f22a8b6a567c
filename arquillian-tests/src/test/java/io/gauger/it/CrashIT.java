package io.gauger.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gauger.it.crash.WorkServlet;
import io.gauger.server.Deployment;
import io.gauger.server.RunningServer;
import io.gauger.server.Servers;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A server under load is killed at random instants and started again, over and over, and in the end the records are what
 * the clients saw: each answer that came to its end is there once, and what was cut off is there at most once.
 */
class CrashIT {
    private static final int CLIENTS = 8;

    /** Of an account without limits. */
    private static final String KEY = "gk_demo2";

    private static final String ACCOUNT = "demo2";

    /** Of a unit. */
    private static final BigDecimal PRICE = new BigDecimal("0.000000000003");

    private static final int SHORTEST_RUN_MS = 300;
    private static final int LONGEST_RUN_MS = 2_000;

    /** How often the long run kills. */
    private static final int MANY = Integer.getInteger("gauger.kills", 50);

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

    private final long seed = Long.getLong("gauger.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Set<Integer> completed = new HashSet<>();
    private final Set<Integer> cutOff = new HashSet<>();
    private int next;

    @Test
    @Tag("once")
    void everyAnswerIsRecordedOnceThoughTheServerIsKilled() {
        killAndCompare(deployment(), 3);
    }

    @Test
    @Tag("once")
    void everyAnswerIsRecordedOnceInPostgresqlThoughTheServerIsKilled() throws IOException {
        try (Postgres postgres = new Postgres()) {
            killAndCompare(in(postgres), 2);
        }
    }

    @Test
    @Tag("long")
    void everyAnswerIsRecordedOnceThoughTheServerIsKilledManyTimes() {
        killAndCompare(deployment(), MANY);
    }

    @Test
    @Tag("long")
    void everyAnswerIsRecordedOnceInPostgresqlThoughTheServerIsKilledManyTimes() throws IOException {
        try (Postgres postgres = new Postgres()) {
            killAndCompare(in(postgres), MANY);
        }
    }

    private static Deployment deployment() {
        return Wars.deployment(Wars.named("crash").addClass(WorkServlet.class).setWebXML(new StringAsset(WEB_XML)));
    }

    private static Deployment in(Postgres postgres) {
        postgres.create("crash");
        return Wars.deployment(Wars.named("crash-postgresql")
                        .addClass(WorkServlet.class)
                        .setWebXML(new StringAsset(WEB_XML))
                        .addAsLibraries(Postgres.driver().toFile()))
                .withSystemProperty("gauger.jdbc-url", postgres.url("crash"))
                .withSystemProperty("gauger.jdbc-user", Postgres.USER)
                .withSystemProperty("gauger.jdbc-password", Postgres.PASSWORD);
    }

    private void killAndCompare(Deployment deployment, int kills) {
        for (int i = 0; i < kills; i++) {
            try (RunningServer server = Servers.selected().start(deployment)) {
                if (i == 0) {
                    new AdminClient(server.baseUri())
                            .awaitUp()
                            .post("prices", "{\"route\":\"work\",\"per_unit\":\"" + PRICE.toPlainString() + "\"}");
                }
                callUntilKilled(server);
            }
        }
        try (RunningServer server = Servers.selected().start(deployment)) {
            AdminClient admin = new AdminClient(server.baseUri()).awaitUp();
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> admin.get("health").getInt("backlog") == 0);
            compare(admin, kills);
        }
    }

    private void callUntilKilled(RunningServer server) {
        int run = SHORTEST_RUN_MS + random.nextInt(LONGEST_RUN_MS - SHORTEST_RUN_MS);
        try (Callers callers = new Callers(server.baseUri(), CLIENTS, next, number -> "/work/" + number, KEY)) {
            await().until(() -> callers.completed().size() >= CLIENTS);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(run));
            server.kill();
            callers.awaitEnds();
            completed.addAll(callers.completed());
            cutOff.addAll(callers.cutOff());
            next = callers.next();
        }
    }

    private void compare(AdminClient admin, int kills) {
        List<JsonObject> records = admin.records("");
        Map<Integer, JsonObject> byNumber = new HashMap<>();
        for (JsonObject record : records) {
            String path = record.getString("path");
            JsonObject other = byNumber.put(Integer.valueOf(path.substring(path.lastIndexOf('/') + 1)), record);
            assertThat(other).as("seed %d, doubled: %s", seed, record).isNull();
        }
        assertThat(completed).as("seed %d", seed).allSatisfy(number -> assertMeasured(number, byNumber.get(number)));

        Set<Integer> others = new HashSet<>(byNumber.keySet());
        others.removeAll(completed);
        assertThat(cutOff).as("seed %d, in flight when killed", seed).containsAll(others);
        long interrupted = records.stream().filter(CrashIT::isInterrupted).count();
        assertThat(interrupted)
                .as("seed %d, interrupted", seed)
                .isPositive()
                .isLessThanOrEqualTo((long) kills * CLIENTS);

        JsonObject totals = admin.get("usage").getJsonObject("totals");
        BigDecimal units = records.stream()
                .map(record -> new BigDecimal(record.getString("units")))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(totals.getInt("requests")).as("seed %d", seed).isEqualTo(records.size());
        assertThat(new BigDecimal(totals.getString("units")))
                .as("seed %d", seed)
                .isEqualByComparingTo(units);
        assertMoneyIsThatOfTheRecords(admin, units);
    }

    /** What is debited of the account is what its units cost, and everything that tells of it says the same. */
    private void assertMoneyIsThatOfTheRecords(AdminClient admin, BigDecimal units) {
        JsonObject ledger = admin.get("accounts/" + ACCOUNT + "/ledger?limit=1");
        assertThat(new BigDecimal(ledger.getString("balance")))
                .as("seed %d", seed)
                .isEqualByComparingTo(units.multiply(PRICE).negate());
        JsonObject reconciliation = admin.get("reconciliation");
        assertThat(reconciliation.getBoolean("agrees"))
                .as("seed %d: %s", seed, reconciliation)
                .isTrue();
    }

    private static void assertMeasured(int number, JsonObject record) {
        assertThat(record).as("record of %d", number).isNotNull();
        assertThat(record.getString("units"))
                .as("units of %d", number)
                .isEqualTo(Integer.toString(WorkServlet.credits(number)));
        assertThat(record.getString("basis")).isEqualTo("measured");
        assertThat(record.getJsonArray("flags")).isEmpty();
    }

    private static boolean isInterrupted(JsonObject record) {
        JsonArray flags = record.getJsonArray("flags");
        return flags.getValuesAs(JsonString::getString).contains("interrupted");
    }
}
