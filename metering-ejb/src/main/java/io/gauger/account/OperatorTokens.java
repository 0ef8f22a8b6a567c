package io.gauger.usage;

/** Knows the operator tokens. Implementations are safe for concurrent use. */
public interface OperatorTokens {
    /**
     * Whether this is a valid operator token, compared by hash in constant time.
     *
     * @throws StoreUnavailableException if the database must be asked and cannot
     */
    boolean matches(String token);
}
