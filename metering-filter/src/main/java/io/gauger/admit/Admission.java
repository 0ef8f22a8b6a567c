package io.gauger.admit;

import io.gauger.route.Route;
import io.gauger.settings.Settings;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides before the application runs who calls and whether the request is admitted. A key that is shown decides alone,
 * and one that is unknown is refused on every metered route. A request without key is the caller's that the
 * application's resolver tells; without one it is anonymous, and refused only where the route asks for a caller.
 *
 * <p>Keys of the settings are asked first, then stored ones: what the deployment says wins. An account that is stored
 * counts for every caller of it, by whatever way it is known. Safe for concurrent use; waits for nothing.
 */
public final class Admission {
    private static final Admitted ANONYMOUS = new Admitted(Caller.ANONYMOUS, false, null);

    private final ConfiguredKeys configured;
    private final KeyDirectory stored;
    private final @Nullable ShieldedResolver resolver;
    private final Clock clock;

    /**
     * Admission by the keys in the settings, those that are stored, and the application's own resolver, if it has one.
     *
     * @throws io.gauger.settings.SettingException if a key is not written as it should be
     */
    public Admission(Settings settings, KeyDirectory stored, @Nullable CallerResolver resolver) {
        this(settings, stored, resolver, Clock.systemUTC());
    }

    Admission(Settings settings, KeyDirectory stored, @Nullable CallerResolver resolver, Clock clock) {
        this.configured = new ConfiguredKeys(settings);
        this.stored = stored;
        this.resolver = resolver == null ? null : new ShieldedResolver(resolver, System::nanoTime);
        this.clock = clock;
    }

    /** What was decided. */
    public sealed interface Decision {
        /** Who calls, as far as that is known; {@link Caller#ANONYMOUS} if it is not. */
        Caller caller();

        /** Whether the application's resolver failed, so that nobody knows who called. */
        boolean callerUnknown();

        /** The key that was shown and is known; null without one. */
        @Nullable
        KnownKey key();
    }

    /** The request may run, for this caller, by this key, if by any. */
    public record Admitted(Caller caller, boolean callerUnknown, @Nullable KnownKey key) implements Decision {}

    /**
     * The request may not run.
     *
     * @param reason why
     * @param caller whose it is, as far as that is known
     * @param callerUnknown whether the application's resolver failed
     */
    public record Refused(RefusalReason reason, Caller caller, boolean callerUnknown) implements Decision {
        @Override
        public @Nullable KnownKey key() {
            return null;
        }
    }

    /**
     * Decides on a request of the route.
     *
     * @param clientAddress where it comes from; null if unknown
     * @param model tells the model that it asks for, null if it does not; asked at most if all else is well
     */
    public Decision decide(
            HttpServletRequest request,
            Route route,
            @Nullable String clientAddress,
            Supplier<? extends @Nullable String> model) {
        PresentedKey shown = PresentedKey.of(request);
        if (shown.conflicting()) {
            return refused(RefusalReason.CONFLICTING_KEYS, Caller.ANONYMOUS);
        }
        KeySnapshot snapshot = stored.current();
        return shown.secret() == null
                ? withoutKey(request, route, snapshot)
                : withKey(shown.secret(), snapshot, route, clientAddress, model);
    }

    /** In the documented order: exists, active, not expired, address, route, provider and model. */
    private Decision withKey(
            String secret,
            @Nullable KeySnapshot snapshot,
            Route route,
            @Nullable String clientAddress,
            Supplier<? extends @Nullable String> model) {
        KnownKey key = secret.length() > Secret.LONGEST ? null : find(secret, snapshot);
        if (key == null) {
            return refused(whyUnknown(secret, snapshot), Caller.ANONYMOUS);
        }
        Caller caller = key.caller();
        if (!key.active()) {
            return refused(RefusalReason.KEY_REVOKED, caller);
        }
        Decision byAccount = byAccount(caller, key, snapshot);
        if (byAccount instanceof Refused) {
            return byAccount;
        }
        if (key.validUntil() <= clock.millis()) {
            return refused(RefusalReason.KEY_EXPIRED, caller);
        }
        if (!key.allowedIps().contains(clientAddress)) {
            return refused(RefusalReason.IP_BLOCKED, caller);
        }
        if (!key.allowedRoutes().isEmpty() && !key.allowedRoutes().contains(route.id())) {
            return refused(RefusalReason.ROUTE_NOT_ALLOWED, caller);
        }
        RefusalReason service = ProvidersAndModels.refusal(key, route.provider(), model);
        return service == null ? byAccount : refused(service, caller);
    }

    private @Nullable KnownKey find(String secret, @Nullable KeySnapshot snapshot) {
        byte[] hash = Secret.sha256(secret);
        KnownKey key = configured.find(hash);
        return key == null && snapshot != null ? snapshot.key(hash) : key;
    }

    private static RefusalReason whyUnknown(String secret, @Nullable KeySnapshot snapshot) {
        if (Secret.isMistyped(Secret.KEY, secret)) {
            return RefusalReason.MISTYPED_KEY;
        }
        return snapshot == null && secret.length() <= Secret.LONGEST
                ? RefusalReason.NOT_READY
                : RefusalReason.UNKNOWN_KEY;
    }

    private Decision withoutKey(HttpServletRequest request, Route route, @Nullable KeySnapshot snapshot) {
        ShieldedResolver.Answer told = resolver == null ? ShieldedResolver.NOBODY : resolver.ask(request);
        if (told.caller() != null) {
            return byAccount(told.caller(), null, snapshot);
        }
        if (!route.authRequired()) {
            return told.failed() ? new Admitted(Caller.ANONYMOUS, true, null) : ANONYMOUS;
        }
        return told.failed()
                ? new Refused(RefusalReason.UNKNOWN_CALLER, Caller.ANONYMOUS, true)
                : refused(RefusalReason.MISSING_KEY, Caller.ANONYMOUS);
    }

    /** An account that is not stored is the deployment's own and has neither status nor plan. */
    private static Decision byAccount(Caller caller, @Nullable KnownKey key, @Nullable KeySnapshot snapshot) {
        KnownAccount account =
                snapshot == null || caller.accountId() == null ? null : snapshot.account(caller.accountId());
        if (account == null) {
            return new Admitted(caller, false, key);
        }
        return account.active()
                ? new Admitted(
                        caller.withPlan(
                                account.plan() == null ? null : account.plan().id()),
                        false,
                        key)
                : refused(RefusalReason.ACCOUNT_INACTIVE, caller);
    }

    private static Refused refused(RefusalReason reason, Caller caller) {
        return new Refused(reason, caller, false);
    }
}
