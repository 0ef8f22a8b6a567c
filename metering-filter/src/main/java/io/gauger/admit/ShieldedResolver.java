package io.gauger.admit;

import static java.lang.System.Logger.Level.WARNING;

import jakarta.servlet.http.HttpServletRequest;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The application's resolver, whose failures no request feels. They are told in the log, once a minute. */
final class ShieldedResolver {
    /** It was asked and does not know the caller. */
    static final Answer NOBODY = new Answer(null, false);

    private static final System.Logger LOG = System.getLogger(ShieldedResolver.class.getName());
    private static final Answer FAILED = new Answer(null, true);

    private final CallerResolver resolver;
    private final Fault fault;

    ShieldedResolver(CallerResolver resolver, LongSupplier nanoTime) {
        this.resolver = resolver;
        this.fault = new Fault(
                LOG,
                WARNING,
                "The application's caller resolver " + resolver.getClass().getName(),
                "such requests are billed to nobody and flagged unknown_caller, or refused where the route has"
                        + " auth_required",
                nanoTime);
    }

    /**
     * What the resolver says.
     *
     * @param caller who is billed; null if that is not known
     * @param failed whether the resolver could not tell, or told what cannot be stored
     */
    record Answer(@Nullable Caller caller, boolean failed) {}

    Answer ask(HttpServletRequest request) {
        try {
            Caller caller = resolver.resolve(request);
            if (caller == null || caller.equals(Caller.ANONYMOUS)) {
                return NOBODY;
            }
            String complaint =
                    caller.accountId() == null ? "a caller with a key has an account" : CallerRules.complaint(caller);
            return complaint == null
                    ? new Answer(caller, false)
                    : failed("told a caller that cannot be billed: " + complaint, null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed("was interrupted", e);
        } catch (Throwable e) {
            return failed("failed", e);
        }
    }

    private Answer failed(String how, @Nullable Throwable why) {
        fault.happened(how, why);
        return FAILED;
    }
}
