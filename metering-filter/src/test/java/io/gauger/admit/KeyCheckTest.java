package io.gauger.admit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.settings.Settings;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeyCheckTest {
    private static final Caller ADA = Caller.ofAccount("ada").withKey("key_1", "k");
    private static final Clock NOW = Clock.fixed(Instant.ofEpochMilli(1000), ZoneOffset.UTC);

    @Test
    void aStoredKeyIsItsAccountsAndSoIsAConfiguredOne() {
        assertThat(decide(Map.of(), "gk_stored", true, true, 1001, "192.0.2.0/24"))
                .isInstanceOfSatisfying(Admission.Admitted.class, admitted -> {
                    assertThat(admitted.caller()).isEqualTo(ADA);
                    assertThat(admitted.standing()).isEqualTo(Standing.UNLIMITED);
                });
        Map<String, String> settings = Map.of(
                "gauger.key.mine", "account=own sha256=" + Hash.of("gk_stored").hex());
        assertThat(decide(settings, "gk_stored", true, true, 1001, "::/0")
                        .caller()
                        .accountId())
                .isEqualTo("own");
    }

    @Test
    void aConfiguredKeyIsOfTheStoredAccountIfThereIsOne() {
        Map<String, String> settings = Map.of(
                "gauger.key.mine", "account=ada sha256=" + Hash.of("gk_mine").hex());

        assertThat(decide(settings, "gk_mine", true, false, 1001, "::/0"))
                .isInstanceOfSatisfying(Admission.Refused.class, refused -> assertThat(refused.reason())
                        .isEqualTo(RefusalReason.ACCOUNT_INACTIVE));
        assertThat(decide(settings, "gk_mine", true, true, 1001, "::/0"))
                .isInstanceOfSatisfying(Admission.Admitted.class, admitted -> assertThat(admitted.account())
                        .isNotNull());
    }

    @Test
    void whatMayNotBeUsedIsRefusedInTheOrderOfAdmission() {
        assertThat(reason("gk_other", false, false, 0, "::/0")).isEqualTo(RefusalReason.UNKNOWN_KEY);
        assertThat(reason("gk_" + "x".repeat(300), true, true, 1001, "::/0")).isEqualTo(RefusalReason.UNKNOWN_KEY);
        assertThat(reason("gk_stored", false, false, 1000, "::/0")).isEqualTo(RefusalReason.KEY_REVOKED);
        assertThat(reason("gk_stored", true, false, 1000, "::/0")).isEqualTo(RefusalReason.ACCOUNT_INACTIVE);
        assertThat(reason("gk_stored", true, true, 1000, "::/0")).isEqualTo(RefusalReason.KEY_EXPIRED);
        assertThat(reason("gk_stored", true, true, 1001, "198.51.100.0/24")).isEqualTo(RefusalReason.IP_BLOCKED);
    }

    @Test
    void asLongAsNoKeysAreReadNobodyCanTellWhoseItIs() {
        KeyCheck check = new KeyCheck(Settings.of(Map.of()), () -> null, NOW);

        assertThat(check.decide("gk_stored", request()))
                .isInstanceOfSatisfying(Admission.Refused.class, refused -> assertThat(refused.reason())
                        .isEqualTo(RefusalReason.NOT_READY));
        assertThat(check.decide("gk_" + "x".repeat(33), request()))
                .isInstanceOfSatisfying(Admission.Refused.class, refused -> assertThat(refused.reason())
                        .isEqualTo(RefusalReason.UNKNOWN_KEY));
    }

    private static RefusalReason reason(String secret, boolean active, boolean accountActive, long end, String ips) {
        return ((Admission.Refused) decide(Map.of(), secret, active, accountActive, end, ips)).reason();
    }

    private static Admission.Decision decide(
            Map<String, String> settings, String secret, boolean active, boolean accountActive, long end, String ips) {
        KnownKey key =
                new KnownKey(ADA, active, end, IpRanges.of(List.of(ips)), Set.of("no-route"), Set.of(), Set.of(), null);
        KeySnapshot snapshot = new KeySnapshot(
                Map.of(Hash.of("gk_stored"), key),
                Map.of("ada", new KnownAccount("ada", accountActive, ZoneOffset.UTC, null)));
        return new KeyCheck(Settings.of(settings), () -> snapshot, NOW).decide(secret, request());
    }

    private static HttpServletRequest request() {
        return (HttpServletRequest) Proxy.newProxyInstance(
                KeyCheckTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) ->
                        method.getName().equals("getRemoteAddr") ? "192.0.2.7" : Collections.emptyEnumeration());
    }
}
