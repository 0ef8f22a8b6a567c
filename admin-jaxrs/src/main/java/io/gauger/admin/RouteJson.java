package io.gauger.admin;

import io.gauger.account.StoredRoute;
import io.gauger.route.Route;
import jakarta.json.JsonObject;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A route as it is answered. */
final class RouteJson {
    private RouteJson() {}

    /** One of the deployment; with the stored one that has no effect beside it, if there is one. */
    static JsonObject ofDeployment(Route route, boolean overridesStored) {
        return fields(route)
                .text("source", "deployment")
                .truth("overrides_stored", overridesStored)
                .absent("problem")
                .absent("created_at")
                .absent("updated_at")
                .toJson();
    }

    /** A stored one; with why it has no effect, null if it has. */
    static JsonObject ofStored(StoredRoute stored, @Nullable String problem) {
        return fields(stored.route())
                .text("source", "stored")
                .truth("overrides_stored", false)
                .text("problem", problem)
                .time("created_at", stored.createdAt())
                .time("updated_at", stored.updatedAt())
                .toJson();
    }

    private static JsonFields fields(Route route) {
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
                .text("model_expr", route.modelExpr())
                .truth("inspect_request", route.inspectRequest())
                .truth("enabled", route.enabled())
                .number("priority", route.priority());
    }

    private static String wireName(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
