package io.gauger.reserve;

/**
 * The figures of a {@link Share}, which is a kind of this so that they lie in it: each request waits for the memory of every
 * object that it needs of its account. Not safe for concurrent use unless it is said; a share's lock makes it so.
 */
abstract class Tally {
    /** Whether nobody looks after it any more. Asked first of all a request's shares, whose memory then comes at the same time. */
    private volatile boolean forgotten;

    private long grantedHigh;
    private long grantedLow;
    private long freeHigh;
    private long freeLow;
    private long lowHigh;
    private long lowLow;
    private long othersHigh;
    private long othersLow;

    /** From now on nobody looks after it: who asks for more of its subject is given another one. Safe for concurrent use. */
    final void forget() {
        forgotten = true;
    }

    /** Whether that is so. Safe for concurrent use. */
    final boolean isForgotten() {
        return forgotten;
    }

    /** All that may be used in the period, or is. */
    final Amount granted() {
        return new Amount(grantedHigh, grantedLow);
    }

    /** What of it nobody holds or used; below 0 where more was used than granted. */
    final Amount free() {
        return new Amount(freeHigh, freeLow);
    }

    /** What is held or used here. */
    final Amount taken() {
        return granted().minus(free());
    }

    /** The same and what others used, as far as it was written when it was last looked up. */
    final Amount takenOfAll() {
        return new Amount(othersHigh, othersLow).plus(taken());
    }

    /** Whether so little is free that more is to be asked for. */
    final boolean runsLow() {
        return free().compare(new Amount(lowHigh, lowLow)) < 0;
    }

    /** Takes so much of what is free, if it is there; of nothing nobody can take nothing. */
    final boolean take(Amount amount) {
        Amount free = free();
        if (free.signum() <= 0 || free.compare(amount) < 0) {
            return false;
        }
        free(free.minus(amount));
        return true;
    }

    /** So much more is free, or less. */
    final void add(Amount more) {
        free(free().plus(more));
    }

    /** So much more is granted, and so much of it free. */
    final void grant(Amount more, Amount free) {
        granted(granted().plus(more));
        add(free);
    }

    /** What is free is not granted any more. */
    final void ungrant() {
        granted(taken());
        free(Amount.ZERO);
        low(Amount.ZERO);
    }

    final void low(Amount low) {
        lowHigh = low.high;
        lowLow = low.low;
    }

    final void others(Amount used) {
        othersHigh = used.high;
        othersLow = used.low;
    }

    private void granted(Amount granted) {
        grantedHigh = granted.high;
        grantedLow = granted.low;
    }

    private void free(Amount free) {
        freeHigh = free.high;
        freeLow = free.low;
    }
}
