package io.gauger.admin;

import io.gauger.route.BillErrors;
import io.gauger.route.MeteringMode;
import io.gauger.route.OnError;
import io.gauger.route.Route;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a client says of a route. It is checked as a route of {@code web.xml} is. */
final class RouteBody {
    private static final int LONGEST_EXPRESSION = 4096;
    private static final int FARTHEST_PRIORITY = 1_000_000_000;
    private static final String METHODS = "methods";
    private static final String PATH = "path";
    private static final String MODE = "metering_mode";
    private static final String EXPRESSION = "metering_expr";
    private static final String PROVIDER = "provider";
    private static final String MODEL = "model_expr";
    private static final Set<String> FIELDS = Set.of(
            METHODS,
            PATH,
            MODE,
            EXPRESSION,
            "on_error",
            "bill_errors",
            "auth_required",
            PROVIDER,
            MODEL,
            "inspect_request",
            "enabled",
            "priority");

    private final JsonBody body;
    private final @Nullable String id;
    private final List<String> methods;
    private final @Nullable String path;
    private final @Nullable MeteringMode mode;
    private final @Nullable String expression;
    private final @Nullable OnError onError;
    private final @Nullable BillErrors billErrors;
    private final @Nullable Boolean authRequired;
    private final @Nullable String provider;
    private final @Nullable String model;
    private final @Nullable Boolean inspectRequest;
    private final @Nullable Boolean enabled;
    private final @Nullable Integer priority;

    private RouteBody(JsonBody body, boolean isNew) {
        this.body = body;
        id = isNew ? body.text("id", 64) : null;
        methods = body.texts(METHODS, method -> method.equals("*") ? "is told by no method at all: []" : null);
        path = body.text(PATH, 1024);
        mode = body.constant(MODE, MeteringMode.values());
        expression = body.lines(EXPRESSION, LONGEST_EXPRESSION);
        onError = body.constant("on_error", OnError.values());
        billErrors = body.constant("bill_errors", BillErrors.values());
        authRequired = body.truth("auth_required");
        provider = body.lines(PROVIDER, 128);
        model = body.lines(MODEL, LONGEST_EXPRESSION);
        inspectRequest = body.truth("inspect_request");
        enabled = body.truth("enabled");
        priority = body.whole("priority", -FARTHEST_PRIORITY, FARTHEST_PRIORITY);
    }

    /** For a new route. */
    static RouteBody ofNew(InputStream sent) {
        Set<String> known = new HashSet<>(FIELDS);
        known.add("id");
        JsonBody body = new JsonBody(sent, known);
        RouteBody route = new RouteBody(body, true);
        body.require(PATH);
        body.require(MODE);
        body.check();
        return route;
    }

    /** For a change, where what is absent stays as it is. */
    static RouteBody ofChange(InputStream sent) {
        JsonBody body = new JsonBody(sent, FIELDS);
        RouteBody route = new RouteBody(body, false);
        body.check();
        return route;
    }

    String sent() {
        return body.sent();
    }

    /**
     * The new route.
     *
     * @throws ProblemException with what is wrong
     */
    Route route() {
        String named = id == null ? "route_" + UUID.randomUUID().toString().replace("-", "") : id;
        return built(Route.named(named)
                .on(methods, String.valueOf(path))
                .metered(mode == null ? MeteringMode.REQUEST : mode, expression)
                .onError(onError == null ? OnError.ZERO : onError)
                .billErrors(billErrors == null ? BillErrors.CLIENT : billErrors)
                .authRequired(Boolean.TRUE.equals(authRequired))
                .provider(provider)
                .modelExpr(model)
                .inspectRequest(Boolean.TRUE.equals(inspectRequest))
                .enabled(!Boolean.FALSE.equals(enabled))
                .priority(priority == null ? 0 : priority));
    }

    /**
     * What a route becomes.
     *
     * @throws ProblemException with what is wrong
     */
    Route applied(Route route) {
        return built(Route.named(route.id())
                .on(
                        body.has(METHODS) ? methods : route.methods(),
                        path == null ? route.path().text() : path)
                .metered(
                        mode == null ? route.meteringMode() : mode,
                        body.has(EXPRESSION) ? expression : route.meteringExpr())
                .onError(onError == null ? route.onError() : onError)
                .billErrors(billErrors == null ? route.billErrors() : billErrors)
                .authRequired(authRequired == null ? route.authRequired() : authRequired)
                .provider(body.has(PROVIDER) ? provider : route.provider())
                .modelExpr(body.has(MODEL) ? model : route.modelExpr())
                .inspectRequest(inspectRequest == null ? route.inspectRequest() : inspectRequest)
                .enabled(enabled == null ? route.enabled() : enabled)
                .priority(priority == null ? route.priority() : priority));
    }

    private Route built(Route.Builder route) {
        Route built = ExpressionBody.built(body, route);
        body.check();
        if (built == null) {
            throw new AssertionError("what is refused is not without a fault");
        }
        return built;
    }
}
