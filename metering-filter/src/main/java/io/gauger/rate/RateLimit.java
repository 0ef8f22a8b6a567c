package io.gauger.rate;

import org.jspecify.annotations.Nullable;

/**
 * How many requests may come. Without {@code burst} minutes are counted out: the first request begins a minute, which
 * lets so many through, and the next begins when it is over. With {@code burst} so many may come at once, and the right to
 * another one comes back evenly, {@code perMinute} times a minute (a token bucket).
 *
 * @param perMinute requests a minute; 0 lets nothing through
 * @param burst how many of them may come at once; null for those of a minute
 */
public record RateLimit(int perMinute, @Nullable Integer burst) {
    private static final long SECONDS_A_MINUTE = 60;

    /** How many may come at once. */
    public long capacity() {
        return burst == null ? perMinute : Math.max(1, burst);
    }

    /** How many seconds it takes from nothing to the whole {@link #capacity}, rounded up. */
    public long windowSeconds() {
        return burst == null || perMinute <= 0
                ? SECONDS_A_MINUTE
                : Math.max(1, -Math.floorDiv(-capacity() * SECONDS_A_MINUTE, perMinute));
    }

    /** What one of so many nodes gives of it, rounded up: all together give at most nodes − 1 more. */
    RateLimit share(int nodes) {
        return nodes <= 1 ? this : new RateLimit(share(perMinute, nodes), burst == null ? null : share(burst, nodes));
    }

    private static int share(int whole, int nodes) {
        return -Math.floorDiv(-whole, nodes);
    }
}
