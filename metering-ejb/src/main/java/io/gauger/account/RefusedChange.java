package io.gauger.account;

/** A change that cannot be made as things are. */
public final class RefusedChange extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** For this reason. */
    public RefusedChange(Reason reason) {
        super(reason.name(), null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** Why it cannot be made. */
    public enum Reason {
        NO_SUCH_ACCOUNT,
        NO_SUCH_KEY,
        NO_SUCH_ROUTE,
        ROUTE_EXISTS,
        ACCOUNT_EXISTS,
        /** It was written since the caller read it. */
        OTHER_VERSION,
        ACCOUNT_IS_CLOSED,
        KEY_IS_REVOKED,
        /** The same Idempotency-Key came with another request. */
        IDEMPOTENCY_KEY_REUSED
    }
}
