package io.gauger.reserve;

import java.math.BigDecimal;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * What is held for a request while it runs. It is settled or released once, whichever comes first; again has no effect.
 * Safe for concurrent use once it was given out.
 */
public final class Held {
    private static final AtomicIntegerFieldUpdater<Held> ENDED =
            AtomicIntegerFieldUpdater.newUpdater(Held.class, "ended");

    private final Reservations reservations;

    /** The last one that was held; those before it are behind it. */
    private @Nullable Part last;

    private volatile int ended;

    Held(Reservations reservations) {
        this.reservations = reservations;
    }

    private record Part(Share share, BigDecimal amount, @Nullable Part before) {}

    void add(Share share, BigDecimal amount) {
        last = new Part(share, amount, last);
    }

    /**
     * The request has ended, and is recorded.
     *
     * @param units that were measured
     * @param cost what they cost
     */
    public void settle(BigDecimal units, BigDecimal cost) {
        if (ended == 0 && ENDED.compareAndSet(this, 0, 1)) {
            for (Part part = last; part != null; part = part.before()) {
                Share share = part.share();
                if (share.settle(part.amount(), share.subject().kind().measure(units, cost))) {
                    reservations.overdrawn(share);
                }
            }
        }
    }

    /** The request did not run, or is recorded nowhere. */
    public void release() {
        if (ended == 0 && ENDED.compareAndSet(this, 0, 1)) {
            for (Part part = last; part != null; part = part.before()) {
                part.share().release(part.amount());
            }
        }
    }
}
