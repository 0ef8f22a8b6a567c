package io.gauger.batch;

import java.time.Duration;
import java.util.function.LongSupplier;

/** How long to leave a failing database alone: 1 s after the first failure, twice as long after each, at most 30 s. */
final class Backoff {
    private static final long FIRST = Duration.ofSeconds(1).toNanos();
    private static final long LONGEST = Duration.ofSeconds(30).toNanos();

    private final LongSupplier nanoTime;
    private int failures;
    private long delay;
    private long notBefore;

    Backoff(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    boolean isWaiting() {
        return failures > 0 && nanoTime.getAsLong() - notBefore < 0;
    }

    /** Failures since the last success. */
    int failures() {
        return failures;
    }

    void failed() {
        delay = failures == 0 ? FIRST : Math.min(LONGEST, delay * 2);
        failures++;
        notBefore = nanoTime.getAsLong() + delay;
    }

    void succeeded() {
        failures = 0;
    }
}
