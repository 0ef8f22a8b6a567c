package io.gauger.account;

/**
 * A key with its secret, which is shown this once and stored nowhere. Deliberately without a telling {@code toString}.
 *
 * @param key the key as it is stored
 * @param secret what its callers show
 */
public record IssuedKey(ApiKey key, String secret) {
    @Override
    public String toString() {
        return "IssuedKey[" + key.id() + "]";
    }
}
