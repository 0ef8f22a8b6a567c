package io.gauger.rate;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import io.github.bucket4j.VerboseResult;
import io.github.bucket4j.local.LocalBucket;
import io.github.bucket4j.local.LocalBucketBuilder;
import io.github.bucket4j.local.SynchronizationStrategy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one key or account may still do. Its lock is its own, so that taking, a change of the limit and dropping are one
 * step each; the library's lock-free bucket would cost more and make none of them so. Safe for concurrent use.
 */
final class RateBucket implements TimeMeter {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private RateLimit limit;
    private int nodes;
    private LocalBucket bucket;
    private long now;
    private boolean dropped;

    RateBucket(RateLimit limit, int nodes, long now) {
        this.limit = limit;
        this.nodes = nodes;
        this.now = now;
        this.bucket = bucket(limit.share(nodes), null);
    }

    /** Takes one request from it, by the limit that holds now; null if it was dropped, so that another is to be asked. */
    synchronized @Nullable RateState take(RateLimit wanted, int wantedNodes, long time) {
        if (dropped) {
            return null;
        }
        adjust(wanted, wantedNodes, time);
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        return new RateState(
                limit,
                probe.isConsumed(),
                probe.getRemainingTokens(),
                probe.getNanosToWaitForReset(),
                probe.getNanosToWaitForRefill());
    }

    /** Tells without taking; null if it was dropped. */
    synchronized @Nullable RateState look(RateLimit wanted, int wantedNodes, long time) {
        if (dropped) {
            return null;
        }
        adjust(wanted, wantedNodes, time);
        return state();
    }

    /** Gives back one request, unless the minute of which it was taken is over: the next one is no larger for it. */
    synchronized RateState giveBack(RateState taken, long time) {
        tell(time);
        RateState before = state();
        if (limit.burst() == null && before.nanosToFull() > taken.nanosToFull()) {
            return before;
        }
        bucket.addTokens(1);
        return state();
    }

    /** Drops it if it has its whole limit, so that a new one would be no different. */
    synchronized boolean dropIfFull(long time) {
        tell(time);
        dropped = dropped || bucket.getAvailableTokens() >= limit.share(nodes).capacity();
        return dropped;
    }

    private RateState state() {
        VerboseResult<Long> seen = bucket.asVerbose().getAvailableTokens();
        long remaining = Math.max(0, seen.getValue());
        return new RateState(
                limit,
                remaining > 0,
                remaining,
                seen.getDiagnostics().calculateFullRefillingTime(),
                remaining > 0 ? 0 : bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill());
    }

    /** Threads that come one after the other may have looked at the clock the other way round. */
    private void tell(long time) {
        now = Math.max(now, time);
    }

    private void adjust(RateLimit wanted, int wantedNodes, long time) {
        tell(time);
        if (nodes != wantedNodes) {
            // what is used up stays so, however often nodes come and go
            nodes = wantedNodes;
            replace(limit.share(nodes), TokensInheritanceStrategy.PROPORTIONALLY);
        }
        if (!limit.equals(wanted)) {
            change(wanted);
        }
    }

    /** What was used up so far counts against the new limit. */
    private void change(RateLimit wanted) {
        RateLimit before = limit.share(nodes);
        RateLimit after = wanted.share(nodes);
        boolean counted = before.burst() == null && after.burst() == null;
        boolean flowing = before.burst() != null && after.burst() != null;
        limit = wanted;
        if (after.capacity() < before.capacity()) {
            bucket.tryConsumeAsMuchAsPossible(before.capacity() - after.capacity());
        }
        if (counted || flowing) {
            replace(after, TokensInheritanceStrategy.ADDITIVE);
        } else {
            bucket = bucket(after, Math.min(Math.max(0, bucket.getAvailableTokens()), after.capacity()));
        }
    }

    private void replace(RateLimit share, TokensInheritanceStrategy what) {
        BucketConfiguration configuration =
                BucketConfiguration.builder().addLimit(bandwidth(share, null)).build();
        bucket.replaceConfiguration(configuration, what);
    }

    private LocalBucket bucket(RateLimit share, @Nullable Long tokens) {
        return new LocalBucketBuilder()
                .addLimit(bandwidth(share, tokens))
                .withCustomTimePrecision(this)
                .withSynchronizationStrategy(SynchronizationStrategy.NONE)
                .build();
    }

    private static Bandwidth bandwidth(RateLimit share, @Nullable Long tokens) {
        var capacity = Bandwidth.builder().capacity(share.capacity());
        var refilled = share.burst() == null
                ? capacity.refillIntervally(share.perMinute(), MINUTE)
                : capacity.refillGreedy(share.perMinute(), MINUTE);
        return (tokens == null ? refilled : refilled.initialTokens(tokens)).build();
    }

    /** The time by which the bucket counts: the same for all that it does in one step. */
    @Override
    public long currentTimeNanos() {
        return now;
    }

    @Override
    public boolean isWallClockBased() {
        return false;
    }
}
