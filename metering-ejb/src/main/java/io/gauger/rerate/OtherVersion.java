package io.gauger.rerate;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A record of an account that names another version of a price than the one that decides now, so that pricing it anew would give
 * another result, or the same by another version.
 *
 * @param kind why that is so
 * @param recordId the record
 * @param time the record's
 * @param accountId who is billed
 * @param priceId the version that it names, or that its last re-rating does; null if it has none
 * @param decidingPriceId the version that decides now; null if none does
 */
public record OtherVersion(
        Kind kind,
        UUID recordId,
        Instant time,
        String accountId,
        @Nullable String priceId,
        @Nullable String decidingPriceId) {

    /** Why another version decides; the first that fits. */
    public enum Kind {
        /** It had no price, and there is one now. */
        UNPRICED,
        /** The version that it names was taken back, of which its node had not heard. */
        TAKEN_BACK,
        /** Its account has another currency now. */
        OTHER_CURRENCY,
        /** The version was there when the request began; its node had not heard of it. */
        HEARD_LATE,
        /** The version was made later, to count from before the request began. */
        MADE_LATER
    }
}
