package io.gauger.reserve;

import io.gauger.reserve.Subject.Kind;
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

    private static final Amount ONE_REQUEST = new Amount(0, 1);

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
            Amount spent = Amount.of(cost, Kind.MONEY_SCALE);
            for (int i = 0; i < claims.size(); i++) {
                Claim claim = claims.get(i);
                if (has(i) && claim.share().settle(claim.held(), measure(claim.kind(), units, spent))) {
                    reservations.overdrawn(claim.share());
                }
            }
        }
    }

    private static Amount measure(Kind kind, BigDecimal units, Amount spent) {
        return switch (kind) {
            case ACCOUNT_REQUESTS -> ONE_REQUEST;
            case ACCOUNT_UNITS -> Amount.of(units, kind.scale());
            case ACCOUNT_CREDITS, ACCOUNT_BUDGET, KEY_SPEND -> spent;
        };
    }

    /** The request did not run, or is recorded nowhere. */
    public void release() {
        if (ended == 0 && ENDED.compareAndSet(this, 0, 1)) {
            for (int i = 0; i < claims.size(); i++) {
                Claim claim = claims.get(i);
                if (has(i)) {
                    claim.share().release(claim.held());
                }
            }
        }
    }
}
