package io.gauger.admit;

import io.gauger.route.Route;
import io.gauger.settings.Settings;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Decides before the application runs who calls and whether the request is admitted. A key that is shown decides alone,
 * and one that is unknown is refused on every metered route. A request without key is the caller's that the
 * application's resolver tells; without one it is anonymous, and refused only where the route asks for a caller. Safe
 * for concurrent use.
 */
public final class Admission {
    private static final Admitted ANONYMOUS = new Admitted(Caller.ANONYMOUS, false);

    private final KeyDirectory keys;
    private final @Nullable ShieldedResolver resolver;

    /**
     * Admission by the keys in the settings and the application's own resolver, if it has one.
     *
     * @throws io.gauger.settings.SettingException if a key is not written as it should be
     */
    public Admission(Settings settings, @Nullable CallerResolver resolver) {
        this.keys = new ConfiguredKeys(settings);
        this.resolver = resolver == null ? null : new ShieldedResolver(resolver, System::nanoTime);
    }

    /** What was decided. */
    public sealed interface Decision {
        /** Whether the application's resolver failed, so that nobody knows who called. */
        boolean callerUnknown();
    }

    /** The request may run, for this caller. */
    public record Admitted(Caller caller, boolean callerUnknown) implements Decision {}

    /**
     * The request may not run.
     *
     * @param status the HTTP status to answer
     * @param error the stable code of the problem
     * @param title what kind of problem it is
     * @param detail what the caller can do about it
     * @param callerUnknown whether the application's resolver failed
     */
    public record Refused(int status, String error, String title, String detail, boolean callerUnknown)
            implements Decision {}

    /** Decides on a request of the route. */
    public Decision decide(HttpServletRequest request, Route route) {
        PresentedKey shown = PresentedKey.of(request);
        if (shown.conflicting()) {
            return unauthorized("invalid_key", "Invalid API key", "The request shows two API keys that differ.");
        }
        if (shown.secret() == null) {
            return withoutKey(request, route);
        }
        Caller caller = keys.find(ApiKey.sha256(shown.secret()));
        return caller == null
                ? unauthorized("invalid_key", "Invalid API key", "The API key is not known here.")
                : new Admitted(caller, false);
    }

    private Decision withoutKey(HttpServletRequest request, Route route) {
        ShieldedResolver.Answer told = resolver == null ? ShieldedResolver.NOBODY : resolver.ask(request);
        if (told.caller() != null) {
            return new Admitted(told.caller(), false);
        }
        if (!route.authRequired()) {
            return told.failed() ? new Admitted(Caller.ANONYMOUS, true) : ANONYMOUS;
        }
        return told.failed()
                ? new Refused(
                        401,
                        "unknown_caller",
                        "Caller unknown",
                        "Who calls could not be found out. Try again later.",
                        true)
                : unauthorized(
                        "missing_key",
                        "API key missing",
                        "Send your API key as 'Authorization: Bearer gk_…' or 'X-API-Key: gk_…'.");
    }

    private static Refused unauthorized(String error, String title, String detail) {
        return new Refused(401, error, title, detail, false);
    }
}
