package io.gauger.reserve;

import io.gauger.admit.RefusalReason;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What an account's quota says to a request.
 *
 * @param refusal why it may not run; null if it may
 * @param status with which it is refused; 0 if it may run
 * @param held what is to be settled or released when it ends; null if nothing is held
 * @param untold whether it may run although nobody knows how much is used
 * @param standing how the quota stands; null without one
 */
public record QuotaDecision(
        @Nullable RefusalReason refusal, int status, @Nullable Held held, boolean untold, @Nullable Standing standing) {

    /** The account has no quota. */
    static final QuotaDecision NO_QUOTA = new QuotaDecision(null, 0, null, false, null);

    /** By a fault of ours nothing can be told of a quota that is hard. */
    static final QuotaDecision UNKNOWN = new QuotaDecision(RefusalReason.QUOTA_UNKNOWN, 503, null, false, null);

    /** By a fault of ours nothing can be told of an account that is not known to have a hard quota. */
    static final QuotaDecision UNTOLD = new QuotaDecision(null, 0, null, true, null);

    /**
     * How a quota stands.
     *
     * @param used how much is used, with the estimates of requests that run; null if it is not known
     * @param limit the quota, without grace
     * @param resetSecond when it begins anew, in seconds since 1970-01-01T00:00Z; null if it never does
     * @param counted what is counted, in words
     */
    public record Standing(@Nullable BigDecimal used, BigDecimal limit, @Nullable Long resetSecond, String counted) {

        /** What is left, at least 0; null if that is not known. */
        public @Nullable BigDecimal remaining() {
            return used == null ? null : limit.subtract(used).max(BigDecimal.ZERO);
        }
    }

    /** Whether the request may run. */
    public boolean admits() {
        return refusal == null;
    }
}
