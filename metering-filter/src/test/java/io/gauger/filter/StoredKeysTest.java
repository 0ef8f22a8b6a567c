package io.gauger.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.admit.Caller;
import io.gauger.admit.CallerResolver;
import io.gauger.admit.Hash;
import io.gauger.admit.IpRanges;
import io.gauger.admit.KeySnapshot;
import io.gauger.admit.KnownAccount;
import io.gauger.admit.KnownKey;
import io.gauger.admit.KnownPlan;
import io.gauger.admit.MeterType;
import io.gauger.admit.QuotaMode;
import io.gauger.admit.ResetPeriod;
import io.gauger.admit.Secret;
import io.gauger.record.UsageRecord;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys and accounts that a node knows from the database, what they may do, and how they are refused. */
class StoredKeysTest extends ContainerKit {
    private static final String KEY = Secret.generate(Secret.KEY, new SecureRandom());
    private static final Caller CALLER = new Caller("acme", "key_1", "First", "gk_abcde", "plan_1");
    private static final KnownPlan PLAN_2 = new KnownPlan(
            "plan_2",
            null,
            ResetPeriod.MONTHLY,
            MeterType.REQUESTS,
            QuotaMode.HARD,
            BigDecimal.ZERO,
            null,
            null,
            BigDecimal.ZERO,
            BigDecimal.ZERO);

    /** Takes the account from a header. */
    public static final class ByHeader implements CallerResolver {
        @Override
        public Caller resolve(HttpServletRequest request) {
            String account = request.getHeader("X-Account");
            return account == null ? null : Caller.ofAccount(account);
        }
    }

    @Override
    Container container() {
        return new TomcatContainer();
    }

    @Override
    Map<String, String> parameters() {
        return Map.of(
                "gauger.key.configured",
                "account=acme sha256=" + Hash.of("gk_configured").hex(),
                "gauger.caller-resolver",
                ByHeader.class.getName(),
                "gauger.trusted-proxies",
                "127.0.0.1, 10.0.0.0/8",
                "gauger.route.open",
                "* /open bytes");
    }

    @Override
    Map<Integer, String> errorPages() {
        return Map.of();
    }

    @Override
    Map<String, TestServlet.Body> servlets() {
        return Map.of("/open", (request, response) -> response.getWriter().print("open"));
    }

    @BeforeEach
    @AfterEach
    void knowNothing() {
        RecordedUsage.stored = KeySnapshot.EMPTY;
        RecordedUsage.forget();
    }

    @Test
    void aStoredKeyIsBilledToItsAccount() throws Exception {
        know(key(true, KnownKey.FOR_EVER, List.of(), Set.of()));

        assertThat(withKey(KEY).body()).isEqualTo("open");
        assertThat(RecordedUsage.theOnly().caller()).isEqualTo(CALLER);
    }

    @Test
    void whatTheDatabaseSaysLaterHoldsForTheNextRequest() throws Exception {
        assertRefused(withKey(KEY), 401, "invalid_key", Caller.ANONYMOUS);

        know(key(true, KnownKey.FOR_EVER, List.of(), Set.of()));
        assertThat(withKey(KEY).statusCode()).isEqualTo(200);

        RecordedUsage.forget();
        know(key(false, KnownKey.FOR_EVER, List.of(), Set.of()));
        assertRefused(withKey(KEY), 403, "key_revoked", CALLER);
    }

    @Test
    void aKeyPastItsEndIsRefused() throws Exception {
        know(key(true, System.currentTimeMillis() - 1, List.of(), Set.of()));

        assertRefused(withKey(KEY), 403, "key_expired", CALLER);

        RecordedUsage.forget();
        know(key(true, System.currentTimeMillis() + 60_000, List.of(), Set.of()));
        assertThat(withKey(KEY).statusCode()).isEqualTo(200);
    }

    @Test
    void aKeyIsRefusedFromAnotherAddress() throws Exception {
        know(key(true, KnownKey.FOR_EVER, List.of("192.0.2.0/24"), Set.of()));
        assertRefused(withKey(KEY), 403, "ip_blocked", CALLER);
    }

