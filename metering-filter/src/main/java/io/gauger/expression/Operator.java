package io.gauger.expression;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Operators with two operands and how tightly they bind, as in ECMAScript; {@code ??} binds as {@code ||}. */
enum Operator {
    OR("||", 2),
    COALESCE("??", 2),
    AND("&&", 3),
    EQUAL("==", 4),
    NOT_EQUAL("!=", 4),
    SAME("===", 4),
    NOT_SAME("!==", 4),
    LESS("<", 5),
    LESS_OR_EQUAL("<=", 5),
    GREATER(">", 5),
    GREATER_OR_EQUAL(">=", 5),
    ADD("+", 6),
    SUBTRACT("-", 6),
    MULTIPLY("*", 7),
    DIVIDE("/", 7),
    REMAINDER("%", 7),
    POWER("**", 9);

    /** The ternary operator. */
    static final int CONDITIONAL_PRECEDENCE = 1;

    static final int UNARY_PRECEDENCE = 8;

    private static final Map<String, Operator> BY_SYMBOL =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Operator::symbol, operator -> operator));

    private final String symbol;
    private final int precedence;

    Operator(String symbol, int precedence) {
        this.symbol = symbol;
        this.precedence = precedence;
    }

    static @Nullable Operator at(Token token) {
        return token.kind() == Token.Kind.PUNCTUATOR ? BY_SYMBOL.get(token.text()) : null;
    }

    String symbol() {
        return symbol;
    }

    int precedence() {
        return precedence;
    }

    /** Whether it makes a number of its operands, or joins them. */
    boolean reckons() {
        return precedence >= ADD.precedence;
    }

    /** Whether its result is one of its operands, untouched. */
    boolean passesOperandsOn() {
        return this == OR || this == COALESCE || this == AND;
    }

    boolean comparesForEquality() {
        return precedence == EQUAL.precedence;
    }

    /** Whether ECMAScript wants parentheses where this one and the other meet. */
    boolean mustNotMixWith(Operator other) {
        return (this == COALESCE) != (other == COALESCE) && passesOperandsOn() && other.passesOperandsOn();
    }
}
