package io.gauger.admit;

import io.gauger.rate.RateState;
import org.jspecify.annotations.Nullable;

/**
 * How a caller stands with the limits that a request was counted against: what its answer tells, whether it runs or not.
 *
 * @param key with the rate limit of the key; null if it has none
 * @param account with the rate limit of the account's plan; null if it has none
 * @param known whether the limits could be looked up; if not, it may have some
 */
public record Standing(@Nullable RateState key, @Nullable RateState account, boolean known) {
    /** There are no limits, or the request was refused before they were looked at. */
    public static final Standing UNLIMITED = new Standing(null, null, true);

    /** By a fault of ours nobody knows whether there are limits. */
    static final Standing UNKNOWN = new Standing(null, null, false);

    /** Which of them refuses the request, the key's first; null if it may run. */
    @Nullable
    RefusalReason refusal() {
        if (key != null && !key.passed()) {
            return RefusalReason.RATE_LIMITED;
        }
        return account != null && !account.passed() ? RefusalReason.ORGANIZATION_RATE_LIMITED : null;
    }
}
