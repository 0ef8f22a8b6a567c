package io.gauger.pay;

/** A purchase or refund that cannot be made as things are; the message is for the client, with the figures. */
public final class RefusedPayment extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** For this reason. */
    public RefusedPayment(Reason reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** Why it cannot be made. */
    public enum Reason {
        /** No payment provider is configured, or not the one of the purchase. */
        NOT_CONFIGURED,
        /** Nobody says where the customer is led after the payment. */
        NO_RETURN_URL,
        NO_SUCH_PURCHASE,
        /** So many purchases of the account are not paid that none more may begin. */
        TOO_MANY_PENDING,
        /** The account's money is of another currency. */
        OTHER_CURRENCY,
        /** It is not credited, so there is nothing to give back. */
        NOT_COMPLETED,
        /** It is no amount that can be paid in the currency. */
        NOT_PAYABLE,
        /** It is more than is left of the purchase. */
        MORE_THAN_PAID,
        /** The account does not have the credits any more. */
        CREDITS_USED,
        /** Another refund of the purchase is pending. */
        REFUND_PENDING
    }
}
