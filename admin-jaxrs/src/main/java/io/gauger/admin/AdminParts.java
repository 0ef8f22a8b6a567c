package io.gauger.admin;

import jakarta.ws.rs.core.Application;
import java.time.Clock;
import java.util.Map;
import java.util.Set;

/**
 * What {@link AdminApplication} consists of.
 *
 * <p>It is apart from it because of TomEE, which stops looking for the host's own {@code @Provider} classes, filters that
 * check credentials among them, as soon as any application class in the WAR declares a method. It is public because
 * javac would otherwise put bridges to its methods into the subclass.
 */
public abstract class AdminParts extends Application {
    /** The property by which the root resource knows that it was reached through this application. */
    static final String PROPERTY = "io.gauger.admin";

    private final FailedLogins failedLogins = new FailedLogins(Clock.systemUTC());

    AdminParts() {}

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(AdminEntrance.class, AdminRoot.class, ProblemMapper.class);
    }

    @Override
    public Map<String, Object> getProperties() {
        return Map.of(PROPERTY, failedLogins);
    }
}
