package io.gauger.account;

/**
 * An operator token with its secret, which is shown this once and stored nowhere. Deliberately without a telling
 * {@code toString}.
 *
 * @param token the token as it is stored
 * @param secret what is shown in {@code Authorization} or {@code X-Auth-Key}
 */
public record IssuedToken(OperatorToken token, String secret) {
    @Override
    public String toString() {
        return "IssuedToken[" + token.id() + "]";
    }
}
