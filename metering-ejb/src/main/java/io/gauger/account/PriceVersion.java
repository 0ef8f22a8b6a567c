package io.gauger.account;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version of a price among the others of the same price.
 *
 * @param stored the version
 * @param effectiveTo the first instant for which a later version counts in its place; null if there is none yet
 */
public record PriceVersion(StoredPrice stored, @Nullable Instant effectiveTo) {
    /** Whether a version counts at an instant. */
    public enum State {
        /** It counts from later on. */
        UPCOMING,
        IN_EFFECT,
        /** A later version counts. */
        SUPERSEDED
    }

    /** From when on it counts. */
    public Instant effectiveFrom() {
        return Instant.ofEpochMilli(stored.price().effectiveFrom());
    }

    /** Whether it counts then. */
    public State state(Instant time) {
        if (effectiveFrom().isAfter(time)) {
            return State.UPCOMING;
        }
        return effectiveTo == null || effectiveTo.isAfter(time) ? State.IN_EFFECT : State.SUPERSEDED;
    }
}
