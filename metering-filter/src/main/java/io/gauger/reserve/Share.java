package io.gauger.reserve;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What this node has of one subject. Requests hold and settle, and exchanges, of which there is one at a time, change how
 * much there is; each in one step, behind a lock that is this subject's alone and is kept for some 20 ns. Safe for
 * concurrent use.
 */
final class Share extends Tally {
    private static final BigDecimal FOUR = BigDecimal.valueOf(4);

    private final Subject subject;
    private final int scale;
    private volatile @Nullable Known known;
    private volatile Limit limit;
    private Amount lastMeasure = Amount.ZERO;
    private long usedNanos;

    /** Whether it waits to be looked at. */
    private volatile boolean due;

    /** Whether the database may have more of it as granted than is. */
    private volatile boolean untold;

    Share(Limit limit, long nanos) {
        this.subject = limit.subject();
        this.scale = subject.kind().scale();
        this.limit = limit;
        this.usedNanos = nanos;
    }

    /**
     * What the last exchange found.
     *
     * @param otherUse what others used, as far as it is written
     * @param written what is written of all
     */
    record Known(BigDecimal otherUse, BigDecimal written, long nanos) {}

    /** Whether a request got what it wanted to hold. */
    enum Hold {
        NO,
        YES,
        /** Yes, and what is left is so little that more is to be asked for. */
        YES_AND_LOW
    }

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
    synchronized Hold hold(Amount amount, long nanos) {
        if (!take(amount)) {
            return Hold.NO;
        }
        usedNanos = nanos;
        return runsLow() ? Hold.YES_AND_LOW : Hold.YES;
    }

    /** Holds so much whether or not it is there. */
    synchronized void force(Amount amount, long nanos) {
        add(amount.negated());
        usedNanos = nanos;
    }

    /** Gives back what was held and takes what was used; whether more is used now than was granted. */
    synchronized boolean settle(Amount held, Amount measure) {
        lastMeasure = measure;
        add(held.minus(measure));
        return free().signum() < 0;
    }

    /** Nobody wanted what was granted. */
    synchronized void release(Amount held) {
        add(held);
    }

    /** Stops using what nobody holds; the next exchange tells. Whether there was anything. */
    synchronized boolean giveBack() {
        if (free().signum() <= 0) {
            return false;
        }
        ungrant();
        untold = true;
        return true;
    }

    /** What an exchange begins with. */
    synchronized Opening open() {
        untold = false;
        BigDecimal free = free().decimal(scale);
        return new Opening(granted().decimal(scale), free.min(BigDecimal.ZERO).negate(), free.max(BigDecimal.ZERO));
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
    synchronized void granted(BigDecimal more, BigDecimal free, BigDecimal portion, Known figures) {
        low(Amount.of(portion.divide(FOUR), scale));
        others(Amount.of(figures.otherUse(), scale));
        known = figures;
        grant(Amount.of(more, scale), Amount.of(free, scale));
    }

    /** What is held or used here, all that is written of this node's included. */
    synchronized BigDecimal committed() {
        return taken().decimal(scale);
    }

    /** How much is used of all, running requests of this node with their estimates; null if that was never asked. */
    @Nullable
    BigDecimal used() {
        return known == null ? null : usedOfAll();
    }

    private synchronized BigDecimal usedOfAll() {
        return takenOfAll().decimal(scale);
    }

    /** An exchange is not known to be committed. */
    void untold() {
        untold = true;
    }

    /** Whether the database is to be told something that does not wait to be. */
    synchronized boolean isUntold() {
        return untold || (limit.binding() && free().signum() < 0);
    }

    synchronized boolean hasFree() {
        return free().signum() > 0;
    }

    synchronized boolean isIdle(long nanos, long longerThan) {
        return nanos - usedNanos > longerThan;
    }

    synchronized boolean isUsedSince(long nanos) {
        return usedNanos - nanos > 0;
    }

    /** What a request is expected to take: portions of a few of these are not worth their exchange. */
    BigDecimal step() {
        return limit.estimate().max(last());
    }

    private synchronized BigDecimal last() {
        return lastMeasure.decimal(scale);
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
}
