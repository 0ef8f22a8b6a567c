package io.gauger.admin;

import io.gauger.account.Operator;
import io.gauger.runtime.Gauger;

/** The way to everything behind the API: each endpoint says what it needs, and whoever may not has no other way. */
final class Permitted {
    private final Gauger gauger;
    private final Operator operator;

    Permitted(Gauger gauger, Operator operator) {
        this.gauger = gauger;
        this.operator = operator;
    }

    /** For every operator. */
    Gauger toRead() {
        return gauger;
    }

    /**
     * For operators who may change things.
     *
     * @throws ProblemException if this one may not
     */
    Gauger toWrite() {
        if (!operator.mayWrite()) {
            throw new ProblemException(Problem.readOnly());
        }
        return gauger;
    }

    /** How the audit names the operator. */
    String actor() {
        return operator.name();
    }
}
