package io.gauger.admit;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What the request path has to know of a plan.
 *
 * @param id the plan's id
 * @param quota how much of what {@link #meterType} counts is in each period; null without limit, zero for nothing
 * @param quotaPeriod how long a period is
 * @param meterType what counts
 * @param quotaMode what becomes of a request beyond the quota
 * @param quotaGracePct by how many percent {@link QuotaMode#HARD} lets the quota be passed, from 0 upwards
 * @param rateLimitPerMinute requests a minute of all keys of an account; null without limit
 * @param burst how many of them may come at once; null for a whole minute's
 * @param estimatedUnits what is held of a quota in units while a request runs
 * @param estimatedAmount what is held of balance, key limit and budget while a request runs, in the account's currency
 */
public record KnownPlan(
        String id,
        @Nullable BigDecimal quota,
        ResetPeriod quotaPeriod,
        MeterType meterType,
        QuotaMode quotaMode,
        BigDecimal quotaGracePct,
        @Nullable Integer rateLimitPerMinute,
        @Nullable Integer burst,
        BigDecimal estimatedUnits,
        BigDecimal estimatedAmount) {}
