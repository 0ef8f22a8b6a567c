package io.gauger.rerate;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of pricing records again by the prices that they name, and of looking which prices decide now.
 *
 * @param recordsKeptFrom the first instant from which records are kept, where that lies behind the beginning of the period;
 *     null otherwise
 * @param records how many were priced again
 * @param repriced how many of their re-ratings were
 * @param differences the first ones, at most {@link #MOST_DIFFERENCES}
 * @param moreDifferences how many there are besides
 * @param otherVersions the first records of which another version decides now, at most {@link #MOST_DIFFERENCES}
 * @param otherVersionCounts how many of these there are in all, by kind; kinds of which there are none are absent
 */
public record RatingVerification(
        @Nullable Instant recordsKeptFrom,
        long records,
        long repriced,
        List<RatingDifference> differences,
        long moreDifferences,
        List<OtherVersion> otherVersions,
        Map<OtherVersion.Kind, Long> otherVersionCounts) {
    /** More would not help whoever reads them, and have to be held in memory. */
    public static final int MOST_DIFFERENCES = 1000;

    public RatingVerification {
        differences = List.copyOf(differences);
        otherVersions = List.copyOf(otherVersions);
        otherVersionCounts = Map.copyOf(otherVersionCounts);
    }

    /** Whether records cost what the prices that they name say, and re-ratings what they posted. */
    public boolean agrees() {
        return differences.isEmpty();
    }

    /** Whether pricing the period anew would give the identical result, as far as records are kept. */
    public boolean identical() {
        return agrees() && otherVersionCounts.isEmpty();
    }

    /** How many there are beside {@link #otherVersions}. */
    public long moreOtherVersions() {
        return otherVersionCounts.values().stream().mapToLong(Long::longValue).sum() - otherVersions.size();
    }
}
