package io.gauger.runtime;

import static java.lang.System.Logger.Level.DEBUG;

import io.gauger.route.Route;
import io.gauger.route.RouteSource;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.CDI;
import java.util.List;

/** The routes that the application's CDI beans produce, whatever their qualifiers. */
public final class CdiRouteSource implements RouteSource {
    private static final System.Logger LOG = System.getLogger(CdiRouteSource.class.getName());

    /** For the service loader. */
    public CdiRouteSource() {}

    @Override
    public List<Route> routes() {
        CDI<Object> cdi;
        try {
            cdi = CDI.current();
        } catch (IllegalStateException | LinkageError e) {
            LOG.log(DEBUG, "The application has no CDI, so no routes come from beans", e);
            return List.of();
        }
        return cdi.select(Route.class, Any.Literal.INSTANCE).stream().toList();
    }
}
