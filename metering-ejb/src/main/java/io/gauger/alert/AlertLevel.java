package io.gauger.alert;

import java.math.BigDecimal;

/** How much of a budget is used, in the steps that are told. */
public enum AlertLevel {
    WARNING(80),
    CRITICAL(90),
    EXCEEDED(100);

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final int percent;

    AlertLevel(int percent) {
        this.percent = percent;
    }

    /** From how many percent on. */
    public int percent() {
        return percent;
    }

    /** That of a percentage that {@link #percent} gave. */
    public static AlertLevel of(int percent) {
        for (AlertLevel level : values()) {
            if (level.percent == percent) {
                return level;
            }
        }
        throw new IllegalArgumentException("no level of " + percent + " %");
    }

    /** Whether it is reached, to the last digit; of an amount of 0 by whatever is used. */
    boolean isReached(BigDecimal used, BigDecimal amount) {
        return used.signum() > 0 && used.multiply(HUNDRED).compareTo(amount.multiply(BigDecimal.valueOf(percent))) >= 0;
    }
}
