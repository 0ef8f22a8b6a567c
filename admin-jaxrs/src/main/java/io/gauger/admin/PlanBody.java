package io.gauger.admin;

import io.gauger.account.Plan;
import io.gauger.admit.KnownPlan;
import io.gauger.admit.MeterType;
import io.gauger.admit.QuotaMode;
import io.gauger.admit.ResetPeriod;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a client says of a plan. */
final class PlanBody {
    private static final int HIGHEST_RATE = 1_000_000_000;
    private static final long HIGHEST_GRACE = 1_000_000;
    private static final Set<String> FIELDS = Set.of(
            "name",
            "requests_per_month",
            "quota_period",
            "meter_type",
            "quota_enforce_mode",
            "quota_grace_pct",
            "rate_limit_per_minute",
            "burst",
            "estimated_cost_per_req",
            "estimated_amount_per_req",
            "price",
            "overage_price",
            "currency");
    private static final KnownPlan NO_LIMITS = new KnownPlan(
            "",
            null,
            ResetPeriod.MONTHLY,
            MeterType.REQUESTS,
            QuotaMode.HARD,
            BigDecimal.ZERO,
            null,
            null,
            BigDecimal.ZERO,
            BigDecimal.ZERO);

    private final JsonBody body;
    private final @Nullable String id;
    private final @Nullable String name;
    private final @Nullable BigDecimal quota;
    private final @Nullable ResetPeriod period;
    private final @Nullable MeterType meterType;
    private final @Nullable QuotaMode mode;
    private final @Nullable BigDecimal grace;
    private final @Nullable Integer rate;
    private final @Nullable Integer burst;
    private final @Nullable BigDecimal estimatedUnits;
    private final @Nullable BigDecimal estimatedAmount;
    private final @Nullable BigDecimal price;
    private final @Nullable BigDecimal overagePrice;
    private final @Nullable String currency;

    private PlanBody(JsonBody body, boolean isNew) {
        this.body = body;
        id = isNew ? AccountBody.id(body) : null;
        name = body.text("name", 255);
        quota = body.decimalOrNull("requests_per_month", Plan.UNIT_SCALE);
        period = body.constant("quota_period", ResetPeriod.values());
        meterType = body.constant("meter_type", MeterType.values());
        mode = body.constant("quota_enforce_mode", QuotaMode.values());
        grace = body.number("quota_grace_pct", Plan.PERCENT_SCALE, HIGHEST_GRACE);
        rate = body.whole("rate_limit_per_minute", 0, HIGHEST_RATE);
        burst = body.whole("burst", 1, HIGHEST_RATE);
        estimatedUnits = body.decimal("estimated_cost_per_req", Plan.UNIT_SCALE);
        estimatedAmount = body.decimal("estimated_amount_per_req", Plan.MONEY_SCALE);
        price = body.decimal("price", Plan.MONEY_SCALE);
        overagePrice = body.decimal("overage_price", Plan.MONEY_SCALE);
        currency = AccountBody.currency(body);
    }

    /** For a new plan. */
    static PlanBody ofNew(InputStream sent) {
        Set<String> known = new HashSet<>(FIELDS);
        known.add("id");
        JsonBody body = new JsonBody(sent, known);
        PlanBody plan = new PlanBody(body, true);
        body.require("name");
        complaints(plan.applied(NO_LIMITS))
                .forEach(fault -> body.reject(fault.pointer().substring(1), fault.detail()));
        body.check();
        return plan;
    }

    /** For a change, where what is absent stays as it is. */
    static PlanBody ofChange(InputStream sent) {
        JsonBody body = new JsonBody(sent, FIELDS);
        PlanBody plan = new PlanBody(body, false);
        body.check();
        return plan;
    }

    String sent() {
        return body.sent();
    }

    /**
     * The new plan.
     *
     * @param otherwise its currency where none is told
     */
    Plan plan(String otherwise) {
        KnownPlan limits = applied(NO_LIMITS);
        return new Plan(
                limits,
                String.valueOf(name),
                price == null ? BigDecimal.ZERO : price,
                overagePrice == null ? BigDecimal.ZERO : overagePrice,
                currency == null ? otherwise : currency,
                Instant.EPOCH,
                Instant.EPOCH,
                0);
    }

    /**
     * The plan as it is to be.
     *
     * @throws ProblemException if what is said does not go with what stays
     */
    Plan applied(Plan plan) {
        KnownPlan limits = applied(plan.limits());
        List<Problem.Fault> faults = complaints(limits);
        if (!faults.isEmpty()) {
            throw new ProblemException(Problem.invalidFields(faults));
        }
        return new Plan(
                limits,
                name == null ? plan.name() : name,
                price == null ? plan.price() : price,
                overagePrice == null ? plan.overagePrice() : overagePrice,
                currency == null ? plan.currency() : currency,
                plan.createdAt(),
                plan.updatedAt(),
                plan.version());
    }

    private KnownPlan applied(KnownPlan limits) {
        return new KnownPlan(
                !limits.id().isEmpty() ? limits.id() : id == null ? made() : id,
                body.has("requests_per_month") ? quota : limits.quota(),
                period == null ? limits.quotaPeriod() : period,
                meterType == null ? limits.meterType() : meterType,
                mode == null ? limits.quotaMode() : mode,
                grace == null ? limits.quotaGracePct() : grace,
                body.has("rate_limit_per_minute") ? rate : limits.rateLimitPerMinute(),
                body.has("burst") ? burst : limits.burst(),
                estimatedUnits == null ? limits.estimatedUnits() : estimatedUnits,
                estimatedAmount == null ? limits.estimatedAmount() : estimatedAmount);
    }

    private static String made() {
        return "plan_" + UUID.randomUUID().toString().replace("-", "");
    }

    /** Of fields that do not go together. */
    private static List<Problem.Fault> complaints(KnownPlan limits) {
        List<Problem.Fault> faults = new ArrayList<>();
        if (limits.burst() != null && limits.rateLimitPerMinute() == null) {
            faults.add(new Problem.Fault("/burst", "needs a rate_limit_per_minute"));
        }
        BigDecimal quota = limits.quota();
        if (quota != null
                && limits.meterType() == MeterType.REQUESTS
                && quota.stripTrailingZeros().scale() > 0) {
            faults.add(new Problem.Fault("/requests_per_month", "must be a whole number where meter_type is requests"));
        }
        return faults;
    }
}
