package io.gauger.runtime;

import io.gauger.route.Route;
import io.gauger.route.RouteSource;
import jakarta.enterprise.inject.Instance;
import java.util.List;

/** The routes that the application's CDI beans produce, whatever their qualifiers. */
public final class CdiRouteSource implements RouteSource {
    /** For the service loader. */
    public CdiRouteSource() {}

    @Override
    public List<Route> routes() {
        Instance<Route> routes = ApplicationBeans.of(Route.class);
        return routes == null ? List.of() : routes.stream().toList();
    }
}
