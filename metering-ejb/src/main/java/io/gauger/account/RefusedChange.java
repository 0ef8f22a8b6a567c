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
        NO_SUCH_PLAN,
        NO_SUCH_TOKEN,
        NO_SUCH_ROUTE,
        NO_SUCH_BUDGET,
        NO_SUCH_PRICE,
        NO_SUCH_RERATING,
        ACCOUNT_EXISTS,
        PLAN_EXISTS,
        ROUTE_EXISTS,
        /** A version of the same price takes effect at the same time. */
        PRICE_EXISTS,
        /** Records of the time that is to be priced anew are not kept any more. */
        RECORDS_REMOVED,
        /** It counts already, or will so soon that some node might not hear of its end. */
        PRICE_IN_EFFECT,
        /** The plan that an account is to have is not there. */
        NO_PLAN_FOR_ACCOUNT,
        /** The plan costs something, in another currency than the account's. */
        PLAN_IN_OTHER_CURRENCY,
        /** The plan is to cost something in a currency that is not that of all accounts that have it. */
        PLAN_OF_OTHER_CURRENCIES,
        /** Accounts have the plan. */
        PLAN_IN_USE,
        /** It was written since the caller read it. */
        OTHER_VERSION,
        ACCOUNT_IS_CLOSED,
        KEY_IS_REVOKED,
        TOKEN_IS_REVOKED,
        /** The ledger of the account has entries in another currency. */
        OTHER_CURRENCY,
        /** An entry of the ledger has the reference, and says something else. */
        REFERENCE_TAKEN,
        /** No token that writes, or none that does so without end, would be left. */
        LAST_WRITING_TOKEN,
        /** The same Idempotency-Key came with another request. */
        IDEMPOTENCY_KEY_REUSED
    }
}
