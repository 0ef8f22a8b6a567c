package io.gauger.usage;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a database holds of a range of time, counted in two ways, and of money.
 *
 * @param range what was asked for
 * @param recordsKeptFrom the first instant of the range from which records are kept, and so could be compared; null if
 *     all of it was
 * @param records the sums of the records that were compared
 * @param rollups the sums that usage is read from, over the same time
 * @param deadLetters records of the range that were put aside, and are in neither
 * @param differences in order of time, at most {@link #MOST_DIFFERENCES}; those that are in no order of it are the last
 * @param moreDifferences how many were found besides
 * @param ledger what money comes to
 */
public record Reconciliation(
        QuarterHours range,
        @Nullable Instant recordsKeptFrom,
        Measures records,
        Measures rollups,
        long deadLetters,
        List<Difference> differences,
        long moreDifferences,
        LedgerProof ledger) {

    /** More would not help whoever reads them, and have to be held in memory. */
    public static final int MOST_DIFFERENCES = 1000;

    public Reconciliation {
        differences = List.copyOf(differences);
    }
}
