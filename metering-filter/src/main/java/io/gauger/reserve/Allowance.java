package io.gauger.reserve;

import io.gauger.admit.RefusalReason;
import java.math.BigDecimal;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What quota, credits, key limit and budget say to a request.
 *
 * @param refusal why it may not run; null if it may
 * @param status with which it is refused; 0 if it may run
 * @param held what is to be settled or released when it ends; null if nothing is held
 * @param untold whether it may run although nobody knows how much is used
 * @param quota how the quota stands; null without one
 * @param budget how the account's budget stands; null without one
 * @param refusing how what refuses it stands; null if it may run
 */
public record Allowance(
        @Nullable RefusalReason refusal,
        int status,
        @Nullable Held held,
        boolean untold,
        @Nullable Standing quota,
        @Nullable Standing budget,
        @Nullable Standing refusing) {

    /** There is nothing that could be used up. */
    static final Allowance UNLIMITED = new Allowance(null, 0, null, false, null, null, null);

    /** By a fault of ours nobody can tell what is left; the request may run, as it is not known to need anything. */
    static final Allowance UNTOLD = new Allowance(null, 0, null, true, null, null, null);

    /** The same where it is known to need something. */
    static Allowance unknown(RefusalReason reason) {
        return new Allowance(reason, reason.status(), null, false, null, null, null);
    }

    /**
     * How something that can be used up stands.
     *
     * @param subject what it is
     * @param used how much is used, with the estimates of requests that run; null if it is not known
     * @param limit how much there is, without grace
     * @param warnedFrom the use from which on the caller is warned; null for never
     * @param counted what is counted, in words: requests, units, or the currency
     */
    public record Standing(
            Subject subject,
            @Nullable BigDecimal used,
            BigDecimal limit,
            @Nullable BigDecimal warnedFrom,
            String counted) {

        /** What is left, at least 0; null if that is not known. */
        public @Nullable BigDecimal remaining() {
            return used == null ? null : limit.subtract(used).max(BigDecimal.ZERO);
        }

        /** When it begins anew, in seconds since 1970-01-01T00:00Z; null if it never does. */
        public @Nullable Long resetSecond() {
            Period period = subject.period();
            return period.ends() ? TimeUnit.MILLISECONDS.toSeconds(period.end()) : null;
        }

        /** Whether the caller is to be warned that it will be used up. */
        public boolean warns() {
            return used != null && warnedFrom != null && used.compareTo(warnedFrom) >= 0;
        }
    }

    /** Whether the request may run. */
    public boolean admits() {
        return refusal == null;
    }
}
