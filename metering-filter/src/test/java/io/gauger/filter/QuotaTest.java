package io.gauger.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.admit.Caller;
import io.gauger.admit.KeySnapshot;
import io.gauger.admit.KnownAccount;
import io.gauger.admit.KnownPlan;
import io.gauger.admit.MeterType;
import io.gauger.admit.QuotaMode;
import io.gauger.admit.ResetPeriod;
import io.gauger.measure.Flag;
import io.gauger.record.UsageRecord;
import io.gauger.reserve.PortionSource;
import io.gauger.reserve.SharedUse;
import io.gauger.reserve.SharedUse.Fault;
import jakarta.servlet.ServletException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the client of an account with a quota sees, and that nothing stays held however a request ends. */
class QuotaTest extends ContainerKit {
    private final SharedUse.Node database = new SharedUse().node();

    @Override
    Container container() {
        RecordedUsage.portions = database;
        return new TomcatContainer();
    }

    @Override
    Map<String, String> parameters() {
        return Map.of(
                "gauger.caller-resolver",
                StoredKeysTest.ByHeader.class.getName(),
                "gauger.route.open",
                "* /open response_field metering_expr=respBody.units",
                "gauger.route.fails",
                "* /fails response_field metering_expr=respBody.units",
                "gauger.route.late",
                "* /late response_field metering_expr=respBody.units");
    }

    @Override
    Map<Integer, String> errorPages() {
        return Map.of();
    }

    @Override
    Map<String, TestServlet.Body> servlets() {
        Map<String, TestServlet.Body> servlets = new HashMap<>();
        servlets.put("/open", (request, response) -> {
            response.setContentType("application/json");
            response.getWriter().print("{\"units\":" + request.getParameter("units") + "}");
        });
        servlets.put("/fails", (request, response) -> {
            throw new ServletException("as intended");
        });
        servlets.put("/late", (request, response) -> request.startAsync().setTimeout(50));
        return servlets;
    }

    /** The first exchange of a JVM may take longer than a request waits for one. */
    @BeforeAll
    void exchangeOnce() {
        plan("first", "1", MeterType.REQUESTS, QuotaMode.HARD, "0", "0");
        Awaitility.await().until(() -> ask("first", "/open?units=1").statusCode() == 200);
    }

    @AfterAll
    void knowNothing() {
        RecordedUsage.stored = KeySnapshot.EMPTY;
        RecordedUsage.portions = PortionSource.NONE;
    }

    @Test
    void everyAnswerTellsHowTheQuotaStands() throws Exception {
        plan("free", "10", MeterType.REQUESTS, QuotaMode.HARD, "0", "0");

        HttpResponse<String> first = ask("free", "/open?units=1");
        HttpResponse<String> second = ask("free", "/open?units=1");

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(field(first, "X-Quota-Used")).isEqualTo("1");
        assertThat(field(second, "X-Quota-Used")).isEqualTo("2");
        assertThat(field(second, "X-Quota-Limit")).isEqualTo("10");
        assertThat(field(second, "X-Quota-Remaining")).isEqualTo("8");
        assertThat(Long.parseLong(field(second, "X-Quota-Reset"))).isEqualTo(tomorrow());
    }

    @Test
    void beyondAHardQuotaIsA402ThatTellsWhatWasUsedAndWhenItBeginsAnew() throws Exception {
        plan("small", "2", MeterType.REQUESTS, QuotaMode.HARD, "50", "0");
        for (int i = 0; i < 3; i++) {
            assertThat(ask("small", "/open?units=1").statusCode()).isEqualTo(200);
        }
        RecordedUsage.forget();

        HttpResponse<String> refused = ask("small", "/open?units=1");

        assertThat(refused.statusCode()).isEqualTo(402);
        assertThat(refused.body())
                .contains("\"error\":\"quota_exceeded\"", "\"status\":402")
                .contains("quota is 2 requests, of which 3 is used")
                .contains("It begins anew at " + Instant.ofEpochSecond(tomorrow()));
        assertThat(field(refused, "X-Quota-Remaining")).isEqualTo("0");
        assertThat(Long.parseLong(field(refused, "Retry-After"))).isBetween(1L, 86_400L);
        UsageRecord record = RecordedUsage.theOnly();
        assertThat(record.refusal()).isEqualTo("quota_exceeded");
        assertThat(record.status()).isEqualTo(402);
        assertThat(record.caller()).isEqualTo(new Caller("small", null, null, null, "plan"));
    }

