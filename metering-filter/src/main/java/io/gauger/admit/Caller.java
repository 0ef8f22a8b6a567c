package io.gauger.admit;

import org.jspecify.annotations.Nullable;

/**
 * Who a request is metered for.
 *
 * @param accountId the account that is billed; null for an anonymous caller
 * @param keyId the key that was shown; null without one
 * @param keyName its name; null without one
 * @param keyPrefix the first characters of its secret, at most 32, by which a person tells keys apart; null without one
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

    /**
     * The account that is billed, without a key.
     *
     * @param accountId 1 to 255 characters, none of them a control character, and no space at its beginning or end
     */
    public static Caller ofAccount(String accountId) {
        return new Caller(accountId, null, null, null, null);
    }

    /**
     * The same account by one of its keys, or by whatever else the application tells its usage apart by.
     *
     * @param keyId written like an account's id
     * @param keyName shown to people, written like an account's id; null without one
     */
    public Caller withKey(String keyId, @Nullable String keyName) {
        return new Caller(accountId, keyId, keyName, keyPrefix, planId);
    }

    /** The same with this plan; the plan that it has is kept where this is null. */
    Caller withPlan(@Nullable String plan) {
        return plan == null || plan.equals(planId) ? this : new Caller(accountId, keyId, keyName, keyPrefix, plan);
    }
}
