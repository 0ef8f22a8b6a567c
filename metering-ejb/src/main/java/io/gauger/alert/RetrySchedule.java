package io.gauger.alert;

import java.time.Duration;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * When a delivery that failed is tried again: 10 attempts in about a day, each pause longer by up to a fifth, so that what
 * failed together does not come again together. Immutable.
 */
final class RetrySchedule {
    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(10),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(20),
            Duration.ofHours(1),
            Duration.ofHours(2),
            Duration.ofHours(4),
            Duration.ofHours(8),
            Duration.ofHours(8));

    private static final int PART = 5;

    private final LongUnaryOperator random;

    /** With a number from 0 up to, but without, a bound. */
    RetrySchedule(LongUnaryOperator random) {
        this.random = random;
    }

    /**
     * How long to wait.
     *
     * @param attempt the one that failed, from 1 on
     * @param wanted what the receiver wants, at least; a day at most is waited
     * @return null if it was the last one
     */
    @Nullable
    Duration pauseAfter(int attempt, Duration wanted) {
        if (attempt > PAUSES.size()) {
            return null;
        }
        long pause = PAUSES.get(attempt - 1).toMillis();
        Duration planned = Duration.ofMillis(pause + random.applyAsLong(pause / PART));
        Duration most = wanted.compareTo(Duration.ofDays(1)) > 0 ? Duration.ofDays(1) : wanted;
        return planned.compareTo(most) < 0 ? most : planned;
    }
}
