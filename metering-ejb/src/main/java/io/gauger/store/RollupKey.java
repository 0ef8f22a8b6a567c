package io.gauger.store;

import java.util.Comparator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a rollup sums: the requests of a quarter hour that are alike in every dimension, as one node wrote them.
 *
 * @param bucket the start of the quarter hour, in milliseconds since 1970
 * @param statusClass the first digit of the status
 * @param priceId by which price the cost is; null without one
 * @param node who wrote it, so that nodes do not wait for each other
 */
record RollupKey(
        long bucket,
        @Nullable String accountId,
        @Nullable String keyId,
        String route,
        String endpoint,
        @Nullable String provider,
        @Nullable String model,
        int statusClass,
        @Nullable String priceId,
        UUID node) {

    /** By time, then as a person would look for them. */
    static final Comparator<RollupKey> ORDER = Comparator.comparingLong(RollupKey::bucket)
            .thenComparing(key -> orEmpty(key.accountId))
            .thenComparing(key -> orEmpty(key.keyId))
            .thenComparing(RollupKey::route)
            .thenComparing(RollupKey::endpoint)
            .thenComparing(key -> orEmpty(key.provider))
            .thenComparing(key -> orEmpty(key.model))
            .thenComparingInt(RollupKey::statusClass)
            .thenComparing(key -> orEmpty(key.priceId));

    private static final long QUARTER_HOUR_MS = 900_000;
    private static final int STATUSES_A_CLASS = 100;

    static RollupKey of(RecordRow row, UUID node) {
        return new RollupKey(
                bucketOf(row.time),
                row.accountId,
                row.keyId,
                row.route,
                row.endpoint,
                row.provider,
                row.model,
                row.status / STATUSES_A_CLASS,
                row.priceId,
                node);
    }

    /** The start of the quarter hour. */
    static long bucketOf(long time) {
        return Math.floorDiv(time, QUARTER_HOUR_MS) * QUARTER_HOUR_MS;
    }

    /** The same for the same values, see {@link HashedId}. */
    UUID id() {
        HashedId made = new HashedId()
                .number(bucket)
                .text(accountId)
                .text(keyId)
                .text(route)
                .text(endpoint)
                .text(provider)
                .text(model)
                .number(statusClass)
                .id(node);
        // without a price it is the row of versions before
        return (priceId == null ? made : made.text(priceId)).made();
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
