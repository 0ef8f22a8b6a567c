package io.gauger.expression;

import java.math.BigDecimal;

/**
 * One token of an expression.
 *
 * @param text as an error message quotes it; for a string its value
 * @param number the value of a number, otherwise zero
 * @param position of its first character
 */
record Token(Kind kind, String text, BigDecimal number, int position) {

    enum Kind {
        NUMBER,
        STRING,
        NAME,
        PUNCTUATOR,
        END
    }

    boolean is(String punctuator) {
        return kind == Kind.PUNCTUATOR && text.equals(punctuator);
    }

    String quoted() {
        return switch (kind) {
            case END -> "the end of the expression";
            case STRING -> "a string";
            default -> '`' + Names.shortened(text) + '`';
        };
    }
}
