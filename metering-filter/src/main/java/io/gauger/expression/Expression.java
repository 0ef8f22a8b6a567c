package io.gauger.expression;

import io.gauger.expression.Result.Failure;
import io.gauger.expression.Result.Reason;
import io.gauger.extract.BodyText;
import io.gauger.extract.JsonPath;
import java.util.Set;

/**
 * A metering expression: a pure function of one request that gives its units. The language is the part of ECMAScript
 * expressions that {@code docs/expressions.md} names, and has no way to the host, time or randomness.
 *
 * <p>Immutable and thread-safe; evaluations share no lock and no state.
 */
public final class Expression {
    private final String source;
    private final boolean isField;
    private final Needs needs;
    private final Evaluator evaluator;

    private Expression(String source, boolean isField, Needs needs, Evaluator evaluator) {
        this.source = source;
        this.isField = isField;
        this.needs = needs;
        this.evaluator = evaluator;
    }

    /**
     * Checks and compiles an expression. It takes time linear in the length of the source, milliseconds if the engine
     * is needed and up to a second for the first such expression of an application. If the engine is unavailable, that
     * is told by {@link #evaluate}, not here.
     *
     * @throws ExpressionException if the expression is refused
     */
    public static Expression compile(String source) {
        Node tree = Parser.parse(source);
        Needs needs = Needs.of(tree);
        Values values = new Values(needs);
        return new Expression(
                source, tree instanceof Node.Path, needs, Evaluator.of(tree, new Outcome(needs, values), values));
    }

    /**
     * Checks an expression without compiling it.
     *
     * @return whether it is one field of the response and nothing else
     * @throws ExpressionException if the expression is refused
     */
    public static boolean checkIsField(String source) {
        return Parser.parse(source) instanceof Node.Path;
    }

    /** Whether it is one field of the response and nothing else. */
    public boolean isField() {
        return isField;
    }

    /** The response fields that it reads, in the order in which it names them. */
    public Set<JsonPath> paths() {
        return needs.paths();
    }

    /** The variables that it reads, in the order in which it names them. */
    public Set<Variable> variables() {
        return needs.variables();
    }

    /** The texts of the response body that it reads as a whole; empty for most expressions. */
    public Set<BodyText> texts() {
        return needs.texts();
    }

    /** The units of one request, or why there are none. Never throws. */
    public Result evaluate(Scope scope) {
        try {
            return evaluator.evaluate(needs.data().isEmpty() ? scope : new Reading(scope));
        } catch (EvaluationFailure e) {
            return e.failure();
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            if (Script.TOO_LONG.equals(e.getMessage())) {
                return Texts.tooLong().failure();
            }
            // Without its message, which may quote what the response held.
            return new Failure(
                    Reason.ENGINE, "the expression failed with " + e.getClass().getName());
        }
    }

    /** As it was given. */
    @Override
    public String toString() {
        return source;
    }
}
