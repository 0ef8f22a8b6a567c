package io.gauger.admin;

import io.gauger.account.Operator;
import io.gauger.account.Permission;
import io.gauger.pay.Payments;
import io.gauger.runtime.Gauger;
import org.jspecify.annotations.Nullable;

/** The way to everything behind the API: each endpoint says what it needs, and whoever may not has no other way. */
final class Permitted {
    private final Gauger gauger;
    private final @Nullable Operator operator;
    private final @Nullable String account;

    /** Of operator and account at most one is there; nobody has neither. */
    private Permitted(Gauger gauger, @Nullable Operator operator, @Nullable String account) {
        this.gauger = gauger;
        this.operator = operator;
        this.account = account;
    }

    /** For who shows nothing, and is to be known otherwise. */
    static Permitted nobody(Gauger gauger) {
        return new Permitted(gauger, null, null);
    }

    static Permitted operator(Gauger gauger, Operator operator) {
        return new Permitted(gauger, operator, null);
    }

    /** For who shows a key of this account. */
    static Permitted customer(Gauger gauger, String account) {
        return new Permitted(gauger, null, account);
    }

    /**
     * For operators who may read.
     *
     * @throws ProblemException for others
     */
    Gauger toRead() {
        if (operator == null) {
            refuseNobody();
            throw new ProblemException(Problem.operatorsOnly());
        }
        if (!operator.may(Permission.READ)) {
            throw new ProblemException(Problem.notToRead());
        }
        return gauger;
    }

    /**
     * For operators who may read, and for customers as far as it is their own.
     *
     * @throws ProblemException for others
     */
    Scope toReadOwn() {
        refuseNobody();
        return operator == null ? new Scope(gauger, account) : new Scope(toRead(), null);
    }

    /**
     * For operators who may change things, and for customers who buy for their own account.
     *
     * @throws ProblemException for others
     */
    Scope toBuy() {
        refuseNobody();
        return operator == null ? new Scope(gauger, account) : new Scope(toWrite(), null);
    }

    /** For everybody: who may tell something shows that by a signature. */
    Payments toReceive() {
        return gauger.payments();
    }

    /**
     * For operators who may change things.
     *
     * @throws ProblemException for others
     */
    Gauger toWrite() {
        refuseNobody();
        if (operator == null || !operator.may(Permission.WRITE)) {
            throw new ProblemException(Problem.readOnly());
        }
        return gauger;
    }

    /** How the audit names the operator, or the customer. */
    String actor() {
        refuseNobody();
        return operator == null ? "customer " + account : operator.name();
    }

    private void refuseNobody() {
        if (operator == null && account == null) {
            throw new ProblemException(Problem.missingToken());
        }
    }
}
