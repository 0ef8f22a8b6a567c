package io.gauger.expression;

import java.math.BigDecimal;

/** What an expression gave for one request. Immutable. */
public sealed interface Result {

    /**
     * The units of the request.
     *
     * @param value zero or more, with a scale of 0 to 9 and at most 29 digits before the point; equal values may
     *     differ in scale
     * @param negative whether the expression gave less than zero, for which {@code value} is zero
     */
    record Units(BigDecimal value, boolean negative) implements Result {}

    /**
     * No units.
     *
     * @param detail for an operator; names paths and kinds of values, never what a response held
     */
    record Failure(Reason reason, String detail) implements Result {}

    /** Why there are no units. */
    enum Reason {
        /** A field or variable that the expression needs was missing or null. */
        MISSING_FIELD,
        /** The result is no number that units can hold. */
        NOT_A_NUMBER,
        /** A text or an array was longer than is kept or made. */
        TOO_LARGE,
        /** The expression engine is unavailable or failed. */
        ENGINE
    }
}
