package io.gauger.route;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The routes of a deployment and those that are stored, joined by one rule: what the deployment names, it names whole. A
 * stored route of the same id, or one that nothing sets apart from another, has no effect. Immutable.
 */
public final class JoinedRoutes {
    private final List<Route> routes;
    private final Map<String, String> refused;

    private JoinedRoutes(List<Route> routes, Map<String, String> refused) {
        this.routes = List.copyOf(routes);
        this.refused = Map.copyOf(refused);
    }

    /**
     * Joins them.
     *
     * @param deployed those of the deployment, which go together
     * @param stored those that are stored; of two that do not go together the earlier one stays
     */
    public static JoinedRoutes of(Collection<Route> deployed, Collection<Route> stored) {
        Map<String, String> refused = new LinkedHashMap<>();
        Map<String, Route> others = stored.stream()
                .collect(Collectors.toMap(Route::id, Function.identity(), (a, b) -> a, LinkedHashMap::new));
        for (Route route : deployed) {
            if (others.remove(route.id()) != null) {
                refused.put(route.id(), "the deployment has a route with this id");
            }
        }
        while (true) {
            List<Route> joined = new ArrayList<>(deployed);
            joined.addAll(others.values());
            try {
                new RouteTable<>(joined, route -> route);
                return new JoinedRoutes(joined, refused);
            } catch (InvalidRouteException e) {
                if (others.remove(e.id()) == null) {
                    throw e;
                }
                refused.put(e.id(), e.detail());
            }
        }
    }

    /** Those that have effect, the deployment's first. */
    public List<Route> routes() {
        return routes;
    }

    /** The ids of the stored ones that have none, and why. */
    public Map<String, String> refused() {
        return refused;
    }
}
