package io.gauger.it.callers;

import io.gauger.admit.Caller;
import io.gauger.admit.CallerResolver;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;

/** Bills who is logged in, and is chosen before {@link EverybodyResolver}. */
@Alternative
@Priority(1000)
@ApplicationScoped
public class PrincipalResolver implements CallerResolver {

    @Inject
    Visit visit;

    @Override
    public Caller resolve(HttpServletRequest request) {
        Principal principal = request.getUserPrincipal();
        if (principal == null) {
            return null;
        }
        visit.note("billed to " + principal.getName());
        if (principal.getName().equals("mallory")) {
            throw new IllegalStateException("as intended");
        }
        return Caller.ofAccount(principal.getName()).withKey("login", "Log in");
    }
}
