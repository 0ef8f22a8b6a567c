package io.gauger.admit;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What an account may spend in a period.
 *
 * @param amount how much, in the account's currency, at least 0
 * @param period how long
 * @param softThreshold from which part of the amount on answers carry a warning, above 0 and at most 1
 * @param hard whether a request beyond it is refused
 */
public record KnownBudget(BigDecimal amount, ResetPeriod period, BigDecimal softThreshold, boolean hard) {
    /** The amount from which on answers carry a warning. */
    public BigDecimal warnedFrom() {
        return amount.multiply(softThreshold);
    }

    /** Written out, as the JDK keeps the class whose generated one was linked last, and with it the application. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KnownBudget budget
                && amount.compareTo(budget.amount) == 0
                && period == budget.period
                && softThreshold.compareTo(budget.softThreshold) == 0
                && hard == budget.hard;
    }

    @Override
    public int hashCode() {
        return amount.stripTrailingZeros().hashCode() * 31 + period.name().hashCode();
    }
}
