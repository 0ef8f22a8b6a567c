package io.gauger.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.admit.Caller;
import io.gauger.admit.Hash;
import io.gauger.admit.IpRanges;
import io.gauger.admit.KeySnapshot;
import io.gauger.admit.KnownAccount;
import io.gauger.admit.KnownKey;
import io.gauger.admit.KnownPlan;
import io.gauger.admit.MeterType;
import io.gauger.admit.QuotaMode;
import io.gauger.admit.ResetPeriod;
import io.gauger.record.UsageRecord;
import io.gauger.reserve.PortionSource;
import io.gauger.reserve.SharedUse;
import java.math.BigDecimal;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Where the order of admission sets providers and models: behind rate and quota, of which the latter loses nothing. */
class RefusedModelTest extends ContainerKit {
    private static final String KEY = "gk_test";

    @Override
    Container container() {
        RecordedUsage.portions = new SharedUse().node();
        return new TomcatContainer();
    }

    @Override
    Map<String, String> parameters() {
        return Map.of(
                "gauger.route.open", "* /open custom inspect_request=true metering_expr=3",
                "gauger.route.served", "* /served custom provider=acme inspect_request=true metering_expr=3");
    }

    @Override
    Map<Integer, String> errorPages() {
        return Map.of();
    }

    @Override
    Map<String, TestServlet.Body> servlets() {
        TestServlet.Body ran = (request, response) -> response.getWriter().print("ran");
        return Map.of("/open", ran, "/served", ran);
    }

    @AfterAll
    void knowNothing() {
        RecordedUsage.stored = KeySnapshot.EMPTY;
        RecordedUsage.portions = PortionSource.NONE;
    }

    @Test
    void aRefusedModelLeavesNothingHeldAndItsAnswerTellsTheLimits() throws Exception {
        know("models", 100, Set.of(), Set.of("good"));

        for (int i = 0; i < 5; i++) {
            RecordedUsage.forget();
            HttpResponse<String> refused = ask("/open", "bad");
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body()).contains("\"error\":\"model_not_allowed\"");
            assertThat(field(refused, "X-Quota-Used")).isEqualTo("0");
            assertThat(field(refused, "X-Quota-Limit")).isEqualTo("10");
            assertThat(field(refused, "X-Quota-Remaining")).isEqualTo("10");
            assertThat(field(refused, "X-RateLimit-Limit")).isEqualTo("100");
            UsageRecord record = RecordedUsage.theOnly();
            assertThat(record.refusal()).isEqualTo("model_not_allowed");
            assertThat(record.measurement().model()).isEqualTo("bad");
            assertThat(record.measurement().units()).isEqualByComparingTo("0");
        }

        // each holds 4 and takes 3
        assertThat(field(ask("/open", "good"), "X-Quota-Used")).isEqualTo("4");
        assertThat(field(ask("/open", "good"), "X-Quota-Used")).isEqualTo("7");
        assertThat(field(ask("/open", "bad"), "X-Quota-Used")).isEqualTo("6");
        assertThat(field(ask("/open", "good"), "X-Quota-Used")).isEqualTo("10");
    }

    @Test
    void aRefusedProviderLeavesNothingHeldEither() throws Exception {
        know("providers", null, Set.of("other"), Set.of());

        for (int i = 0; i < 5; i++) {
            HttpResponse<String> refused = ask("/served", "any");
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body()).contains("\"error\":\"provider_not_allowed\"");
            assertThat(field(refused, "X-Quota-Used")).isEqualTo("0");
        }
        assertThat(field(ask("/open", "any"), "X-Quota-Used")).isEqualTo("4");
    }

    @Test
    void aRefusedModelUsesUpItsRequestOfTheMinuteAndBeyondThemNothingIsRead() throws Exception {
        know("rate", 2, Set.of(), Set.of("good"));
        assertThat(field(ask("/open", "bad"), "X-RateLimit-Remaining")).isEqualTo("1");
        assertThat(field(ask("/open", "bad"), "X-RateLimit-Remaining")).isEqualTo("0");
        RecordedUsage.forget();

        HttpResponse<String> refused = ask("/open", "bad");

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("\"error\":\"rate_limited\"");
        assertThat(RecordedUsage.theOnly().measurement().model()).isNull();
    }

    @Test
    void beyondTheQuotaNothingIsReadEither() throws Exception {
        know("quota", null, Set.of(), Set.of("good"));
        for (int i = 0; i < 3; i++) {
            assertThat(ask("/open", "good").statusCode()).isEqualTo(200);
        }
        RecordedUsage.forget();

        HttpResponse<String> refused = ask("/open", "bad");

        assertThat(refused.statusCode()).isEqualTo(402);
        assertThat(refused.body()).contains("\"error\":\"quota_exceeded\"");
        assertThat(RecordedUsage.theOnly().measurement().model()).isNull();
    }

    private HttpResponse<String> ask(String path, String model) throws Exception {
        return send(request(path)
                .header("X-API-Key", KEY)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"model\":\"" + model + "\"}")));
    }

    private static String field(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("no " + name);
    }

    /** A key of an account of its own, whose quota is 10 units, 4 of which are held for each request. */
    private static void know(String account, Integer rate, Set<String> providers, Set<String> models) {
        KnownPlan plan = new KnownPlan(
                "plan",
                BigDecimal.TEN,
                ResetPeriod.NEVER,
                MeterType.COMPUTE_UNITS,
                QuotaMode.HARD,
                BigDecimal.ZERO,
                null,
                null,
                new BigDecimal(4),
                BigDecimal.ZERO);
        KnownKey key = new KnownKey(
                new Caller(account, "key of " + account, null, null, null),
                true,
                KnownKey.FOR_EVER,
                IpRanges.ALL,
                Set.of(),
                providers,
                models,
                rate);
        RecordedUsage.stored = new KeySnapshot(
                Map.of(Hash.of(KEY), key), Map.of(account, new KnownAccount(account, true, ZoneOffset.UTC, plan)));
    }
}
