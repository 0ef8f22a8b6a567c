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
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests a minute of keys and accounts: who is refused, and what every answer tells. */
class RateLimitedTest extends ContainerKit {
    private static final AtomicInteger TESTS = new AtomicInteger();
    private static final Pattern RESETS_AT = Pattern.compile("\"resets_at\":\"([^\"]+)\"");

    /** Another for each test, as what is used of a limit stays used. */
    private String account = "";

    @Override
    Container container() {
        return new TomcatContainer();
    }

    @Override
    Map<String, String> parameters() {
        return Map.of(
                "gauger.route.open", "* /open bytes",
                "gauger.route.reset", "* /reset bytes",
                "gauger.route.error", "* /error bytes",
                "gauger.route.own", "* /own bytes");
    }

    @Override
    Map<Integer, String> errorPages() {
        return Map.of(418, "/page");
    }

    @Override
    Map<String, TestServlet.Body> servlets() {
        return Map.of(
                "/open", (request, response) -> response.getWriter().print("open"),
                "/page", (request, response) -> response.getWriter().print("page"),
                "/error", (request, response) -> response.sendError(418),
                "/reset",
                        (request, response) -> {
                            response.getWriter().print("thrown away");
                            response.reset();
                            response.setStatus(500);
                        },
                "/own", (request, response) -> response.setHeader("X-RateLimit-Limit", "of the application"));
    }

    @BeforeEach
    void begin() {
        account = "account " + TESTS.incrementAndGet();
    }

    @AfterEach
    void knowNothing() {
        RecordedUsage.stored = KeySnapshot.EMPTY;
        RecordedUsage.nodes = 1;
    }

    @Test
    void aKeyBeyondItsRequestsAMinuteIs429() throws Exception {
        know(2, null, null);

        assertThat(open().statusCode()).isEqualTo(200);
        assertThat(open().statusCode()).isEqualTo(200);
        RecordedUsage.forget();
        HttpResponse<String> refused = open();

        assertRefused(refused, "rate_limited");
        assertThat(refused.headers().firstValue("X-RateLimit-Scope")).isEmpty();
        assertThat(refused.body()).contains("\"limit\":2,\"used\":2,");
        UsageRecord record = RecordedUsage.theOnly();
        assertThat(record.refusal()).isEqualTo("rate_limited");
        assertThat(record.caller().accountId()).isEqualTo(account);
        assertThat(record.measurement().units()).isEqualByComparingTo(BigDecimal.ZERO);
    }

    @Test
    void anAccountBeyondThoseOfItsPlanIs429WithItsScope() throws Exception {
        know(null, 2, null);
        open();
        open();

        HttpResponse<String> refused = open();

        assertRefused(refused, "organization_rate_limited");
        assertThat(refused.headers().firstValue("X-RateLimit-Scope")).contains("organization");
    }

    @Test
    void retryAfterTheMinuteAndTheProblemTellTheSameTime() throws Exception {
        know(1, null, null);
        long before = Instant.now().getEpochSecond();
        open();
        HttpResponse<String> refused = open();

        long wait = Long.parseLong(field(refused, "Retry-After"));
        long reset = Long.parseLong(field(refused, "X-RateLimit-Reset"));
        assertThat(wait).isBetween(40L, 60L);
        assertThat(reset).isBetween(before + 59, before + 62);
        assertThat(field(refused, "RateLimit")).isEqualTo("\"key\";r=0;t=" + wait);
        Matcher resetsAt = RESETS_AT.matcher(refused.body());
        assertThat(resetsAt.find()).isTrue();
        assertThat(Instant.parse(resetsAt.group(1)).getEpochSecond()).isEqualTo(reset);
    }

    @Test
    void everyAnswerTellsTheLimitOfTheKeyAndThatOfTheAccount() throws Exception {
        know(10, 100, 20);

        HttpResponse<String> answer = open();

        assertThat(field(answer, "X-RateLimit-Limit")).isEqualTo("10");
        assertThat(field(answer, "X-RateLimit-Remaining")).isEqualTo("9");
        assertThat(field(answer, "X-RateLimit-Org-Limit")).isEqualTo("100");
        assertThat(field(answer, "X-RateLimit-Org-Remaining")).isEqualTo("19");
        assertThat(field(answer, "RateLimit-Policy")).isEqualTo("\"key\";q=10;w=60, \"account\";q=20;w=12");
        assertThat(field(answer, "RateLimit")).isEqualTo("\"key\";r=9;t=60, \"account\";r=19;t=1");
        assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
    }

    @Test
    void whereOnlyTheAccountHasALimitItIsTheLimit() throws Exception {
        know(null, 100, null);

        HttpResponse<String> answer = open();

        assertThat(field(answer, "X-RateLimit-Limit")).isEqualTo("100");
        assertThat(field(answer, "X-RateLimit-Remaining")).isEqualTo("99");
        assertThat(field(answer, "X-RateLimit-Org-Remaining")).isEqualTo("99");
        assertThat(field(answer, "RateLimit-Policy")).isEqualTo("\"account\";q=100;w=60");
    }

