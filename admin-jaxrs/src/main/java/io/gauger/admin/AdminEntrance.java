package io.gauger.admin;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.Context;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Leads every request of the admin API to the one root resource, before JAX-RS looks for a resource: {@code v1/usage}
 * becomes {@code io.gauger.admin/api/v1/usage}. Whatever path a client sends, also one that is written like the result,
 * ends below that root, where the caller must show a token first.
 *
 * <p>It is no {@code @Provider}, so that the host's scanning application does not find it. In one that has it all the same
 * it does nothing: TomEE gives the filters that one application names to the others beside it.
 */
@PreMatching
public final class AdminEntrance implements ContainerRequestFilter {
    @Context
    @Nullable
    Configuration configuration;

    /** Called by the server. */
    public AdminEntrance() {}

    @Override
    public void filter(ContainerRequestContext request) {
        if (configuration == null || configuration.getProperty(AdminParts.PROPERTY) == null) {
            return;
        }
        String base = withSlash(request.getUriInfo().getBaseUri().getRawPath());
        String path = request.getUriInfo().getPath(false);
        String rest = path.startsWith("/") ? path.substring(1) : path;
        // An absolute path without scheme and host is what Jersey, RESTEasy and CXF all take: Jersey cuts the base off
        // by its length, and CXF mistakes an absolute URI for the base itself. The query is read elsewhere.
        request.setRequestUri(URI.create(base + AdminRoot.PATH + "/" + AdminRoot.API + "/" + rest));
    }

    private static String withSlash(String path) {
        return path.endsWith("/") ? path : path + "/";
    }
}
