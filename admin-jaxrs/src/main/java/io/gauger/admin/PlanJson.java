package io.gauger.admin;

import io.gauger.account.Plan;
import io.gauger.admit.KnownPlan;
import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Plans as they are answered. */
final class PlanJson {
    private PlanJson() {}

    static JsonObject of(Plan plan) {
        KnownPlan limits = plan.limits();
        BigDecimal quota = limits.quota();
        return new JsonFields()
                .text("id", plan.id())
                .text("name", plan.name())
                .text("requests_per_month", quota == null ? null : Decimals.text(quota))
                .text("quota_period", word(limits.quotaPeriod()))
                .text("meter_type", word(limits.meterType()))
                .text("quota_enforce_mode", word(limits.quotaMode()))
                .ratio("quota_grace_pct", new BigDecimal(Decimals.text(limits.quotaGracePct())))
                .number("rate_limit_per_minute", whole(limits.rateLimitPerMinute()))
                .number("burst", whole(limits.burst()))
                .decimal("estimated_cost_per_req", limits.estimatedUnits())
                .decimal("estimated_amount_per_req", limits.estimatedAmount())
                .decimal("price", plan.price())
                .decimal("overage_price", plan.overagePrice())
                .text("currency", plan.currency())
                .time("created_at", plan.createdAt())
                .time("updated_at", plan.updatedAt())
                .toJson();
    }

    private static @Nullable Long whole(@Nullable Integer value) {
        return value == null ? null : Long.valueOf(value);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
