package io.gauger.expression;

/** The way from a request to the result of one expression. Implementations are thread-safe. */
interface Evaluator {

    Result evaluate(Scope scope);

    /** For an expression that is one path, one variable or one literal: it needs no engine. */
    static Evaluator plain(Node.Path path, Outcome outcome) {
        return scope -> outcome.of(scope.at(path.path()), scope);
    }

    static Evaluator plain(Node.Read read, Outcome outcome) {
        return scope -> {
            Object value = scope.variable(read.variable());
            return value == null
                    ? outcome.ofNothing(scope)
                    : value instanceof String text ? outcome.of(text) : outcome.of(Numbers.exact(value));
        };
    }

    static Evaluator constant(Result result) {
        return scope -> result;
    }
}
