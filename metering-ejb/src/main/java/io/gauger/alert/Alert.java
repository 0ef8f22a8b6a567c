package io.gauger.alert;

import io.gauger.reserve.Period;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * That a budget was used up to a level.
 *
 * @param id made of account, period and level, so that there is one of each
 * @param level the level that was reached
 * @param amount the budget as it was then, in the currency
 * @param used what was used of it in the period, which may be far beyond the level
 * @param raisedAt when it was found
 */
public record Alert(
        UUID id,
        String accountId,
        AlertLevel level,
        BigDecimal amount,
        BigDecimal used,
        String currency,
        Period period,
        Instant raisedAt) {
    private static final int PERCENT_SCALE = 2;

    /** How much was used, in percent with two decimals, rounded down so that none seems reached before it is; null of a budget of 0. */
    public @Nullable BigDecimal percentage() {
        return amount.signum() == 0 ? null : used.movePointRight(2).divide(amount, PERCENT_SCALE, RoundingMode.DOWN);
    }

    /** When the period began; null of one that is all of time. */
    public @Nullable Instant periodStart() {
        return period.ends() ? Instant.ofEpochMilli(period.start()) : null;
    }

    /** When it ends; null if it does not. */
    public @Nullable Instant periodEnd() {
        return period.ends() ? Instant.ofEpochMilli(period.end()) : null;
    }
}
