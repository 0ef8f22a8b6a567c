package io.gauger.account;

import java.time.Instant;

/**
 * An API key as it is stored, which is without its secret.
 *
 * @param id names it for good, whatever its secret
 * @param accountId the account it belongs to
 * @param name shown to people
 * @param prefix the first characters of its latest secret
 * @param status whether it is taken
 * @param limits what it may be used for
 * @param createdAt when it was made
 * @param updatedAt when it was last written
 * @param version how often it was written, from 1
 */
public record ApiKey(
        String id,
        String accountId,
        String name,
        String prefix,
        Status status,
        KeyLimits limits,
        Instant createdAt,
        Instant updatedAt,
        long version) {

    /** Whether a key is taken. */
    public enum Status {
        ACTIVE,
        /** Refused until it is active again. */
        INACTIVE,
        /** Refused for good. */
        REVOKED
    }

    /** The same, otherwise written. */
    public ApiKey with(String newName, Status newStatus, KeyLimits newLimits) {
        return new ApiKey(id, accountId, newName, prefix, newStatus, newLimits, createdAt, updatedAt, version);
    }
}
