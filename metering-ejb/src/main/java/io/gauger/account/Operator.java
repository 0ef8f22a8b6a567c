package io.gauger.account;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who uses the admin API.
 *
 * @param name how the audit names this operator; no secret
 * @param permissions what is permitted
 * @param email with which the token may be shown in {@code X-Auth-Email} and {@code X-Auth-Key}; null for never
 */
public record Operator(String name, Set<Permission> permissions, @Nullable String email) {
    public Operator {
        permissions = Set.copyOf(permissions);
    }

    /** One who may do everything, or read only. */
    public Operator(String name, boolean mayWrite) {
        this(name, mayWrite ? EnumSet.allOf(Permission.class) : EnumSet.of(Permission.READ), null);
    }

    public boolean may(Permission permission) {
        return permissions.contains(permission);
    }
}
