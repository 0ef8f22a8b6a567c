package io.gauger.pay;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What a payment provider tells, after it was found to be the provider who does. */
public sealed interface PaymentEvent {
    /**
     * The money of a purchase is there.
     *
     * @param purchaseId of which
     * @param session the checkout it was paid in
     * @param payment the payment, by which it is refunded; null if nothing had to be paid
     * @param amount how much
     * @param currency of it, ISO 4217
     */
    record Paid(String purchaseId, String session, @Nullable String payment, BigDecimal amount, String currency)
            implements PaymentEvent {}

    /** A checkout is through, and its money is on the way. */
    record Waiting(String purchaseId, String session, @Nullable String payment) implements PaymentEvent {}

    /**
     * A checkout ended without payment.
     *
     * @param failed whether a payment was tried
     */
    record Ended(String purchaseId, String session, boolean failed) implements PaymentEvent {}

    /** A refund that had been taken was not carried out. */
    record RefundFailed(String refundId, String why) implements PaymentEvent {}

    /** It is none of ours. */
    record Ignored(String type) implements PaymentEvent {}
}
