package io.gauger.reserve;

import java.math.BigDecimal;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * What this node has of one subject. Requests hold and settle by compare-and-set on one immutable state; exchanges, of
 * which there is one at a time, change how much there is.
 */
final class Share {
    private static final AtomicReferenceFieldUpdater<Share, State> STATE =
            AtomicReferenceFieldUpdater.newUpdater(Share.class, State.class, "state");

    private static final BigDecimal FOUR = BigDecimal.valueOf(4);

    private final Subject subject;
    private volatile State state = new State(BigDecimal.ZERO, BigDecimal.ZERO);
    private volatile @Nullable Known known;
    private volatile Limit limit;

    /** A portion below which more is asked for in the background. */
    private volatile BigDecimal low = BigDecimal.ZERO;

    private volatile BigDecimal lastMeasure = BigDecimal.ZERO;
    private volatile long usedNanos;

    /** Whether it waits to be looked at. */
    private volatile boolean due;

    /** Whether nobody looks after it any more. */
    private volatile boolean forgotten;

    /** Whether the database may have more of it as granted than is. */
    private volatile boolean untold;

    Share(Limit limit, long nanos) {
        this.subject = limit.subject();
        this.limit = limit;
        this.usedNanos = nanos;
    }

    /** What is there. */
    private static final class State {
        /** All that may be used in the period, or is. */
        final BigDecimal granted;

        /** What of it nobody holds or used; below 0 where more was used than granted. */
        final BigDecimal free;

        State(BigDecimal granted, BigDecimal free) {
            this.granted = granted;
            this.free = free;
        }
    }

    /**
     * What the last exchange found.
     *
     * @param otherUse what others used, as far as it is written
     * @param written what is written of all
     */
    record Known(BigDecimal otherUse, BigDecimal written, long nanos) {}

    Subject subject() {
        return subject;
    }

    Limit limit() {
        return limit;
    }

    @Nullable
    Known known() {
        return known;
    }

    /** The limit as of now, which a plan may have changed: what was granted for another cap is not used any more. */
    void limit(Limit now) {
        Limit before = limit;
        if (!now.equals(before)) {
            limit = now;
            if (now.cap().compareTo(before.cap()) != 0) {
                giveBack();
            }
        }
    }

    /** Holds so much if it is there. */
    boolean hold(BigDecimal amount, long nanos) {
        while (true) {
            State seen = state;
            if (seen.free.signum() <= 0 || seen.free.compareTo(amount) < 0) {
                return false;
            }
            if (STATE.compareAndSet(this, seen, new State(seen.granted, seen.free.subtract(amount)))) {
                usedNanos = nanos;
                return true;
            }
        }
    }

    /** Holds so much whether or not it is there. */
    void force(BigDecimal amount, long nanos) {
        change(BigDecimal.ZERO, amount.negate());
        usedNanos = nanos;
    }

    /** Gives back what was held and takes what was used; whether more is used now than was granted. */
    boolean settle(BigDecimal held, BigDecimal measure) {
        lastMeasure = measure;
        if (held.compareTo(measure) == 0) {
            return state.free.signum() < 0;
        }
        return change(BigDecimal.ZERO, held.subtract(measure)).free.signum() < 0;
    }

    /** Nobody wanted what was granted. */
    void release(BigDecimal held) {
        change(BigDecimal.ZERO, held);
    }

    /** Stops using what nobody holds; the next exchange tells. Whether there was anything. */
    boolean giveBack() {
        while (true) {
            State seen = state;
            if (seen.free.signum() <= 0) {
                return false;
            }
            low = BigDecimal.ZERO;
            if (STATE.compareAndSet(this, seen, new State(seen.granted.subtract(seen.free), BigDecimal.ZERO))) {
                untold = true;
                return true;
            }
        }
    }

    /** What an exchange begins with. */
    Opening open() {
        untold = false;
        State seen = state;
        return new Opening(seen.granted, seen.free.min(BigDecimal.ZERO).negate(), seen.free.max(BigDecimal.ZERO));
    }

    /**
     * As an exchange begins.
     *
     * @param granted all that may be used or is
     * @param overdraft what is used beyond that
     * @param free what nobody holds
     */
    record Opening(BigDecimal granted, BigDecimal overdraft, BigDecimal free) {}

    /** An exchange is committed: so much more is granted, of which so much is free. */
    void granted(BigDecimal more, BigDecimal free, BigDecimal portion, Known figures) {
        low = portion.divide(FOUR);
        known = figures;
        change(more, free);
    }

    /** What is held or used here, all that is written of this node's included. */
    BigDecimal committed() {
        State seen = state;
        return seen.granted.subtract(seen.free);
    }

    /** How much is used of all, running requests of this node with their estimates; null if that was never asked. */
    @Nullable
    BigDecimal used() {
        Known seen = known;
        return seen == null ? null : seen.otherUse().add(committed());
    }

    /** From now on nobody looks after it: who asks for more of its subject is given another one. */
    void forget() {
        forgotten = true;
    }

    boolean isForgotten() {
        return forgotten;
    }

    /** An exchange is not known to be committed. */
    void untold() {
        untold = true;
    }

    /** Whether the database is to be told something that does not wait to be. */
    boolean isUntold() {
        State seen = state;
        return untold || (limit.binding() && seen.free.signum() < 0);
    }

    boolean isLow() {
        return state.free.compareTo(low) < 0;
    }

    boolean hasFree() {
        return state.free.signum() > 0;
    }

    boolean isIdle(long nanos, long longerThan) {
        return nanos - usedNanos > longerThan;
    }

    boolean isUsedSince(long nanos) {
        return usedNanos - nanos > 0;
    }

    /** What a request is expected to take: portions of a few of these are not worth their exchange. */
    BigDecimal step() {
        return limit.estimate().max(lastMeasure);
    }

    /** Marks it for the next exchange; whether it was not yet. */
    boolean becomesDue() {
        if (due) {
            return false;
        }
        due = true;
        return true;
    }

    void notDue() {
        due = false;
    }

    private State change(BigDecimal granted, BigDecimal free) {
        while (true) {
            State seen = state;
            State next =
                    new State(granted.signum() == 0 ? seen.granted : seen.granted.add(granted), seen.free.add(free));
            if (STATE.compareAndSet(this, seen, next)) {
                return next;
            }
        }
    }
}
