package io.gauger.reserve;

import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * What is held for a request while it runs. It is settled or released once, whichever comes first; again has no effect.
 * Safe for concurrent use once it was given out.
 */
public final class Held {
    private static final AtomicIntegerFieldUpdater<Held> ENDED =
            AtomicIntegerFieldUpdater.newUpdater(Held.class, "ended");

    private final Reservations reservations;
    private final List<Claim> claims;

    /** A bit for each of the claims that is held. */
    private int which;

    private volatile int ended;

    Held(Reservations reservations, List<Claim> claims) {
        this.reservations = reservations;
        this.claims = claims;
    }

    /** The estimate of this one is held from now on. */
    void add(int claim) {
        which |= 1 << claim;
    }

    /** The estimates of all are held from now on. */
    void addAll() {
        which = -1;
    }

    private boolean has(int claim) {
        return (which & (1 << claim)) != 0;
    }

    /**
     * The request has ended, and is recorded.
     *
     * @param units that were measured
     * @param cost what they cost
     */
    public void settle(BigDecimal units, BigDecimal cost) {
        if (ended == 0 && ENDED.compareAndSet(this, 0, 1)) {
            for (int i = 0; i < claims.size(); i++) {
                Claim claim = claims.get(i);
                Share share = claim.share();
                if (has(i)
                        && share.settle(claim.amount(), share.subject().kind().measure(units, cost))) {
                    reservations.overdrawn(share);
                }
            }
        }
    }

    /** The request did not run, or is recorded nowhere. */
    public void release() {
        if (ended == 0 && ENDED.compareAndSet(this, 0, 1)) {
            for (int i = 0; i < claims.size(); i++) {
                Claim claim = claims.get(i);
                if (has(i)) {
                    claim.share().release(claim.amount());
                }
            }
        }
    }
}
