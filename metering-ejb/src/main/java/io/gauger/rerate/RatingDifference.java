package io.gauger.rerate;

import org.jspecify.annotations.Nullable;

/**
 * Something that does not cost what its price says.
 *
 * @param kind what it is
 * @param id of the record, or the reference of the adjustment
 * @param priceId the price that it names; null without one
 * @param measure what differs: {@code cost}, {@code market}, {@code price} if it names one that is not there, {@code currency}
 *     if that is of another one than the account's ledger, {@code lines} or {@code ledger}
 * @param stored what is stored, as an exact decimal; of a price its id, or its currency
 * @param expected what it should be; null if there is nothing that tells
 */
public record RatingDifference(
        Kind kind, String id, @Nullable String priceId, String measure, String stored, @Nullable String expected) {
    /** What can differ. */
    public enum Kind {
        /** What a record costs. */
        RECORD,
        /** What it costs since a re-rating. */
        REPRICED_RECORD,
        /** What a re-rating posted in the ledger of an account. */
        ADJUSTMENT
    }
}
