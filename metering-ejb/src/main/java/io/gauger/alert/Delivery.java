package io.gauger.alert;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far an alert is on its way to the receiver of webhooks.
 *
 * @param id which the receiver sees as {@code webhook-id}, the same for each attempt
 * @param attempts how many were begun, since it was made or was tried again by hand
 * @param nextAttempt not before then, by the database's clock; of one that is over, when the last was to be
 * @param lastAttempt when the last one was answered, or failed; null before
 * @param lastStatus the HTTP status of the last answer; null if there was none
 * @param lastError why the last attempt failed, readable and without what the receiver sent; null if none has
 */
public record Delivery(
        UUID id,
        Status status,
        int attempts,
        Instant createdAt,
        Instant nextAttempt,
        @Nullable Instant lastAttempt,
        @Nullable Integer lastStatus,
        @Nullable String lastError) {

    /** How it stands. */
    public enum Status {
        /** It will be tried, or tried again. */
        PENDING,
        /** The receiver answered with 2xx. */
        DELIVERED,
        /** It is not tried any more, unless by hand. */
        DEAD
    }
}
