package io.gauger.rerate;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is to be priced anew.
 *
 * @param from the first instant of the records
 * @param to the first instant that is not meant any more
 * @param accountId the one account that is meant; null for all
 * @param reason for people; at most {@link #LONGEST_REASON} characters
 */
public record ReratingOrder(Instant from, Instant to, @Nullable String accountId, String reason) {
    /** In characters. */
    public static final int LONGEST_REASON = 1000;
}
