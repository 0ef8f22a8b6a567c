package io.gauger.rate;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.BucketListener;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.MathType;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import io.github.bucket4j.VerboseResult;
import io.github.bucket4j.local.LocalBucket;
import io.github.bucket4j.local.ThreadUnsafeBucket;
import org.jspecify.annotations.Nullable;

/**
 * What one key or account may still do. Its lock is its own, so that taking, a change of the limit and dropping are one
 * step each; the library's lock-free bucket would cost more and make none of them so. Safe for concurrent use.
 */
final class RateBucket implements TimeMeter {
    private SharedLimit shared;
    private LocalBucket bucket;
    private long now;
    private volatile boolean dropped;

    RateBucket(SharedLimit shared, long now) {
        this.shared = shared;
        this.now = now;
        this.bucket = bucket(shared.configuration());
    }

    /** Whether another one is to be asked. */
    boolean isDropped() {
        return dropped;
    }

    /** Takes one request from it, by the limit that holds now; null if it was dropped, so that another is to be asked. */
    synchronized @Nullable RateState take(SharedLimit wanted, long time) {
        if (dropped) {
            return null;
        }
        adjust(wanted, time);
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        return new RateState(
                shared.limit(),
                probe.isConsumed(),
                probe.getRemainingTokens(),
                probe.getNanosToWaitForReset(),
                probe.getNanosToWaitForRefill());
    }

    /** Tells without taking; null if it was dropped. */
    synchronized @Nullable RateState look(SharedLimit wanted, long time) {
        if (dropped) {
            return null;
        }
        adjust(wanted, time);
        return state();
    }

    /** Gives back one request, unless the minute of which it was taken is over: the next one is no larger for it. */
    synchronized RateState giveBack(RateState taken, long time) {
        tell(time);
        RateState before = state();
        if (shared.limit().burst() == null && before.nanosToFull() > taken.nanosToFull()) {
            return before;
        }
        bucket.addTokens(1);
        return state();
    }

    /** Drops it if it has its whole limit, so that a new one would be no different. */
    synchronized boolean dropIfFull(long time) {
        tell(time);
        dropped = dropped || bucket.getAvailableTokens() >= shared.share().capacity();
        return dropped;
    }

    private RateState state() {
        VerboseResult<Long> seen = bucket.asVerbose().getAvailableTokens();
        long remaining = Math.max(0, seen.getValue());
        return new RateState(
                shared.limit(),
                remaining > 0,
                remaining,
                seen.getDiagnostics().calculateFullRefillingTime(),
                remaining > 0 ? 0 : bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill());
    }

    /** Threads that come one after the other may have looked at the clock the other way round. */
    private void tell(long time) {
        now = Math.max(now, time);
    }

    private void adjust(SharedLimit wanted, long time) {
        tell(time);
        if (!shared.is(wanted)) {
            SharedLimit before = shared;
            shared = wanted;
            if (before.nodes() != wanted.nodes()) {
                // what is used up stays so, however often nodes come and go
                before = before.among(wanted.nodes());
                bucket.replaceConfiguration(before.configuration(), TokensInheritanceStrategy.PROPORTIONALLY);
            }
            if (!before.is(wanted)) {
                change(before.share(), wanted.share());
            }
        }
    }

    /** What was used up so far counts against the new limit. */
    private void change(RateLimit before, RateLimit after) {
        boolean counted = before.burst() == null && after.burst() == null;
        boolean flowing = before.burst() != null && after.burst() != null;
        if (after.capacity() < before.capacity()) {
            bucket.tryConsumeAsMuchAsPossible(before.capacity() - after.capacity());
        }
        if (counted || flowing) {
            bucket.replaceConfiguration(shared.configuration(), TokensInheritanceStrategy.ADDITIVE);
        } else {
            long left = Math.min(Math.max(0, bucket.getAvailableTokens()), after.capacity());
            bucket = bucket(shared.configuration(left));
        }
    }

    private LocalBucket bucket(BucketConfiguration configuration) {
        return new ThreadUnsafeBucket(configuration, MathType.INTEGER_64_BITS, this, BucketListener.NOPE);
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
