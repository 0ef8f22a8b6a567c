package io.gauger.it.host;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;

/** Marks every answer of the host's JAX-RS application. */
@Provider
public class HostProvider implements ContainerResponseFilter {

    /** The mark. */
    public static final String HEADER = "X-Host-Provider";

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        response.getHeaders().putSingle(HEADER, "seen");
    }
}
