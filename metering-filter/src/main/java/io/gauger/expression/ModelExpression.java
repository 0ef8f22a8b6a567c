package io.gauger.expression;

import io.gauger.extract.BodyText;
import io.gauger.extract.JsonPath;
import io.gauger.extract.JsonValue;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which model a request asks for, told before it runs: an expression in the same language as {@link Expression} that gives a
 * text of path, query, method and {@code reqBody}, the JSON of the request. Immutable and thread-safe.
 */
public final class ModelExpression {
    /** Where a request names its model if no expression says otherwise. */
    public static final String BY_CUSTOM = "reqBody.model";

    static final Set<Variable> VARIABLES = Set.of(Variable.PATH, Variable.METHOD, Variable.QUERY);

    private final Needs needs;
    private final Value value;

    private ModelExpression(Needs needs, Value value) {
        this.needs = needs;
        this.value = value;
    }

    /**
     * Checks and compiles an expression.
     *
     * @param inspects whether it may read the request's JSON
     * @throws ExpressionException if the expression is refused
     */
    public static ModelExpression compile(String source, boolean inspects) {
        Node tree = parse(source, inspects);
        Needs needs = Needs.of(tree);
        return new ModelExpression(needs, new Values(needs).of(tree));
    }

    /**
     * Checks an expression without compiling it.
     *
     * @param inspects whether it may read the request's JSON
     * @return true
     * @throws ExpressionException if the expression is refused
     */
    public static boolean check(String source, boolean inspects) {
        parse(source, inspects);
        return true;
    }

    private static Node parse(String source, boolean inspects) {
        Node tree = Parser.parseBeforehand(source);
        Needs needs = Needs.of(tree);
        if (!inspects && readsBody(needs)) {
            throw new ExpressionException(
                    "`reqBody` is read with inspect_request only",
                    Math.max(0, source.indexOf(Names.REQUEST_BODY)),
                    source);
        }
        if (!VARIABLES.containsAll(needs.variables())
                || !EnumSet.of(BodyText.WHOLE_BODY).containsAll(needs.texts())) {
            throw new ExpressionException("a request has no events", 0, source);
        }
        return tree;
    }

    private static boolean readsBody(Needs needs) {
        return !needs.paths().isEmpty() || !needs.texts().isEmpty();
    }

    /** Whether it reads the request's JSON at all. */
    public boolean readsBody() {
        return readsBody(needs);
    }

    /** The fields of the request's JSON that it reads, in the order in which it names them. */
    public Set<JsonPath> paths() {
        return needs.paths();
    }

    /** Whether it reads the request's JSON as a whole. */
    public boolean readsWholeBody() {
        return !needs.texts().isEmpty();
    }

    /** The model; null if the request does not tell it, or tells something else than a text. What else it throws is a fault of ours. */
    public @Nullable String evaluate(Scope scope) {
        try {
            return value.of(new Reading(scope)) instanceof JsonValue.Text text
                            && !text.value().isBlank()
                    ? text.value()
                    : null;
        } catch (EvaluationFailure e) {
            // a text that is too long, or a calculation with what is no number, is no model
            return null;
        }
    }
}