    @Test
    void theAddressThatATrustedProxyTellsCountsAndIsRecorded() throws Exception {
        know(key(true, KnownKey.FOR_EVER, List.of("192.0.2.0/24"), Set.of()));

        HttpResponse<String> answer =
                get("/open", "X-API-Key", KEY, "X-Forwarded-For", "203.0.113.9, 192.0.2.7:4711, 10.1.2.3");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(RecordedUsage.theOnly().exchange().clientIp()).isEqualTo("192.0.2.7");
    }

    @Test
    void whatTheClientItselfWroteIntoTheFieldDoesNot() throws Exception {
        know(key(true, KnownKey.FOR_EVER, List.of("192.0.2.0/24"), Set.of()));

        for (String forged : new String[] {
            "192.0.2.7, 203.0.113.9", "192.0.2.7, unknown", "192.0.2.7,", "192.0.2.7, 192.0.2.7.evil.example"
        }) {
            RecordedUsage.forget();
            assertRefused(get("/open", "X-API-Key", KEY, "X-Forwarded-For", forged), 403, "ip_blocked", CALLER);
        }
        RecordedUsage.forget();
        assertRefused(get("/open", "X-API-Key", KEY, "Forwarded", "for=192.0.2.7"), 403, "ip_blocked", CALLER);
    }

    @Test
    void aKeyIsRefusedForAnotherRoute() throws Exception {
        know(key(true, KnownKey.FOR_EVER, List.of(), Set.of("closed")));
        assertRefused(withKey(KEY), 403, "route_not_allowed", CALLER);

        RecordedUsage.forget();
        know(key(true, KnownKey.FOR_EVER, List.of(), Set.of("closed", "open")));
        assertThat(withKey(KEY).statusCode()).isEqualTo(200);
    }

    @Test
    void ofSeveralReasonsTheFirstInTheDocumentedOrderIsTold() throws Exception {
        KnownAccount inactive = new KnownAccount("acme", false, ZoneOffset.UTC, null);
        know(key(false, 0, List.of("192.0.2.0/24"), Set.of("closed")), inactive);
        assertRefused(withKey(KEY), 403, "key_revoked", CALLER);

        RecordedUsage.forget();
        know(key(true, 0, List.of("192.0.2.0/24"), Set.of("closed")), inactive);
        assertRefused(withKey(KEY), 403, "account_inactive", CALLER);

        RecordedUsage.forget();
        know(key(true, 0, List.of("192.0.2.0/24"), Set.of("closed")));
        assertRefused(withKey(KEY), 403, "key_expired", CALLER);

        RecordedUsage.forget();
        know(key(true, KnownKey.FOR_EVER, List.of("192.0.2.0/24"), Set.of("closed")));
        assertRefused(withKey(KEY), 403, "ip_blocked", CALLER);
    }

    @Test
    void anAccountThatIsNotActiveIsRefusedByWhateverWayItIsKnown() throws Exception {
        know(key(true, KnownKey.FOR_EVER, List.of(), Set.of()), new KnownAccount("acme", false, ZoneOffset.UTC, null));
        assertRefused(withKey(KEY), 403, "account_inactive", CALLER);

        RecordedUsage.forget();
        assertRefused(
                withKey("gk_configured"),
                403,
                "account_inactive",
                new Caller("acme", "configured", "configured", null, null));

        RecordedUsage.forget();
        assertRefused(get("/open", "X-Account", "acme"), 403, "account_inactive", Caller.ofAccount("acme"));

        RecordedUsage.forget();
        assertThat(get("/open", "X-Account", "other").statusCode()).isEqualTo(200);
    }

    @Test
    void thePlanOfAStoredAccountHoldsForEveryCallerOfIt() throws Exception {
        know(key(true, KnownKey.FOR_EVER, List.of(), Set.of()), new KnownAccount("acme", true, ZoneOffset.UTC, PLAN_2));

        assertThat(withKey("gk_configured").statusCode()).isEqualTo(200);

        assertThat(RecordedUsage.theOnly().caller())
                .isEqualTo(new Caller("acme", "configured", "configured", null, "plan_2"));
    }

