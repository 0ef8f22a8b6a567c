package io.gauger.admin;

import java.time.Clock;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts wrong tokens by client address and minute, in constant memory. Addresses share a fixed number of counters; one
 * that shares its counter with an attacker is told to wait earlier, and only if its token is wrong, too. Safe for
 * concurrent use.
 */
final class FailedLogins {
    /** So many wrong tokens a minute are answered as such. */
    static final int MOST_A_MINUTE = 60;

    private static final long WINDOW_MILLIS = 60_000;
    private static final int COUNTERS = 4096;
    private static final int COUNT_BITS = 16;
    private static final long COUNT_MASK = (1L << COUNT_BITS) - 1;

    private final Clock clock;
    /** The minute in the upper bits, the count in the lower. */
    private final AtomicLongArray counters = new AtomicLongArray(COUNTERS);

    FailedLogins(Clock clock) {
        this.clock = clock;
    }

    /** Counts a wrong token and tells whether there were too many of them from there in this minute. */
    boolean add(String address) {
        long minute = clock.millis() / WINDOW_MILLIS;
        long counter = counters.updateAndGet(index(address), before -> increment(before, minute));
        return (counter & COUNT_MASK) > MOST_A_MINUTE;
    }

    /** From 1 to 60. */
    long secondsToNextWindow() {
        long millis = WINDOW_MILLIS - clock.millis() % WINDOW_MILLIS;
        return (millis + 999) / 1000;
    }

    private static long increment(long counter, long minute) {
        if (counter >>> COUNT_BITS != minute) {
            return (minute << COUNT_BITS) | 1;
        }
        return (counter & COUNT_MASK) == COUNT_MASK ? counter : counter + 1;
    }

    private static int index(String address) {
        int hash = address.hashCode();
        return Math.floorMod(hash ^ (hash >>> 16), COUNTERS);
    }
}
