package io.gauger.usage;

import java.util.List;

/**
 * How far money agrees: all ledgers with their balances and with what was spent, whatever the range, and the debits of a range
 * with their records.
 *
 * @param accounts how many have a ledger or a balance
 * @param entries how many there are in all ledgers
 * @param differences at most {@link Reconciliation#MOST_DIFFERENCES}
 * @param moreDifferences how many were found besides
 */
public record LedgerProof(long accounts, long entries, List<LedgerDifference> differences, long moreDifferences) {
    public LedgerProof {
        differences = List.copyOf(differences);
    }
}
