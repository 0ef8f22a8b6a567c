package io.gauger.expression;

import io.gauger.extract.JsonPath;
import io.gauger.extract.JsonValue;
import org.jspecify.annotations.Nullable;

/** The way from a request to the result of one expression. Implementations are thread-safe. */
interface Evaluator {

    Result evaluate(Scope scope);

    /** The way to the result of a tree: by the engine where something is reckoned, without it where it need not be. */
    static Evaluator of(Node tree, Outcome outcome, Values values) {
        if (tree instanceof Node.Path path) {
            return plain(path.path(), values.number(path.path()), outcome);
        }
        if (tree instanceof Node.Read read) {
            return plain(read, outcome);
        }
        if (tree instanceof Node.Num number) {
            return constant(outcome.of(number.value()));
        }
        if (tree instanceof Node.Text text) {
            return constant(outcome.of(text.value()));
        }
        if (tree instanceof Node.Constant constant) {
            return constant(outcome.of(constant));
        }
        if (tree instanceof Node.Data data) {
            Value value = values.of(data);
            return scope -> outcome.of(value.of((Reading) scope), scope);
        }
        if (!Needs.of(tree).data().isEmpty()) {
            Evaluator choice = choice(tree, outcome, values);
            if (choice != null) {
                return choice;
            }
        }
        return Engine.compile(new Script(tree), outcome, values);
    }

    /** Of two values of which one is worked out of whole texts, only the one that is chosen is. */
    private static @Nullable Evaluator choice(Node tree, Outcome outcome, Values values) {
        if (tree instanceof Node.Conditional node) {
            Value condition = values.of(node.condition());
            Evaluator then = of(node.then(), outcome, values);
            Evaluator otherwise = of(node.otherwise(), outcome, values);
            return scope -> (Values.isTrue(condition.of((Reading) scope)) ? then : otherwise).evaluate(scope);
        }
        // Only of these is it certain that they are not NaN, which `??` takes for a value.
        if (tree instanceof Node.Binary node
                && node.operator().passesOperandsOn()
                && node.left() instanceof Node.Input) {
            Value left = values.of(node.left());
            Evaluator right = of(node.right(), outcome, values);
            return scope -> {
                JsonValue value = left.of((Reading) scope);
                return Values.keeps(node.operator(), value) ? outcome.of(value, scope) : right.evaluate(scope);
            };
        }
        return null;
    }

    /** For an expression that is one path, one variable or one literal: it needs no engine. */
    private static Evaluator plain(JsonPath path, int number, Outcome outcome) {
        return scope -> outcome.of(scope.at(path, number), scope);
    }

    private static Evaluator plain(Node.Read read, Outcome outcome) {
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
