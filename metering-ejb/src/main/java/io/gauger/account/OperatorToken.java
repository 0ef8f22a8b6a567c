package io.gauger.account;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An operator token as it is stored, which is without its secret.
 *
 * @param id names it for good
 * @param name shown to people
 * @param email with which it may be shown in {@code X-Auth-Email} and {@code X-Auth-Key}; null for never
 * @param prefix the first characters of its secret
 * @param permissions what it permits, at least one
 * @param status whether it is taken
 * @param expiresAt the first instant at which it is not taken any more; null for never
 * @param createdAt when it was made
 * @param updatedAt when it was last written
 * @param version how often it was written, from 1
 */
public record OperatorToken(
        String id,
        String name,
        @Nullable String email,
        String prefix,
        Set<Permission> permissions,
        Status status,
        @Nullable Instant expiresAt,
        Instant createdAt,
        Instant updatedAt,
        long version) {

    public OperatorToken {
        permissions = Set.copyOf(permissions);
    }

    /** Whether a token is taken. */
    public enum Status {
        ACTIVE,
        /** Refused for good. */
        REVOKED
    }

    /** The same, otherwise written. */
    public OperatorToken with(
            String newName, Set<Permission> newPermissions, Status newStatus, @Nullable Instant newExpiresAt) {
        return new OperatorToken(
                id, newName, email, prefix, newPermissions, newStatus, newExpiresAt, createdAt, updatedAt, version);
    }

    /** Whether changes can be made by it at this instant. */
    public boolean writes(Instant now) {
        return status == Status.ACTIVE
                && permissions.contains(Permission.WRITE)
                && (expiresAt == null || expiresAt.isAfter(now));
    }
}
