package io.gauger.store;

import static io.gauger.store.AccountTable.word;

import io.gauger.account.Account;
import io.gauger.account.ApiKey;
import io.gauger.account.Budget;
import io.gauger.account.KeyLimits;
import io.gauger.account.OperatorToken;
import io.gauger.account.Permission;
import io.gauger.account.Plan;
import io.gauger.admit.KnownBudget;
import io.gauger.admit.KnownPlan;
import io.gauger.ledger.LedgerEntry;
import io.gauger.route.Route;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** How the audit tells what a thing was: as a JSON object with the names of the admin API, without any secret. */
final class StateText {
    private final StringBuilder text = new StringBuilder("{");

    private StateText() {}

    static String of(Account account) {
        return new StateText()
                .text("name", account.name())
                .text("status", word(account.status()))
                .text("plan_id", account.planId())
                .text("billing", word(account.billing()))
                .text("time_zone", account.timeZone())
                .text("currency", account.currency())
                .end();
    }

    static String of(ApiKey key) {
        KeyLimits limits = key.limits();
        Integer rate = limits.rateLimitRpm();
        BigDecimal dollars = limits.usageLimitDollars();
        Instant end = limits.expiresAt();
        return new StateText()
                .text("account_id", key.accountId())
                .text("name", key.name())
                .text("prefix", key.prefix())
                .text("status", word(key.status()))
                .list("allowed_routes", limits.allowedRoutes())
                .list("allowed_providers", limits.allowedProviders())
                .list("allowed_models", limits.allowedModels())
                .list("allowed_ips", limits.allowedIps())
                .raw("rate_limit_rpm", String.valueOf(rate))
                .decimal("usage_limit_dollars", dollars)
                .text("usage_limit_reset", word(limits.usageLimitReset()))
                .text("expires_at", end == null ? null : end.toString())
                .end();
    }

    static String of(Route route) {
        return new StateText()
                .list("methods", List.copyOf(new TreeSet<>(route.methods())))
                .text("path", route.path().text())
                .text("metering_mode", word(route.meteringMode()))
                .text("metering_expr", route.meteringExpr())
                .text("on_error", word(route.onError()))
                .text("bill_errors", word(route.billErrors()))
                .raw("auth_required", String.valueOf(route.authRequired()))
                .text("provider", route.provider())
                .text("model_expr", route.modelExpr())
                .raw("inspect_request", String.valueOf(route.inspectRequest()))
                .raw("enabled", String.valueOf(route.enabled()))
                .raw("priority", String.valueOf(route.priority()))
                .end();
    }

    static String of(Plan plan) {
        KnownPlan limits = plan.limits();
        return new StateText()
                .text("name", plan.name())
                .decimal("requests_per_month", limits.quota())
                .text("quota_period", word(limits.quotaPeriod()))
                .text("meter_type", word(limits.meterType()))
                .text("quota_enforce_mode", word(limits.quotaMode()))
                .raw("quota_grace_pct", plain(limits.quotaGracePct()))
                .raw("rate_limit_per_minute", String.valueOf(limits.rateLimitPerMinute()))
                .raw("burst", String.valueOf(limits.burst()))
                .decimal("estimated_cost_per_req", limits.estimatedUnits())
                .decimal("estimated_amount_per_req", limits.estimatedAmount())
                .decimal("price", plan.price())
                .decimal("overage_price", plan.overagePrice())
                .text("currency", plan.currency())
                .end();
    }

    static String of(Budget budget) {
        KnownBudget terms = budget.terms();
        return new StateText()
                .decimal("amount", terms.amount())
                .text("period", word(terms.period()))
                .raw("soft_threshold", plain(terms.softThreshold()))
                .raw("hard", String.valueOf(terms.hard()))
                .end();
    }

    static String of(OperatorToken token) {
        Instant end = token.expiresAt();
        return new StateText()
                .text("name", token.name())
                .text("email", token.email())
                .text("prefix", token.prefix())
                .list(
                        "permissions",
                        token.permissions().stream()
                                .sorted()
                                .map(Permission::word)
                                .toList())
                .text("status", word(token.status()))
                .text("expires_at", end == null ? null : end.toString())
                .end();
    }

    static String of(LedgerEntry entry) {
        return new StateText()
                .text("id", entry.id().toString())
                .raw("sequence", String.valueOf(entry.sequence()))
                .text("type", word(entry.type()))
                .decimal("amount", entry.amount())
                .decimal("balance_after", entry.balanceAfter())
                .text("currency", entry.currency())
                .text("reference", entry.reference())
                .text("reason", entry.reason())
                .end();
    }

    private StateText decimal(String name, @Nullable BigDecimal value) {
        return text(name, value == null ? null : plain(value));
    }

    private static String plain(BigDecimal value) {
        return value.stripTrailingZeros().toPlainString();
    }

    private StateText text(String name, @Nullable String value) {
        return raw(name, value == null ? "null" : quoted(value));
    }

    private StateText list(String name, List<String> values) {
        return raw(
                name,
                "[" + String.join(",", values.stream().map(StateText::quoted).toList()) + "]");
    }

    private StateText raw(String name, String value) {
        text.append(text.length() == 1 ? "" : ",")
                .append(quoted(name))
                .append(':')
                .append(value);
        return this;
    }

    private String end() {
        return text.append('}').toString();
    }

    private static String quoted(String value) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < 0x20) {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
