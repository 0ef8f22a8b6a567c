package io.gauger.admit;

import io.gauger.settings.Settings;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Decides on a key that is shown where no route is: to see what it used, for example. It is refused for the same reasons
 * and in the same order as by {@link Admission}, but for those that only a route has. Safe for concurrent use; waits for
 * nothing.
 */
public final class KeyCheck {
    private final ConfiguredKeys configured;
    private final KeyDirectory stored;
    private final ClientAddress addresses;
    private final Clock clock;

    /**
     * By the keys in the settings, and those that are stored.
     *
     * @throws io.gauger.settings.SettingException if a key is not written as it should be
     */
    public KeyCheck(Settings settings, KeyDirectory stored) {
        this(settings, stored, Clock.systemUTC());
    }

    KeyCheck(Settings settings, KeyDirectory stored, Clock clock) {
        this.configured = ConfiguredKeys.quietly(settings);
        this.stored = stored;
        this.addresses = new ClientAddress(settings);
        this.clock = clock;
    }

    /** Whose key it is; {@link Admission.Refused} if it is nobody's, or may not be used now or from there. */
    public Admission.Decision decide(String secret, HttpServletRequest request) {
        KeySnapshot snapshot = stored.current();
        byte[] hash = secret.length() > Secret.LONGEST ? null : Secret.sha256(secret);
        ShownKey shown = hash == null ? null : ShownKey.find(hash, configured, snapshot);
        if (shown == null) {
            boolean loading = snapshot == null && hash != null && !Secret.isMistyped(Secret.KEY, secret);
            return refused(loading ? RefusalReason.NOT_READY : RefusalReason.UNKNOWN_KEY, Caller.ANONYMOUS);
        }
        KnownKey key = shown.key();
        RefusalReason reason = refusal(key, shown.account(), clock, addresses.of(request));
        return reason == null
                ? new Admission.Admitted(key.caller(), false, key, shown.account(), Standing.UNLIMITED)
                : refused(reason, key.caller());
    }

    /** The first of what speaks against a known key wherever it is shown, in the documented order; null if nothing does. */
    static @Nullable RefusalReason refusal(
            KnownKey key, @Nullable KnownAccount account, Clock clock, @Nullable String address) {
        if (!key.active()) {
            return RefusalReason.KEY_REVOKED;
        }
        if (account != null && !account.active()) {
            return RefusalReason.ACCOUNT_INACTIVE;
        }
        if (key.validUntil() <= clock.millis()) {
            return RefusalReason.KEY_EXPIRED;
        }
        return key.allowedIps().contains(address) ? null : RefusalReason.IP_BLOCKED;
    }

    private static Admission.Refused refused(RefusalReason reason, Caller caller) {
        return new Admission.Refused(reason, caller, false, Standing.UNLIMITED);
    }
}
