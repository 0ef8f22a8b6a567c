package io.gauger.admit;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Says who is billed for a request that shows no key of Gauger's: the application knows its callers by a session, a
 * token or a certificate of its own. An application has at most one, as a CDI bean, as a service of
 * {@link java.util.ServiceLoader}, or as the class that the setting {@code gauger.caller-resolver} names.
 *
 * <p>It is asked once for each request of a metered route, on the request's thread, before the application runs and after
 * the container's own security, so that {@link HttpServletRequest#getUserPrincipal()} is there. Implementations are safe
 * for concurrent use.
 */
@FunctionalInterface
public interface CallerResolver {
    /**
     * The caller who is billed, see {@link Caller#ofAccount}; null if it is none that the application knows, so that the
     * request is treated as one without a key.
     *
     * <p>It must neither read the request's body nor its parameters where they come from a form in the body: what is
     * read here is missing in the application.
     *
     * @throws Exception if it cannot tell: the request is then recorded without account and with the flag
     *     {@code unknown_caller}, or refused (401) where the route has {@code auth_required}. The same happens to a
     *     caller that cannot be stored, see {@link Caller#ofAccount}
     */
    @Nullable
    Caller resolve(HttpServletRequest request) throws Exception;
}
