package io.gauger.admit;

import org.jspecify.annotations.Nullable;

/**
 * Who a request is metered for.
 *
 * @param accountId the account that is billed; null for an anonymous caller
 * @param keyId the key that was shown; null without one
 * @param keyName its name; null without one
 * @param keyPrefix the first characters of its secret, by which a person tells keys apart; null without one
 * @param planId the plan of the account; null without one
 */
public record Caller(
        @Nullable String accountId,
        @Nullable String keyId,
        @Nullable String keyName,
        @Nullable String keyPrefix,
        @Nullable String planId) {

    /** A caller who showed no key. */
    public static final Caller ANONYMOUS = new Caller(null, null, null, null, null);
}
