package io.gauger.admin;

import io.gauger.route.Route;
import jakarta.json.JsonObject;
import java.util.Locale;
import java.util.TreeSet;

/** A route as it is answered. */
final class RouteJson {
    private RouteJson() {}

    static JsonObject of(Route route) {
        return new JsonFields()
                .text("id", route.id())
                .list("methods", new TreeSet<>(route.methods()))
                .text("path", route.path().text())
                .text("metering_mode", wireName(route.meteringMode()))
                .text("metering_expr", route.meteringExpr())
                .text("on_error", wireName(route.onError()))
                .text("bill_errors", wireName(route.billErrors()))
                .truth("auth_required", route.authRequired())
                .text("provider", route.provider())
                // Of admission by model, which needs the request.
                .absent("model_expr")
                .truth("inspect_request", false)
                .truth("enabled", route.enabled())
                .number("priority", route.priority())
                .toJson();
    }

    private static String wireName(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
