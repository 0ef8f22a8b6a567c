package io.gauger.account;

import io.gauger.reserve.Period;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * How a budget stands in its period.
 *
 * @param amount what may be spent
 * @param used what is spent, as far as it is written
 * @param period in which
 */
public record BudgetState(BigDecimal amount, BigDecimal used, Period period) {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** What people are told of, from the lowest. */
    public enum Alert {
        /** 80 percent or more are used. */
        WARNING(80),
        /** 90 percent or more are used. */
        CRITICAL(90),
        /** All is used. */
        EXCEEDED(100);

        private final BigDecimal percent;

        Alert(int percent) {
            this.percent = BigDecimal.valueOf(percent);
        }

        /** From which percentage on. */
        public int percent() {
            return percent.intValueExact();
        }
    }

    /** What is left, at least 0. */
    public BigDecimal remaining() {
        return amount.subtract(used).max(BigDecimal.ZERO);
    }

    /** What is used of a hundred parts, rounded half-even to 2 decimals; of a budget of nothing all is used. */
    public BigDecimal usedPercentage() {
        return amount.signum() == 0 ? HUNDRED : used.multiply(HUNDRED).divide(amount, 2, RoundingMode.HALF_EVEN);
    }

    /** The highest that holds, exactly and not by the rounded percentage; null if none does. */
    public @Nullable Alert alert() {
        Alert highest = null;
        for (Alert alert : Alert.values()) {
            if (used.multiply(HUNDRED).compareTo(amount.multiply(alert.percent)) >= 0) {
                highest = alert;
            }
        }
        return highest;
    }
}
