package io.gauger.filter;

import io.gauger.measure.Meter;
import io.gauger.route.JoinedRoutes;
import io.gauger.route.Route;
import io.gauger.route.RouteTable;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The routes that are metered now: those of the deployment, joined by those that are stored, whenever these change. A
 * request reads one volatile field; one that began by a route ends by it.
 */
final class MeteredRoutes {
    private static final System.Logger LOG = System.getLogger(MeteredRoutes.class.getName());

    private final List<Route> deployed;
    private final int maxKeptBytes;
    private Map<Route, ReaderPool> pools = Map.of();
    private Map<String, String> refused = Map.of();
    private volatile RouteTable<ReaderPool> table;

    /** Those of the deployment alone. */
    MeteredRoutes(Collection<Route> deployed, int maxKeptBytes) {
        this.deployed = List.copyOf(deployed);
        this.maxKeptBytes = maxKeptBytes;
        this.table = table(this.deployed);
    }

    /** What reads and measures a request to this path, which may come in two parts; null if no route meters it. */
    @Nullable
    ReaderPool find(String method, String path, @Nullable String rest) {
        return table.find(method, path, rest);
    }

    /** Meters by these stored routes from now on; whatever goes wrong, by those before. */
    synchronized void join(Collection<Route> stored) {
        try {
            JoinedRoutes joined = JoinedRoutes.of(deployed, stored);
            table = table(joined.routes());
            tell(joined);
        } catch (RuntimeException | LinkageError e) {
            LOG.log(Level.ERROR, "The stored routes cannot be taken; what was metered before still is", e);
        }
    }

    /** What reads and measures by a route that has not changed stays as it is. */
    private RouteTable<ReaderPool> table(Collection<Route> routes) {
        Map<Route, ReaderPool> made = new HashMap<>();
        RouteTable<ReaderPool> joined = new RouteTable<>(routes, route -> {
            ReaderPool known = pools.get(route);
            ReaderPool pool = known == null ? new ReaderPool(new Meter(route, maxKeptBytes)) : known;
            made.put(route, pool);
            return pool;
        });
        pools = made;
        return joined;
    }

    private void tell(JoinedRoutes joined) {
        LOG.log(
                Level.INFO,
                "Gauger meters {0} routes, {1} of them stored",
                joined.routes().size(),
                joined.routes().size() - deployed.size());
        Map<String, String> newly = new TreeMap<>(joined.refused());
        refused.forEach(newly::remove);
        newly.forEach((id, why) -> LOG.log(Level.WARNING, "The stored route " + id + " has no effect: " + why));
        refused = joined.refused();
    }
}
