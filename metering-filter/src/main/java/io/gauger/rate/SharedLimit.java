package io.gauger.rate;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A limit and what this node gives of it, in the words of the library. Many have the same limit, and share one of these:
 * to each its own would be four objects more in memory, for which each request waits. Immutable.
 */
final class SharedLimit {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final RateLimit limit;
    private final int nodes;
    private final RateLimit share;
    private final BucketConfiguration configuration;

    /** Of a limit that so many nodes share. */
    SharedLimit(RateLimit limit, int nodes) {
        this.limit = limit;
        this.nodes = nodes;
        this.share = limit.share(nodes);
        this.configuration = configuration(null);
    }

    RateLimit limit() {
        return limit;
    }

    int nodes() {
        return nodes;
    }

    /** What this node gives. */
    RateLimit share() {
        return share;
    }

    /** With everything left at first. */
    BucketConfiguration configuration() {
        return configuration;
    }

    /** With so much left at first; null for everything. */
    BucketConfiguration configuration(@Nullable Long tokens) {
        var capacity = Bandwidth.builder().capacity(share.capacity());
        var refilled = share.burst() == null
                ? capacity.refillIntervally(share.perMinute(), MINUTE)
                : capacity.refillGreedy(share.perMinute(), MINUTE);
        Bandwidth bandwidth = (tokens == null ? refilled : refilled.initialTokens(tokens)).build();
        return BucketConfiguration.builder().addLimit(bandwidth).build();
    }

    /** The same limit among so many nodes. */
    SharedLimit among(int others) {
        return new SharedLimit(limit, others);
    }

    /** Whether it is the same limit among as many nodes. */
    boolean is(SharedLimit other) {
        return this == other || is(other.limit, other.nodes);
    }

    /** The same. */
    boolean is(RateLimit other, int among) {
        return nodes == among && limit.equals(other);
    }
}
