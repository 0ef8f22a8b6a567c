package io.gauger.admin;

import jakarta.ws.rs.ApplicationPath;

/**
 * The admin API as the server deploys it. A {@code servlet-mapping} in the application's {@code web.xml} moves it.
 *
 * <p>It shares the web application with its host, whose own JAX-RS application may scan and would then find our root
 * resource too. Therefore there is one root resource only, {@link AdminRoot}, under a path nobody asks for;
 * {@link AdminEntrance}, which is registered here and nowhere else, leads requests to it; and it answers only where it
 * finds the property that is set here. It declares no method, see {@link AdminParts}.
 */
@ApplicationPath("/metering")
public class AdminApplication extends AdminParts {
    /** Called by the server. */
    public AdminApplication() {}
}
