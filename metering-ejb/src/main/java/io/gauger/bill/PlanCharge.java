package io.gauger.bill;

import io.gauger.account.Plan;
import io.gauger.admit.MeterType;
import io.gauger.admit.QuotaMode;
import io.gauger.reserve.Period;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * What a plan costs in one of its periods: its price, and in mode {@code soft} what was used beyond the quota. It is on the
 * invoice of the month in which the period ends. What was used beyond the quota and written after that was charged is a charge
 * of its own, without the price, on the invoice of the month in which it is posted.
 *
 * @param number 1 for the charge of the period; greater for what was found later
 * @param period of the plan's quota, in the account's time zone; the rest of one where another was charged before
 * @param currency of its money, ISO 4217
 * @param price of the period, scale 12
 * @param counted what is counted
 * @param quota beyond which it is charged; null where nothing beyond it is, and for what was charged before this was kept
 * @param overage how much of it was used beyond the quota, at least 0
 * @param overagePrice of each, scale 12
 */
public record PlanCharge(
        String accountId,
        String planId,
        String planName,
        Period period,
        int number,
        String currency,
        BigDecimal price,
        MeterType counted,
        @Nullable BigDecimal quota,
        BigDecimal overage,
        BigDecimal overagePrice) {

    /**
     * Of an account that used so much in a period.
     *
     * @param used of what the plan counts
     */
    public static PlanCharge of(String accountId, Plan plan, Period period, BigDecimal used) {
        BigDecimal quota = plan.limits().quota();
        boolean charged = plan.limits().quotaMode() == QuotaMode.SOFT
                && quota != null
                && plan.overagePrice().signum() != 0;
        return new PlanCharge(
                accountId,
                plan.id(),
                plan.name(),
                period,
                1,
                plan.currency(),
                plan.price(),
                plan.limits().meterType(),
                charged ? quota : null,
                charged ? used.subtract(quota).max(BigDecimal.ZERO) : BigDecimal.ZERO,
                plan.overagePrice());
    }

    /** Of a part of a period whose price was charged by another one. */
    public PlanCharge withoutPrice() {
        return with(number, overage);
    }

    /** Of what was found later of the use beyond the quota. */
    public PlanCharge further(int newNumber, BigDecimal more) {
        return with(newNumber, more);
    }

    private PlanCharge with(int newNumber, BigDecimal newOverage) {
        return new PlanCharge(
                accountId,
                planId,
                planName,
                period,
                newNumber,
                currency,
                BigDecimal.ZERO.setScale(InvoiceLine.SCALE),
                counted,
                quota,
                newOverage,
                overagePrice);
    }

    /** What so much costs at a price of each, rounded half-even to 12 decimals, once. */
    public static BigDecimal amount(BigDecimal quantity, BigDecimal unitPrice) {
        return quantity.multiply(unitPrice).setScale(InvoiceLine.SCALE, RoundingMode.HALF_EVEN);
    }

    /** Rounded as {@link #amount} is. */
    public BigDecimal overageAmount() {
        return amount(overage, overagePrice);
    }
}
