package io.gauger.admit;

import io.gauger.route.Route;
import io.gauger.settings.Settings;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Decides before the application runs who calls and whether the request is admitted. A key that is unknown is refused on
 * every metered route, a request without key only where the route asks for one. Safe for concurrent use.
 */
public final class Admission {
    private final KeyDirectory keys;

    /**
     * Admission by the keys in the settings.
     *
     * @throws io.gauger.settings.SettingException if a key is not written as it should be
     */
    public Admission(Settings settings) {
        this.keys = new ConfiguredKeys(settings);
    }

    /** What was decided. */
    public sealed interface Decision {}

    /** The request may run, for this caller. */
    public record Admitted(Caller caller) implements Decision {}

    /**
     * The request may not run.
     *
     * @param status the HTTP status to answer
     * @param error the stable code of the problem
     * @param title what kind of problem it is
     * @param detail what the caller can do about it
     */
    public record Refused(int status, String error, String title, String detail) implements Decision {}

    /** Decides on a request of the route. */
    public Decision decide(HttpServletRequest request, Route route) {
        PresentedKey shown = PresentedKey.of(request);
        if (shown.conflicting()) {
            return unauthorized("invalid_key", "Invalid API key", "The request shows two API keys that differ.");
        }
        if (shown.secret() == null) {
            return route.authRequired()
                    ? unauthorized(
                            "missing_key",
                            "API key missing",
                            "Send your API key as 'Authorization: Bearer gk_…' or 'X-API-Key: gk_…'.")
                    : new Admitted(Caller.ANONYMOUS);
        }
        Caller caller = keys.find(ApiKey.sha256(shown.secret()));
        return caller == null
                ? unauthorized("invalid_key", "Invalid API key", "The API key is not known here.")
                : new Admitted(caller);
    }

    private static Refused unauthorized(String error, String title, String detail) {
        return new Refused(401, error, title, detail);
    }
}
