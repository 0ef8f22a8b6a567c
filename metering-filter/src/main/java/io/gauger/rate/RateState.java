package io.gauger.rate;

/**
 * How a key or an account stands with its rate limit, on this node.
 *
 * @param limit what it is given by all nodes together
 * @param passed whether the limit lets the request through
 * @param remaining how many more this node lets through at once
 * @param nanosToFull nanoseconds until it has its whole limit again
 * @param nanosToNext nanoseconds until another request would pass; 0 if this one did
 */
public record RateState(RateLimit limit, boolean passed, long remaining, long nanosToFull, long nanosToNext) {
    private static final long NANOS_A_SECOND = 1_000_000_000;

    /** {@link #nanosToFull} in seconds, rounded up. */
    public long secondsToFull() {
        return seconds(nanosToFull);
    }

    /** {@link #nanosToNext} in seconds, rounded up. */
    public long secondsToNext() {
        return seconds(nanosToNext);
    }

    private static long seconds(long nanos) {
        return -Math.floorDiv(-nanos, NANOS_A_SECOND);
    }
}
