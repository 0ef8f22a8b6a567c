package io.gauger.admin;

import io.gauger.route.Route;
import jakarta.json.JsonObject;
import jakarta.ws.rs.core.Response;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /v1/routes}: what is metered, by id. */
final class RoutesResource {
    private final List<Route> routes;
    private final Call call;

    RoutesResource(List<Route> routes, Call call) {
        this.routes = routes;
        this.call = call;
    }

    /** A page of routes. */
    Response list() {
        QueryParameters parameters = new QueryParameters(call.query(), Set.of(Paging.LIMIT, Paging.CURSOR));
        int limit = Paging.limit(parameters);
        String after = after(parameters);
        parameters.check();

        List<Route> rest = routes.stream()
                .filter(route -> after == null || route.id().compareTo(after) > 0)
                .sorted(Comparator.comparing(Route::id))
                .toList();
        List<Route> page = rest.subList(0, Math.min(limit, rest.size()));
        String next = rest.size() > limit ? Cursor.ofRoute(page.get(limit - 1).id()) : null;
        List<JsonObject> data = page.stream().map(RouteJson::of).toList();
        return Paging.page(JsonFields.array(data), next, call.base().resolve("v1/routes"), parameters);
    }

    private static @Nullable String after(QueryParameters parameters) {
        String cursor = parameters.value(Paging.CURSOR);
        String after = cursor == null ? null : Cursor.route(cursor);
        if (cursor != null && after == null) {
            Paging.rejectCursor(parameters);
        }
        return after;
    }
}