    @Test
    void whatTheDeploymentSaysOfAKeyWinsOverTheDatabase() throws Exception {
        KnownKey revoked =
                new KnownKey(CALLER, false, KnownKey.FOR_EVER, IpRanges.ALL, Set.of(), Set.of(), Set.of(), null);
        RecordedUsage.stored = new KeySnapshot(Map.of(Hash.of("gk_configured"), revoked), Map.of());

        assertThat(withKey("gk_configured").statusCode()).isEqualTo(200);
        assertThat(RecordedUsage.theOnly().caller().keyId()).isEqualTo("configured");
    }

    @Test
    void beforeTheKeysWereReadAnUnknownOneIs503AndConfiguredOnesHold() throws Exception {
        RecordedUsage.stored = null;

        HttpResponse<String> answer = withKey(KEY);
        assertRefused(answer, 503, "keys_not_loaded", Caller.ANONYMOUS);
        assertThat(answer.headers().firstValue("Retry-After")).contains("2");

        RecordedUsage.forget();
        assertThat(withKey("gk_configured").statusCode()).isEqualTo(200);
        assertThat(get("/open").statusCode()).isEqualTo(200);
    }

    @Test
    void everyKeyThatIsNoneIs401() throws Exception {
        know(key(true, KnownKey.FOR_EVER, List.of(), Set.of()));
        for (String attack : new String[] {
            "gk_",
            "gk_" + "a".repeat(4000),
            KEY + "a",
            KEY.substring(0, KEY.length() - 1),
            KEY.substring(0, 10) + (KEY.charAt(10) == 'x' ? 'y' : 'x') + KEY.substring(11),
            KEY.toLowerCase(java.util.Locale.ROOT).equals(KEY) ? "gk_x" : KEY.toLowerCase(java.util.Locale.ROOT),
            KEY + ", " + KEY,
            "gk_%00",
            "gk_' or '1'='1"
        }) {
            RecordedUsage.forget();
            assertRefused(withKey(attack), 401, "invalid_key", Caller.ANONYMOUS);
        }
    }

    @Test
    void aMistypedKeyIsToldSo() throws Exception {
        String wrong = KEY.substring(0, 10) + (KEY.charAt(10) == 'x' ? 'y' : 'x') + KEY.substring(11);
        assertThat(withKey(wrong).body()).contains("checksum").doesNotContain(wrong);
    }

    @Test
    void twoKeysInOneRequestAre401() throws Exception {
        know(key(true, KnownKey.FOR_EVER, List.of(), Set.of()));

        assertRefused(
                get("/open", "X-API-Key", KEY, "Authorization", "Bearer gk_configured"),
                401,
                "invalid_key",
                Caller.ANONYMOUS);
        RecordedUsage.forget();
        assertRefused(get("/open?api_key=gk_configured", "X-API-Key", KEY), 401, "invalid_key", Caller.ANONYMOUS);
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        return send(request(path).headers(headers).GET());
    }

    private HttpResponse<String> withKey(String key) throws Exception {
        return get("/open", "X-API-Key", key);
    }

    private static KnownKey key(boolean active, long validUntil, List<String> ips, Set<String> routes) {
        return new KnownKey(CALLER, active, validUntil, IpRanges.of(ips), routes, Set.of(), Set.of(), null);
    }

    private static void know(KnownKey key, KnownAccount... accounts) {
        Map<String, KnownAccount> byId = accounts.length == 0 ? Map.of() : Map.of(accounts[0].id(), accounts[0]);
        RecordedUsage.stored = new KeySnapshot(Map.of(Hash.of(KEY), key), byId);
    }

    /** The problem, and its record with zero units. */
    private static void assertRefused(HttpResponse<String> answer, int status, String error, Caller caller) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(answer.body()).contains("\"error\":\"" + error + "\"").contains("\"status\":" + status);
        assertThat(answer.headers().firstValue("WWW-Authenticate").isPresent()).isEqualTo(status == 401);
        UsageRecord record = RecordedUsage.theOnly();
        assertThat(record.refusal()).isEqualTo(error);
        assertThat(record.exchange().status()).isEqualTo(status);
        assertThat(record.measurement().units()).isEqualByComparingTo(BigDecimal.ZERO);
        assertThat(record.caller()).isEqualTo(caller);
    }
}