    @Test
    void unitsAreHeldByTheirEstimateAndSettledByTheirMeasure() throws Exception {
        plan("units", "10", MeterType.COMPUTE_UNITS, QuotaMode.HARD, "0", "4");

        assertThat(field(ask("units", "/open?units=1.5"), "X-Quota-Used")).isEqualTo("4");
        assertThat(field(ask("units", "/open?units=6"), "X-Quota-Used")).isEqualTo("5.5");
        assertThat(ask("units", "/open?units=1").statusCode()).isEqualTo(402);
    }

    @Test
    void nothingStaysHeldHoweverARequestEnds() throws Exception {
        plan("ends", "10", MeterType.COMPUTE_UNITS, QuotaMode.HARD, "0", "6");

        for (String end : new String[] {"/fails", "/late", "/open?units=x", "/fails", "/late", "/open?units=0"}) {
            RecordedUsage.forget();
            HttpResponse<String> answer = ask("ends", end);
            assertThat(field(answer, "X-Quota-Limit")).isEqualTo("10");
            assertThat(RecordedUsage.theOnly().refusal()).as(end).isNull();
        }
        assertThat(field(ask("ends", "/open?units=3"), "X-Quota-Used")).isEqualTo("6");
        assertThat(field(ask("ends", "/open?units=3"), "X-Quota-Used")).isEqualTo("9");
    }

    @Test
    void zeroIsNothingAndNoQuotaHasNoFields() throws Exception {
        plan("nothing", "0", MeterType.REQUESTS, QuotaMode.HARD, "100", "0");
        assertThat(ask("nothing", "/open?units=1").statusCode()).isEqualTo(402);

        plan("unlimited", null, MeterType.REQUESTS, QuotaMode.HARD, "0", "0");
        HttpResponse<String> unlimited = ask("unlimited", "/open?units=1");
        assertThat(unlimited.statusCode()).isEqualTo(200);
        assertThat(unlimited.headers().map().keySet()).noneMatch(name -> name.startsWith("x-quota"));
    }

    @Test
    void whileTheDatabaseIsAwayHardIsA503AndSoftIsAdmittedWithAFlag() throws Exception {
        plan("soft", "1", MeterType.REQUESTS, QuotaMode.SOFT, "0", "0");
        database.failNext(Fault.AWAY);
        assertThat(ask("soft", "/open?units=1").statusCode()).isEqualTo(200);
        assertThat(RecordedUsage.theOnly().measurement().flags()).containsExactly(Flag.UNRESERVED);
        assertUnits("1");

        RecordedUsage.forget();
        plan("hard", "1", MeterType.REQUESTS, QuotaMode.HARD, "0", "0");
        HttpResponse<String> refused = ask("hard", "/open?units=1");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(field(refused, "Retry-After")).isEqualTo("1");
        assertThat(refused.body()).contains("\"error\":\"quota_unknown\"");
        assertThat(RecordedUsage.theOnly().refusal()).isEqualTo("quota_unknown");

        // nobody waits for a database within a second of its failure
        database.failNext(Fault.NONE);
        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(ask("hard", "/open?units=1").statusCode()).isEqualTo(200));
    }

    private HttpResponse<String> ask(String name, String path) throws Exception {
        return send(request(path).header("X-Account", name).GET());
    }

    private static String field(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("none");
    }

    private static long tomorrow() {
        return Instant.now()
                .truncatedTo(ChronoUnit.DAYS)
                .plus(1, ChronoUnit.DAYS)
                .getEpochSecond();
    }

    private static void plan(
            String name, String quota, MeterType counted, QuotaMode mode, String grace, String estimate) {
        KnownPlan plan = new KnownPlan(
                "plan",
                quota == null ? null : new BigDecimal(quota),
                ResetPeriod.DAILY,
                counted,
                mode,
                new BigDecimal(grace),
                null,
                null,
                new BigDecimal(estimate),
                BigDecimal.ZERO);
        RecordedUsage.stored =
                new KeySnapshot(Map.of(), Map.of(name, new KnownAccount(name, true, ZoneOffset.UTC, plan)));
    }
}
