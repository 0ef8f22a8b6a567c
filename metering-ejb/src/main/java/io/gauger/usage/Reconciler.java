package io.gauger.usage;

/** Compares the records that are stored with the sums of them, and with the money that moved. Implementations are safe for concurrent use. */
public interface Reconciler {
    /**
     * Sums the records of a range and compares them with its rollups, all as they are at one moment. This reads every
     * record of the range, and looks at each other one for its time. Compares all ledgers with their balances and with what was
     * spent, and the debits of the range with their records.
     *
     * @throws StoreUnavailableException if the database cannot be asked
     */
    Reconciliation reconcile(QuarterHours range);
}
