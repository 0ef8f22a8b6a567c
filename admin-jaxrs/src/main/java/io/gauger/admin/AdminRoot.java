package io.gauger.admin;

import io.gauger.runtime.Gauger;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;

/**
 * The one way into the admin API: only through our own application, and only for operators and customers. What lies behind
 * are plain objects, which no scan finds.
 */
@Path(AdminRoot.PATH)
@RequestScoped
public class AdminRoot {
    /** A path that no host has, since its scanning application claims it too. */
    static final String PATH = "io.gauger.admin";

    static final String API = "api";

    @Inject
    Gauger gauger;

    /** Called by the server. */
    public AdminRoot() {}

    /**
     * Everything there is, an {@link AdminApi}, once the caller has shown who it is. The declared type tells nothing, so
     * that descriptions which servers make of the host's resources (such as WADL) do not hold ours.
     *
     * @throws ProblemException if there is no valid token
     */
    @Path(API)
    public Object api(@Context Configuration configuration, @Context HttpServletRequest request, @Context UriInfo uri) {
        if (!(configuration.getProperty(AdminParts.PROPERTY) instanceof FailedLogins failedLogins)) {
            throw new NotFoundException();
        }
        // A path that only seems to be a webhook's leads to nothing: nobody may nothing else
        Permitted permitted = uri.getPath(false).endsWith("/" + WebhookResource.PATH)
                ? Permitted.nobody(gauger)
                : new Access(gauger, failedLogins).check(request);
        return new AdminApi(permitted, Call.of(request, uri.getBaseUri()), Clock.systemUTC());
    }
}
