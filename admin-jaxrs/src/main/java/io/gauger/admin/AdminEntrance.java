package io.gauger.admin;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import java.net.URI;

/**
 * Leads every request of the admin API to the one root resource, before JAX-RS looks for a resource: {@code v1/usage}
 * becomes {@code io.gauger.admin/api/v1/usage}. Whatever path a client sends, also one that is written like the result,
 * ends below that root, where the caller must show a token first.
 *
 * <p>It is no {@code @Provider}, so that the host's scanning application does not find it.
 */
@PreMatching
public final class AdminEntrance implements ContainerRequestFilter {
    /** Called by the server. */
    public AdminEntrance() {}

    @Override
    public void filter(ContainerRequestContext request) {
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
