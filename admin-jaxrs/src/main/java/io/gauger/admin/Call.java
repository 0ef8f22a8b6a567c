package io.gauger.admin;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What the resources need to know of a request. The query is taken as it was sent, because the JAX-RS implementations
 * differ in how they read a malformed one.
 *
 * @param base where the admin API lies, with a slash at its end
 * @param query the query as it was sent; null without one
 * @param ifMatch the field {@code If-Match}; null without one
 * @param idempotencyKey the field {@code Idempotency-Key}; null without one
 */
record Call(URI base, @Nullable String query, @Nullable String ifMatch, @Nullable String idempotencyKey) {
    static Call of(HttpServletRequest request, URI base) {
        URI withSlash = base.getRawPath().endsWith("/") ? base : URI.create(base + "/");
        return new Call(
                withSlash,
                request.getQueryString(),
                request.getHeader("If-Match"),
                request.getHeader("Idempotency-Key"));
    }
}
