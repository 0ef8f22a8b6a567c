package io.gauger.ledger;

/** Why money moved. */
public enum EntryType {
    /** Credits that were bought. */
    PURCHASE,
    /** What the records of one batch cost; below zero. */
    USAGE_DEBIT,
    /** Put right by hand, or by pricing a period anew. */
    ADJUSTMENT,
    /** Credits that were given back for the money they were bought with; below zero. */
    REFUND,
    /** Credits that were bought for a time, which is over; below zero. */
    EXPIRY;

    /** Whether it changes what was credited, and not what was used of it. */
    public boolean isCredit() {
        return this != USAGE_DEBIT;
    }
}
