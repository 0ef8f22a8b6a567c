package io.gauger.admit;

import io.gauger.route.Route;
import io.gauger.settings.Settings;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides before the application runs who calls and whether the request is admitted. A key that is shown decides alone,
 * and one that is unknown is refused on every metered route. A request without key is the caller's that the
 * application's resolver tells; without one it is anonymous, and refused only where the route asks for a caller.
 *
 * <p>Keys of the settings are asked first, then stored ones: what the deployment says wins. An account that is stored
 * counts for every caller of it, by whatever way it is known. What can be told without counting comes first, so that a
 * refused request uses nothing up; then it is taken from the rate limits. Quotas and {@link ProvidersAndModels} come behind
 * it. A fault of ours reaches nobody as such: what has a key, or a limit, is refused by it, everything else is admitted.
 * Safe for concurrent use; waits for nothing but another request of the same key or account, some 50 ns.
 */
public final class Admission {
    private static final System.Logger LOG = System.getLogger(Admission.class.getName());
    private static final Admitted ANONYMOUS = new Admitted(Caller.ANONYMOUS, false, null, null, Standing.UNLIMITED);

    private final ConfiguredKeys configured;
    private final KeyDirectory stored;
    private final @Nullable ShieldedResolver resolver;
    private final Clock clock;
    private final CallerRates rates;
    private final Fault unjudgedKey =
            new Fault(LOG, "Judging a key", "such requests are refused by 503 admission_failed");
    private final Fault unknownAccount = new Fault(
            LOG,
            "Looking up the account of a caller whom the application told",
            "such requests run without being counted against any limit, and are flagged unreserved");
    private final Fault uncountedRate =
            new Fault(LOG, "Counting requests a minute", "whoever has such a limit is refused by 503 admission_failed");

    /**
     * Admission by the keys in the settings, those that are stored, and the application's own resolver, if it has one.
     *
     * @param nodes tells how many nodes share each rate limit, this one among them
     * @throws io.gauger.settings.SettingException if a key is not written as it should be
     */
    public Admission(Settings settings, KeyDirectory stored, IntSupplier nodes, @Nullable CallerResolver resolver) {
        this(settings, stored, nodes, resolver, Clock.systemUTC(), System::nanoTime);
    }

    Admission(
            Settings settings,
            KeyDirectory stored,
            IntSupplier nodes,
            @Nullable CallerResolver resolver,
            Clock clock,
            LongSupplier nanoTime) {
        this.configured = new ConfiguredKeys(settings);
        this.stored = stored;
        this.resolver = resolver == null ? null : new ShieldedResolver(resolver, System::nanoTime);
        this.clock = clock;
        this.rates = new CallerRates(nodes, nanoTime);
    }

    /** What was decided. */
    public sealed interface Decision {
        /** Who calls, as far as that is known; {@link Caller#ANONYMOUS} if it is not. */
        Caller caller();

        /** Whether the application's resolver failed, so that nobody knows who called. */
        boolean callerUnknown();

        /** The key that was shown and admitted; null without one. */
        @Nullable
        KnownKey key();

        /** The account that is billed, as it was known when this was decided; null if it is not stored, or was not looked up. */
        @Nullable
        KnownAccount account();

        /** What the answer tells of the caller's limits. */
        Standing standing();
    }

    /** The request may run, for this caller, by this key, if by any. */
    public record Admitted(
            Caller caller,
            boolean callerUnknown,
            @Nullable KnownKey key,
            @Nullable KnownAccount account,
            Standing standing)
            implements Decision {}

    /**
     * The request may not run.
     *
     * @param reason why
     * @param caller whose it is, as far as that is known
     * @param callerUnknown whether the application's resolver failed
     * @param standing how the caller stands with limits, if it came to those
     */
    public record Refused(RefusalReason reason, Caller caller, boolean callerUnknown, Standing standing)
            implements Decision {
        @Override
        public @Nullable KnownKey key() {
            return null;
        }

        @Override
        public @Nullable KnownAccount account() {
            return null;
        }
    }

