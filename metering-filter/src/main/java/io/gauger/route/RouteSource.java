package io.gauger.route;

import java.util.List;

/**
 * Where routes come from besides the settings. Implementations are found by {@link java.util.ServiceLoader} in the
 * application; a route of a source replaces the one of the settings with the same id.
 */
public interface RouteSource {
    /** The routes, asked for once when the application starts. */
    List<Route> routes();
}
