package io.gauger.admin;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.time.Clock;
import java.util.Map;
import java.util.Set;

/**
 * The admin API as the server deploys it. A {@code servlet-mapping} in the application's {@code web.xml} moves it.
 *
 * <p>It shares the web application with its host, whose own JAX-RS application may scan and would then find our root
 * resource too. Therefore there is one root resource only, {@link AdminRoot}, under a path nobody asks for;
 * {@link AdminEntrance}, which is registered here and nowhere else, leads requests to it; and it answers only where it
 * finds the property that is set here.
 */
@ApplicationPath("/metering")
public class AdminApplication extends Application {
    /** The property by which the root resource knows that it was reached through this application. */
    static final String PROPERTY = "io.gauger.admin";

    private final FailedLogins failedLogins = new FailedLogins(Clock.systemUTC());

    /** Called by the server. */
    public AdminApplication() {}

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(AdminEntrance.class, AdminRoot.class, ProblemMapper.class);
    }

    @Override
    public Map<String, Object> getProperties() {
        return Map.of(PROPERTY, failedLogins);
    }
}
