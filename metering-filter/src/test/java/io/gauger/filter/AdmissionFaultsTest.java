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
import io.gauger.measure.Flag;
import io.gauger.record.UsageRecord;
import io.gauger.reserve.PortionSource;
import io.gauger.reserve.SharedUse;
import io.gauger.reserve.Subject;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What becomes of a request that cannot be judged because of a fault of ours: neither the application nor its log ever sees
 * the fault. A key that could not be judged is refused, and so is whoever has a hard limit; everybody else runs.
 */
class AdmissionFaultsTest extends ContainerKit {
    private static final String KEY = "gk_test";
    private static final AtomicInteger ACCOUNTS = new AtomicInteger();
    private static final AtomicInteger RAN = new AtomicInteger();

    private final SharedUse.Node database = new SharedUse().node();
    private volatile boolean exchangeFails;

    @Override
    Container container() {
        RecordedUsage.portions = new PortionSource() {
            @Override
            public <D extends Division> D exchange(List<Subject> subjects, Divider<D> divider) {
                if (exchangeFails) {
                    throw new StackOverflowError("as intended");
                }
                return database.exchange(subjects, divider);
            }

            @Override
            public Set<Subject> wanted(Set<Subject> among) {
                return database.wanted(among);
            }
        };
        return new TomcatContainer();
    }

    @Override
    Map<String, String> parameters() {
        return Map.of(
                "gauger.caller-resolver",
                StoredKeysTest.ByHeader.class.getName(),
                "gauger.route.open",
                "* /open request",
                "gauger.route.closed",
                "* /closed request auth_required=true");
    }

    @Override
    Map<Integer, String> errorPages() {
        return Map.of();
    }

    @Override
    Map<String, TestServlet.Body> servlets() {
        TestServlet.Body ran = (request, response) -> {
            RAN.incrementAndGet();
            response.getWriter().print("ran");
        };
        return Map.of("/open", ran, "/closed", ran);
    }

    @BeforeEach
    @AfterAll
    void nothingFails() {
        RAN.set(0);
        exchangeFails = false;
        RecordedUsage.beforeKeys = () -> {};
        RecordedUsage.beforeNodes = () -> {};
        RecordedUsage.stored = KeySnapshot.EMPTY;
    }

    @AfterAll
    void knowNothing() {
        RecordedUsage.portions = PortionSource.NONE;
    }

