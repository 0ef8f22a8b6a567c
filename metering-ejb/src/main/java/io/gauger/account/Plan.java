package io.gauger.account;

import io.gauger.admit.KnownPlan;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * What the accounts that have it may use, and what that costs. Its decimals have the scale in which they are stored, so
 * that equal plans are equal.
 *
 * @param limits its id, and what requests have to keep to; units with at most 9 decimals, money with at most 12, percent
 *     with at most 4
 * @param name shown to people
 * @param price of each period of the quota, at least 0
 * @param overagePrice of each unit or request beyond the quota, at least 0
 * @param currency of its money, ISO 4217
 * @param createdAt when it was made
 * @param updatedAt when it was last written
 * @param version how often it was written, from 1
 */
public record Plan(
        KnownPlan limits,
        String name,
        BigDecimal price,
        BigDecimal overagePrice,
        String currency,
        Instant createdAt,
        Instant updatedAt,
        long version) {
    /** Decimals of units. */
    public static final int UNIT_SCALE = 9;

    /** Decimals of money. */
    public static final int MONEY_SCALE = 12;

    /** Decimals of percent. */
    public static final int PERCENT_SCALE = 4;

    /**
     * With its decimals in the scale in which they are stored.
     *
     * @throws ArithmeticException if one has more decimals
     */
    public Plan {
        limits = new KnownPlan(
                limits.id(),
                limits.quota() == null ? null : limits.quota().setScale(UNIT_SCALE),
                limits.quotaPeriod(),
                limits.meterType(),
                limits.quotaMode(),
                limits.quotaGracePct().setScale(PERCENT_SCALE),
                limits.rateLimitPerMinute(),
                limits.burst(),
                limits.estimatedUnits().setScale(UNIT_SCALE),
                limits.estimatedAmount().setScale(MONEY_SCALE));
        price = price.setScale(MONEY_SCALE);
        overagePrice = overagePrice.setScale(MONEY_SCALE);
    }

    public String id() {
        return limits.id();
    }

    /** The same, as it was written then. */
    public Plan written(Instant newCreatedAt, Instant newUpdatedAt, long newVersion) {
        return new Plan(limits, name, price, overagePrice, currency, newCreatedAt, newUpdatedAt, newVersion);
    }
}
