package io.gauger.admit;

import java.math.BigDecimal;

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
}
