package io.gauger.filter;

import io.gauger.admit.Fault;
import io.gauger.admit.Standing;
import io.gauger.rate.RateLimit;
import io.gauger.rate.RateState;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * Tells a caller in header fields how he stands with his limits: in the customary ones, and in {@code RateLimit-Policy} and
 * {@code RateLimit} as in draft-ietf-httpapi-ratelimit-headers-11, sections 3 and 4 (lists of items, RFC 9651). Where there
 * is no limit, no field is set. The fields without {@code Org} are those of the key or, if it has no limit, of the account.
 * They are set before the application runs, which may change them.
 */
final class LimitFields {
    private static final String POLICY = "RateLimit-Policy";
    private static final long NANOS_A_MILLI = 1_000_000;
    private static final long NANOS_A_SECOND = 1_000_000_000;

    private static final Fault FAULT = new Fault(
            System.getLogger(LimitFields.class.getName()),
            "Telling a caller how he stands with his limits",
            "such answers go without these fields");

    private LimitFields() {}

    /** Never throws: what was judged stays so, if it can be told or not. */
    static void tell(Standing standing, long epochMilli, HttpServletResponse response) {
        try {
            set(standing, epochMilli, response);
        } catch (RuntimeException | Error e) {
            FAULT.happened(e);
        }
    }

    private static void set(Standing standing, long epochMilli, HttpServletResponse response) {
        RateState key = standing.key();
        RateState account = standing.account();
        RateState own = key == null ? account : key;
        if (own == null) {
            return;
        }
        response.setHeader("X-RateLimit-Limit", Integer.toString(own.limit().perMinute()));
        response.setHeader("X-RateLimit-Remaining", remaining(own));
        RateState awaited = account == null || account.passed() ? own : account;
        response.setHeader("X-RateLimit-Reset", Long.toString(fullAgain(awaited, epochMilli)));
        if (account != null) {
            response.setHeader(
                    "X-RateLimit-Org-Limit", Integer.toString(account.limit().perMinute()));
            response.setHeader("X-RateLimit-Org-Remaining", remaining(account));
        }
        response.setHeader(POLICY, list(policy("key", key), policy("account", account)));
        response.setHeader("RateLimit", list(state("key", key), state("account", account)));
    }

    /** The same to a response that may have been reset since. */
    static void tellAgain(Standing standing, long epochMilli, HttpServletResponse response) {
        if (!response.isCommitted() && !response.containsHeader(POLICY)) {
            tell(standing, epochMilli, response);
        }
    }

    /** The second since 1970 at which the whole limit is there again, rounded up. */
    static long fullAgain(RateState state, long epochMilli) {
        return -Math.floorDiv(-(epochMilli * NANOS_A_MILLI + state.nanosToFull()), NANOS_A_SECOND);
    }

    /** With a burst above the requests a minute there may be more than the limit, which would only confuse. */
    private static String remaining(RateState state) {
        return Long.toString(Math.min(state.limit().perMinute(), state.remaining()));
    }

    private static @Nullable String policy(String name, @Nullable RateState state) {
        if (state == null) {
            return null;
        }
        RateLimit limit = state.limit();
        return '"' + name + "\";q=" + limit.capacity() + ";w=" + limit.windowSeconds();
    }

    /** The window of a limit that is used up ends when Retry-After does. */
    private static @Nullable String state(String name, @Nullable RateState state) {
        return state == null
                ? null
                : '"' + name + "\";r=" + state.remaining() + ";t="
                        + (state.passed() ? state.secondsToFull() : state.secondsToNext());
    }

    private static String list(@Nullable String one, @Nullable String other) {
        return one == null ? String.valueOf(other) : other == null ? one : one + ", " + other;
    }
}