    @Test
    void withoutALimitNoFieldIsAdded() throws Exception {
        know(null, null, null);

        assertThat(open().headers().map()).containsOnlyKeys("content-length", "date");
        assertThat(get("/open").headers().map()).containsOnlyKeys("content-length", "date");
        // an application that sets them tells the truth
        know(7, 7, 7);
        assertThat(get("/open").headers().map()).containsOnlyKeys("content-length", "date");
    }

    @Test
    void whatTheAccountRefusesIsGivenBackToTheKey() throws Exception {
        know(10, 1, null);
        assertThat(field(open(), "X-RateLimit-Remaining")).isEqualTo("9");

        assertThat(field(open(), "X-RateLimit-Remaining")).isEqualTo("9");
        assertThat(field(open(), "RateLimit")).startsWith("\"key\";r=9;");
    }

    @Test
    void whatTheKeyRefusesIsNotTakenFromTheAccount() throws Exception {
        know(1, 10, null);
        open();

        HttpResponse<String> refused = open();

        assertRefused(refused, "rate_limited");
        assertThat(field(refused, "X-RateLimit-Org-Remaining")).isEqualTo("9");
    }

    @Test
    void whatIsRefusedForAnotherReasonUsesNothingUp() throws Exception {
        know(2, null, null);
        assertThat(send(request("/own").header("X-API-Key", secret())).statusCode())
                .isEqualTo(403);
        assertThat(send(request("/own").header("X-API-Key", secret())).headers().map())
                .doesNotContainKey("x-ratelimit-limit");

        assertThat(field(open(), "X-RateLimit-Remaining")).isEqualTo("1");
    }

    @Test
    void theApplicationMayChangeWhatIsTold() throws Exception {
        know(10, null, null, "own");
        assertThat(field(send(request("/own").header("X-API-Key", secret())), "X-RateLimit-Limit"))
                .isEqualTo("of the application");
    }

    @Test
    void itIsToldWithAnswersThatBeganAnew() throws Exception {
        know(10, null, null, "reset", "error");

        HttpResponse<String> reset = send(request("/reset").header("X-API-Key", secret()));
        assertThat(reset.statusCode()).isEqualTo(500);
        assertThat(field(reset, "X-RateLimit-Remaining")).isEqualTo("9");

        HttpResponse<String> page = send(request("/error").header("X-API-Key", secret()));
        assertThat(page.body()).isEqualTo("page");
        assertThat(field(page, "X-RateLimit-Remaining")).isEqualTo("8");
    }

    @Test
    void nodesShareTheLimit() throws Exception {
        know(4, null, null);
        RecordedUsage.nodes = 2;

        assertThat(field(open(), "X-RateLimit-Limit")).isEqualTo("4");
        assertThat(open().statusCode()).isEqualTo(200);
        assertThat(open().statusCode()).isEqualTo(429);
    }

    @Test
    void concurrentRequestsPassExactlyAsOftenAsTheLimitSays() throws Exception {
        know(50, 40, null);
        ExecutorService clients = Executors.newFixedThreadPool(8);
        List<Callable<Integer>> calls = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            calls.add(() -> open().statusCode());
        }
        int passed = 0;
        int refused = 0;
        for (Future<Integer> answer : clients.invokeAll(calls)) {
            passed += answer.get() == 200 ? 1 : 0;
            refused += answer.get() == 429 ? 1 : 0;
        }
        clients.shutdown();

        assertThat(passed).isEqualTo(40);
        assertThat(refused).isEqualTo(160);
    }

    private String secret() {
        return "gk_" + account.replace(' ', '_');
    }

    private HttpResponse<String> open() throws Exception {
        return send(request("/open").header("X-API-Key", secret()));
    }

    private static String field(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("no " + name);
    }

    private static void assertRefused(HttpResponse<String> answer, String error) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(429);
        assertThat(answer.body()).contains("\"error\":\"" + error + "\"");
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(Long.parseLong(field(answer, "Retry-After"))).isBetween(1L, 60L);
    }

    private void know(
            @Nullable Integer ofKey, @Nullable Integer ofAccount, @Nullable Integer burst, String... moreRoutes) {
        KnownPlan plan = new KnownPlan(
                "plan",
                null,
                ResetPeriod.MONTHLY,
                MeterType.REQUESTS,
                QuotaMode.HARD,
                BigDecimal.ZERO,
                ofAccount,
                burst,
                BigDecimal.ZERO,
                BigDecimal.ZERO);
        Set<String> routes = new HashSet<>(Set.of(moreRoutes));
        routes.add("open");
        KnownKey key = new KnownKey(
                new Caller(account, "key of " + account, null, null, null),
                true,
                KnownKey.FOR_EVER,
                IpRanges.ALL,
                routes,
                Set.of(),
                Set.of(),
                ofKey);
        RecordedUsage.stored = new KeySnapshot(
                Map.of(Hash.of(secret()), key), Map.of(account, new KnownAccount(account, true, ZoneOffset.UTC, plan)));
    }
}
