package io.gauger.account;

import org.jspecify.annotations.Nullable;

/** Knows the operator tokens. Implementations are safe for concurrent use. */
@FunctionalInterface
public interface OperatorTokens {
    /**
     * Whose token this is, compared by hash in constant time; null if it is nobody's.
     *
     * @throws io.gauger.usage.StoreUnavailableException if the database must be asked and cannot
     */
    @Nullable
    Operator find(String token);

    /** Whether it is anybody's. */
    default boolean matches(String token) {
        return find(token) != null;
    }
}
