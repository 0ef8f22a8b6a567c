package io.gauger.rerate;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of pricing records again by the prices that they name.
 *
 * @param recordsKeptFrom the first instant from which records are kept, where that lies behind the beginning of the period;
 *     null otherwise
 * @param records how many were priced again
 * @param repriced how many of their re-ratings were
 * @param differences the first ones, at most {@link #MOST_DIFFERENCES}
 * @param moreDifferences how many there are besides
 */
public record RatingVerification(
        @Nullable Instant recordsKeptFrom,
        long records,
        long repriced,
        List<RatingDifference> differences,
        long moreDifferences) {
    /** More would not help whoever reads them, and have to be held in memory. */
    public static final int MOST_DIFFERENCES = 1000;

    public RatingVerification {
        differences = List.copyOf(differences);
    }
}