    /** Decides on a request of the route that comes from this address, which may be unknown. Never throws. */
    public Decision decide(HttpServletRequest request, Route route, @Nullable String clientAddress) {
        try {
            PresentedKey shown = PresentedKey.of(request);
            if (shown.conflicting()) {
                return refused(RefusalReason.CONFLICTING_KEYS, Caller.ANONYMOUS);
            }
            if (shown.secret() != null) {
                return withKey(shown.secret(), stored.current(), route, clientAddress);
            }
        } catch (RuntimeException | Error e) {
            unjudgedKey.happened(e);
            return refused(RefusalReason.NOT_JUDGED, Caller.ANONYMOUS);
        }
        return withoutKey(request, route);
    }

    /** In the documented order: exists, active, not expired, address, route, and then what is counted. */
    private Decision withKey(
            String secret, @Nullable KeySnapshot snapshot, Route route, @Nullable String clientAddress) {
        ShownKey shown =
                secret.length() > Secret.LONGEST ? null : ShownKey.find(Secret.sha256(secret), configured, snapshot);
        if (shown == null) {
            return refused(whyUnknown(secret, snapshot), Caller.ANONYMOUS);
        }
        KnownKey key = shown.key();
        Caller caller = key.caller();
        KnownAccount account = shown.account();
        RefusalReason refusal = KeyCheck.refusal(key, account, clock, clientAddress);
        if (refusal != null) {
            return refused(refusal, caller);
        }
        if (!key.allowedRoutes().isEmpty() && !key.allowedRoutes().contains(route.id())) {
            return refused(RefusalReason.ROUTE_NOT_ALLOWED, caller);
        }
        return counted(caller, key, account);
    }

    private static RefusalReason whyUnknown(String secret, @Nullable KeySnapshot snapshot) {
        if (Secret.isMistyped(Secret.KEY, secret)) {
            return RefusalReason.MISTYPED_KEY;
        }
        return snapshot == null && secret.length() <= Secret.LONGEST
                ? RefusalReason.NOT_READY
                : RefusalReason.UNKNOWN_KEY;
    }

    private Decision withoutKey(HttpServletRequest request, Route route) {
        ShieldedResolver.Answer told = resolver == null ? ShieldedResolver.NOBODY : resolver.ask(request);
        if (told.caller() != null) {
            return told(told.caller());
        }
        if (!route.authRequired()) {
            return told.failed() ? new Admitted(Caller.ANONYMOUS, true, null, null, Standing.UNLIMITED) : ANONYMOUS;
        }
        return told.failed()
                ? new Refused(RefusalReason.UNKNOWN_CALLER, Caller.ANONYMOUS, true, Standing.UNLIMITED)
                : refused(RefusalReason.MISSING_KEY, Caller.ANONYMOUS);
    }

    /** The application vouches for him. */
    private Decision told(Caller caller) {
        KnownAccount account;
        try {
            account = ShownKey.account(caller, stored.current());
        } catch (RuntimeException | Error e) {
            unknownAccount.happened(e);
            return new Admitted(caller, false, null, null, Standing.UNKNOWN);
        }
        return account != null && !account.active()
                ? refused(RefusalReason.ACCOUNT_INACTIVE, caller)
                : counted(caller, null, account);
    }

    /** Nothing but a limit speaks against the request any more. */
    private Decision counted(Caller caller, @Nullable KnownKey key, @Nullable KnownAccount account) {
        KnownPlan plan = account == null ? null : account.plan();
        Caller planned = plan == null ? caller : caller.withPlan(plan.id());
        Standing standing;
        try {
            standing = rates.take(key, account);
        } catch (RuntimeException | Error e) {
            // where there is no limit nothing is counted
            uncountedRate.happened(e);
            return refused(RefusalReason.NOT_JUDGED, planned);
        }
        RefusalReason refusal = standing.refusal();
        return refusal == null
                ? new Admitted(planned, false, key, account, standing)
                : new Refused(refusal, planned, false, standing);
    }

    private static Refused refused(RefusalReason reason, Caller caller) {
        return new Refused(reason, caller, false, Standing.UNLIMITED);
    }
}
