package io.gauger.admin;

import io.gauger.account.ApiKey;
import io.gauger.account.KeyLimits;
import io.gauger.admit.IpRanges;
import io.gauger.admit.ResetPeriod;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a client says of a key. */
final class KeyBody {
    private static final KeyLimits NO_LIMITS =
            new KeyLimits(List.of(), List.of(), List.of(), List.of(), null, null, ResetPeriod.NEVER, null);
    private static final Pattern ROUTE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final int HIGHEST_RATE = 1_000_000_000;
    private static final Set<String> LIMITS = Set.of(
            "name",
            "allowed_routes",
            "allowed_providers",
            "allowed_models",
            "allowed_ips",
            "rate_limit_rpm",
            "usage_limit_dollars",
            "usage_limit_reset",
            "expires_at");

    private final JsonBody body;
    private final @Nullable String accountId;
    private final @Nullable String name;
    private final ApiKey.@Nullable Status status;
    private final List<String> routes;
    private final List<String> providers;
    private final List<String> models;
    private final List<String> ips;
    private final @Nullable Integer rate;
    private final @Nullable BigDecimal dollars;
    private final @Nullable ResetPeriod reset;
    private final @Nullable Instant end;

    private KeyBody(JsonBody body, Instant now) {
        this.body = body;
        accountId = body.text("account_id", 255);
        name = body.text("name", 255);
        status = body.constant("status", ApiKey.Status.values());
        routes = body.texts("allowed_routes", route -> ROUTE.matcher(route).matches() ? null : "is no id of a route");
        providers = body.texts("allowed_providers", provider -> null);
        models = body.texts("allowed_models", model -> null);
        ips = body.texts("allowed_ips", IpRanges::complaint);
        rate = body.whole("rate_limit_rpm", 0, HIGHEST_RATE);
        dollars = body.money("usage_limit_dollars");
        reset = body.constant("usage_limit_reset", ResetPeriod.values());
        end = body.instant("expires_at");
        if (end != null && !end.isAfter(now)) {
            body.reject("expires_at", "must be in the future");
        }
    }

    /** For a new key, which is always active. */
    static KeyBody ofNew(InputStream sent, Instant now) {
        KeyBody key = with("account_id", sent, now);
        key.body.require("account_id");
        key.body.require("name");
        key.body.check();
        return key;
    }

    /** For a change, where what is absent stays as it is. */
    static KeyBody ofChange(InputStream sent, Instant now) {
        KeyBody key = with("status", sent, now);
        key.body.check();
        return key;
    }

    private static KeyBody with(String field, InputStream sent, Instant now) {
        Set<String> known = new HashSet<>(LIMITS);
        known.add(field);
        return new KeyBody(new JsonBody(sent, known), now);
    }

    String sent() {
        return body.sent();
    }

    String accountId() {
        return String.valueOf(accountId);
    }

    String name() {
        return String.valueOf(name);
    }

    KeyLimits limits() {
        return applied(NO_LIMITS);
    }

    ApiKey applied(ApiKey key) {
        return key.with(
                name == null ? key.name() : name, status == null ? key.status() : status, applied(key.limits()));
    }

    private KeyLimits applied(KeyLimits limits) {
        return new KeyLimits(
                body.has("allowed_routes") ? routes : limits.allowedRoutes(),
                body.has("allowed_providers") ? providers : limits.allowedProviders(),
                body.has("allowed_models") ? models : limits.allowedModels(),
                body.has("allowed_ips") ? ips : limits.allowedIps(),
                body.has("rate_limit_rpm") ? rate : limits.rateLimitRpm(),
                body.has("usage_limit_dollars") ? dollars : limits.usageLimitDollars(),
                reset == null ? limits.usageLimitReset() : reset,
                body.has("expires_at") ? end : limits.expiresAt());
    }
}
