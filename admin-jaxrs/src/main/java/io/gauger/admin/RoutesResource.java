package io.gauger.admin;

import io.gauger.account.Administration;
import io.gauger.account.Changes;
import io.gauger.account.StoredRoute;
import io.gauger.route.JoinedRoutes;
import io.gauger.route.Route;
import jakarta.json.JsonObject;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code /v1/routes}: what is metered, by id. */
final class RoutesResource {
    static final String PATH = "v1/routes";

    private final Permitted gauger;
    private final Call call;

    RoutesResource(Permitted gauger, Call call) {
        this.gauger = gauger;
        this.call = call;
    }

    /** A page of routes, those of the deployment and those that are stored. */
    Response list() {
        QueryParameters parameters = new QueryParameters(call.query(), Set.of(Paging.LIMIT, Paging.CURSOR));
        int limit = Paging.limit(parameters);
        String after = Paging.after(parameters, Cursor::route);
        parameters.check();

        Map<String, JsonObject> all = all();
        List<String> rest = all.keySet().stream()
                .filter(id -> after == null || id.compareTo(after) > 0)
                .toList();
        List<String> page = rest.subList(0, Math.min(limit, rest.size()));
        String next = rest.size() > limit ? Cursor.ofRoute(page.get(limit - 1)) : null;
        List<JsonObject> data = page.stream().map(all::get).toList();
        return Paging.page(JsonFields.array(data), next, call.base().resolve(PATH), parameters);
    }

    /** One of them: the one in effect, if there are two of this id. */
    Response read(String id) {
        new QueryParameters(call.query(), Set.of()).check();
        List<StoredRoute> stored = gauger.toRead().directory().routes();
        for (Route route : gauger.toRead().routes()) {
            if (route.id().equals(id)) {
                return Answer.ok(RouteJson.ofDeployment(route, isStored(stored, id)))
                        .build();
            }
        }
        return stored.stream()
                .filter(route -> route.route().id().equals(id))
                .findFirst()
                .map(route -> answer(route, stored))
                .orElseThrow(() -> new ProblemException(Problem.routeNotFound()));
    }

    /** Stores one. */
    Response create(InputStream sent) {
        OnceOnly once = new OnceOnly(gauger.toWrite().administration(), gauger.actor(), call);
        new QueryParameters(call.query(), Set.of()).check();
        RouteBody body = RouteBody.ofNew(sent);
        Route route = body.route();
        refuseDeployed(route.id());
        return once.make("POST " + PATH + "\n" + body.sent(), 201, PATH, changes -> {
            StoredRoute made = changes.createRoute(route);
            refuseAmbiguous(route.id(), changes);
            return new OnceOnly.Made(route.id(), made.version(), RouteJson.ofStored(made, null));
        });
    }

    /** Changes what the body names. */
    Response change(String id, InputStream sent) {
        Administration administration = gauger.toWrite().administration();
        new QueryParameters(call.query(), Set.of()).check();
        RouteBody body = RouteBody.ofChange(sent);
        Long expected = Preconditions.expected(call.ifMatch());
        refuseDeployed(id);
        return answer(
                administration.change(gauger.actor(), changes -> {
                    StoredRoute changed = changes.updateRoute(id, expected, body::applied);
                    refuseAmbiguous(id, changes);
                    return changed;
                }),
                List.of());
    }

    /** Deletes a stored one, be it that the deployment has one of the same id. */
    Response delete(String id) {
        Administration administration = gauger.toWrite().administration();
        new QueryParameters(call.query(), Set.of()).check();
        Long expected = Preconditions.expected(call.ifMatch());
        if (isDeployed(id) && !isStored(gauger.toRead().directory().routes(), id)) {
            throw new ProblemException(Problem.routeOfDeployment());
        }
        return answer(administration.change(gauger.actor(), changes -> changes.deleteRoute(id, expected)), List.of());
    }

    private Map<String, JsonObject> all() {
        Collection<Route> deployed = gauger.toRead().routes();
        List<StoredRoute> stored = gauger.toRead().directory().routes();
        Map<String, String> refused = joined(deployed, stored).refused();
        Map<String, JsonObject> all = new TreeMap<>();
        stored.forEach(route -> all.put(
                route.route().id(),
                RouteJson.ofStored(route, refused.get(route.route().id()))));
        deployed.forEach(route -> all.put(route.id(), RouteJson.ofDeployment(route, all.containsKey(route.id()))));
        return all;
    }

    private static boolean isStored(List<StoredRoute> stored, String id) {
        return stored.stream().anyMatch(route -> route.route().id().equals(id));
    }

    private boolean isDeployed(String id) {
        return gauger.toRead().routes().stream().anyMatch(route -> route.id().equals(id));
    }

    private void refuseDeployed(String id) {
        if (isDeployed(id)) {
            throw new ProblemException(Problem.routeOfDeployment());
        }
    }

    /** Within the transaction, so that none that goes against it comes meanwhile. */
    private void refuseAmbiguous(String id, Changes changes) {
        List<Route> written = new ArrayList<>();
        List<Route> others = new ArrayList<>();
        for (StoredRoute stored : changes.routes()) {
            (stored.route().id().equals(id) ? written : others).add(stored.route());
        }
        List<Route> before = JoinedRoutes.of(gauger.toRead().routes(), others).routes();
        String problem = JoinedRoutes.of(before, written).refused().get(id);
        if (problem != null) {
            throw new ProblemException(Problem.ambiguousRoute(problem));
        }
    }

    private static JoinedRoutes joined(Collection<Route> deployed, List<StoredRoute> stored) {
        return JoinedRoutes.of(deployed, stored.stream().map(StoredRoute::route).toList());
    }

    private Response answer(StoredRoute route, List<StoredRoute> stored) {
        @Nullable
        String problem = joined(gauger.toRead().routes(), stored)
                .refused()
                .get(route.route().id());
        return Preconditions.tagged(Answer.ok(RouteJson.ofStored(route, problem)), route.version())
                .build();
    }
}
