package io.gauger.pay;

/** What became of a call of the payment provider; its message is for operators and holds no secret. */
public final class PaymentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    PaymentException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    PaymentException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** What is known of it. */
    public enum Kind {
        /** Whether it was done is not known, or it can be done later; the same can be tried again. */
        UNAVAILABLE,
        /** It was not done, and will not be. */
        REFUSED,
        /** An event that does not come from the provider. */
        FORGED
    }
}
