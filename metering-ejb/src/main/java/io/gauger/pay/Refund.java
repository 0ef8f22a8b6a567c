package io.gauger.pay;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Money of a purchase that is given back. The credits are taken back first, so that nobody has both.
 *
 * @param id names it for good, also to the payment provider, which gives back nothing twice for it
 * @param purchaseId of which
 * @param amount how much, in the purchase's currency
 * @param credits how much was taken back for it
 * @param reason for people
 * @param status how far it is
 * @param providerId its name at the payment provider; null until it is known, or if nobody takes money
 * @param createdAt when the credits were taken back
 * @param completedAt when the provider had taken the order, or refused it; null before
 */
public record Refund(
        String id,
        String purchaseId,
        BigDecimal amount,
        BigDecimal credits,
        String reason,
        Status status,
        @Nullable String providerId,
        Instant createdAt,
        @Nullable Instant completedAt) {

    /** How far a refund is. */
    public enum Status {
        /** The credits are taken back; whether the money is given back is not known. Asking again completes it. */
        PENDING,
        /** Both are done. */
        COMPLETED,
        /** The payment provider refused, and the credits were given back to the account. */
        REFUSED
    }
}
