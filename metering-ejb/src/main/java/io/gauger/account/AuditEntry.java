package io.gauger.account;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One administrative change.
 *
 * @param id a UUIDv7, made when it was changed
 * @param time when
 * @param actor who
 * @param action what was done
 * @param object what kind of thing it was done to: {@code account}, {@code key}, {@code plan}, {@code operator_token},
 *     {@code route}, {@code ledger} or {@code budget}
 * @param objectId its id; of a ledger or budget that of its account
 * @param before the thing before, as JSON; null if it was made
 * @param after the thing afterwards, as JSON; null if it is gone
 */
public record AuditEntry(
        UUID id,
        Instant time,
        String actor,
        Action action,
        String object,
        String objectId,
        @Nullable String before,
        @Nullable String after) {
    /** What was done. */
    public enum Action {
        CREATE,
        UPDATE,
        ROTATE,
        DELETE
    }
}
