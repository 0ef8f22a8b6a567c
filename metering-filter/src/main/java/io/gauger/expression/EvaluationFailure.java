package io.gauger.expression;

import io.gauger.expression.Result.Failure;
import io.gauger.expression.Result.Reason;

/** Why an evaluation cannot go on. It never quotes what a response held. */
final class EvaluationFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    EvaluationFailure(Reason reason, String detail) {
        super(detail, null, false, false);
        this.failure = new Failure(reason, detail);
    }

    Failure failure() {
        return failure;
    }

    static EvaluationFailure tooLarge(String what) {
        return new EvaluationFailure(Reason.TOO_LARGE, what);
    }

    static EvaluationFailure notANumber(String what) {
        return new EvaluationFailure(Reason.NOT_A_NUMBER, what);
    }
}