    static Stream<Runnable> faults() {
        return Stream.of(
                () -> {
                    throw new IllegalStateException("as intended");
                },
                () -> {
                    throw new NoClassDefFoundError("as intended");
                },
                () -> {
                    throw new StackOverflowError("as intended");
                },
                () -> {
                    throw new AssertionError("as intended");
                });
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aKeyThatCannotBeJudgedIsRefused(Runnable fault) throws Exception {
        know("acme", null, null);
        RecordedUsage.beforeKeys = fault;

        assertNotJudged(get("/open", "X-API-Key", KEY), Caller.ANONYMOUS);
        RecordedUsage.forget();
        assertNotJudged(get("/closed", "X-API-Key", "gk_unknown"), Caller.ANONYMOUS);

        RecordedUsage.forget();
        nothingFails();
        know("acme", null, null);
        assertThat(get("/open", "X-API-Key", KEY).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void whoShowsNoKeyIsServedAsEver(Runnable fault) throws Exception {
        RecordedUsage.beforeKeys = fault;

        assertThat(get("/open").body()).isEqualTo("ran");
        assertFlags();
        RecordedUsage.forget();

        HttpResponse<String> refused = get("/closed");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).contains("\"error\":\"missing_key\"");
        assertThat(RAN).hasValue(1);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void theApplicationsOwnCallerIsServedAndFlaggedAsNobodyKnowsOfALimit(Runnable fault) throws Exception {
        RecordedUsage.beforeKeys = fault;

        for (String path : List.of("/open", "/closed")) {
            RecordedUsage.forget();
            assertThat(get(path, "X-Account", "acme").body()).isEqualTo("ran");

            assertThat(RecordedUsage.theOnly().caller()).isEqualTo(Caller.ofAccount("acme"));
            assertUnits("1");
            assertFlags(Flag.UNRESERVED);
        }
    }

    @Test
    void oneLookThatFailsIsFlaggedThoughTheNextOneSucceeds() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        RecordedUsage.beforeKeys = () -> {
            if (looks.incrementAndGet() == 1) {
                throw new IllegalStateException("as intended");
            }
        };

        assertThat(get("/open", "X-Account", "acme").body()).isEqualTo("ran");
        assertFlags(Flag.UNRESERVED);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aRateThatCannotBeCountedRefusesThoseWhoHaveOne(Runnable fault) throws Exception {
        RecordedUsage.beforeNodes = fault;

        know("key", plan(null, null, QuotaMode.HARD), 100);
        assertNotJudged(get("/open", "X-API-Key", KEY), new Caller("key", "key of key", null, null, "plan"));
        RecordedUsage.forget();
        know("account", plan(100, null, QuotaMode.HARD), null);
        assertNotJudged(get("/open", "X-Account", "account"), new Caller("account", null, null, null, "plan"));

        RecordedUsage.forget();
        know("unlimited", plan(null, null, QuotaMode.HARD), null);
        assertThat(get("/open", "X-API-Key", KEY).body()).isEqualTo("ran");
        assertFlags();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aQuotaThatCannotBeLookedAtAdmitsWhoIsNotKnownToHaveAHardOne(Runnable fault) throws Exception {
        String seldom = "hard-" + ACCOUNTS.incrementAndGet();
        know(seldom, plan(null, "100", QuotaMode.HARD), null);
        RecordedUsage.beforeKeys = fault;
        // nobody has looked at this account's quota before
        assertThat(get("/open", "X-Account", seldom).body()).isEqualTo("ran");
        assertFlags(Flag.UNRESERVED);

        RecordedUsage.beforeKeys = () -> {};
        assertThat(get("/open", "X-Account", seldom).statusCode()).isEqualTo(200);
        RecordedUsage.beforeKeys = fault;
        HttpResponse<String> refused = get("/open", "X-Account", seldom);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).contains("1");
        assertThat(refused.body()).contains("\"error\":\"quota_unknown\"");

        know("soft", plan(null, "100", QuotaMode.SOFT), null);
        RecordedUsage.beforeKeys = () -> {};
        assertThat(get("/open", "X-Account", "soft").statusCode()).isEqualTo(200);
        RecordedUsage.forget();
        RecordedUsage.beforeKeys = fault;
        assertThat(get("/open", "X-Account", "soft").body()).isEqualTo("ran");
        assertFlags(Flag.UNRESERVED);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void whoseKeyWasReadHasAKnownQuotaWhateverFailsBehindIt(Runnable fault) throws Exception {
        know("read-" + ACCOUNTS.incrementAndGet(), plan(null, "2", QuotaMode.HARD), null);
        failBehindTheFirstLook(fault);
        assertThat(get("/open", "X-API-Key", KEY).body()).isEqualTo("ran");
        assertFlags();

        failBehindTheFirstLook(fault);
        assertThat(get("/open", "X-API-Key", KEY).body()).isEqualTo("ran");
        failBehindTheFirstLook(fault);
        HttpResponse<String> refused = get("/open", "X-API-Key", KEY);
        assertThat(refused.statusCode()).isEqualTo(402);
        assertThat(refused.body()).contains("\"error\":\"quota_exceeded\"");
    }

    @Test
    void anErrorOfWhatSharesQuotasIsAnsweredAtOnceAndHeals() throws Exception {
        exchangeFails = true;

        know("soft-shared", plan(null, "100", QuotaMode.WARN), null);
        assertThat(get("/open", "X-API-Key", KEY).body()).isEqualTo("ran");
        assertFlags(Flag.UNRESERVED);
        know("hard-shared", plan(null, "100", QuotaMode.HARD), null);
        HttpResponse<String> refused = get("/open", "X-API-Key", KEY);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("\"error\":\"quota_unknown\"");

        exchangeFails = false;
        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(get("/open", "X-API-Key", KEY).statusCode()).isEqualTo(200));
    }

    private static void failBehindTheFirstLook(Runnable fault) {
        AtomicInteger looks = new AtomicInteger();
        RecordedUsage.beforeKeys = () -> {
            if (looks.incrementAndGet() > 1) {
                fault.run();
            }
        };
    }

    private static void assertNotJudged(HttpResponse<String> answer, Caller caller) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("2");
        assertThat(answer.body()).contains("\"error\":\"admission_failed\"").doesNotContain("as intended");
        UsageRecord record = RecordedUsage.theOnly();
        assertThat(record.refusal()).isEqualTo("admission_failed");
        assertThat(record.caller()).isEqualTo(caller);
        assertThat(RAN).hasValue(0);
    }

    private HttpResponse<String> get(String path, String field, String value) throws Exception {
        return send(request(path).header(field, value).GET());
    }

    private static KnownPlan plan(@Nullable Integer rate, @Nullable String quota, QuotaMode mode) {
        return new KnownPlan(
                "plan",
                quota == null ? null : new BigDecimal(quota),
                ResetPeriod.NEVER,
                MeterType.REQUESTS,
                mode,
                BigDecimal.ZERO,
                rate,
                null,
                BigDecimal.ZERO,
                BigDecimal.ZERO);
    }

    private static void know(String account, @Nullable KnownPlan plan, @Nullable Integer rate) {
        KnownKey key = new KnownKey(
                new Caller(account, "key of " + account, null, null, null),
                true,
                KnownKey.FOR_EVER,
                IpRanges.ALL,
                Set.of(),
                Set.of(),
                Set.of(),
                rate);
        RecordedUsage.stored = new KeySnapshot(
                Map.of(Hash.of(KEY), key), Map.of(account, new KnownAccount(account, true, ZoneOffset.UTC, plan)));
    }
}
