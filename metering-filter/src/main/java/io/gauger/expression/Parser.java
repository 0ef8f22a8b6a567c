package io.gauger.expression;

import io.gauger.expression.Token.Kind;
import io.gauger.extract.BodyText;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads an expression by operator precedence. What this grammar does not name is refused, so the decision what an
 * expression may do is made here and not in the engine. Recursion and work are bounded by the limits.
 */
final class Parser {
    static final int MAX_LENGTH = 4_096;
    static final int MAX_NESTING = 64;
    static final int MAX_OPERATORS = 256;
    static final int MAX_INPUTS = 64;

    private final String source;
    private final Tokenizer tokenizer;
    private final Calls calls;
    private final List<Node.Input> inputs = new ArrayList<>();
    private Token token;
    private int nesting;
    private int operators;

    /** Where the operator, the function or the value stands that a node is. */
    private final IdentityHashMap<Node, Integer> positions = new IdentityHashMap<>();

    /** The latest node that stands without parentheses, for the two rules that look at them. */
    private @Nullable Node bare;

    /** Whether it is about a request that has not run yet, of which it knows less. */
    private final boolean beforehand;

    private Parser(String source, boolean beforehand) {
        this.source = source;
        this.beforehand = beforehand;
        tokenizer = new Tokenizer(source);
        calls = new Calls(new Paths(tokenizer), tokenizer);
        token = tokenizer.next();
    }

    static Node parse(String source) {
        Parser parser = new Parser(bounded(source), false);
        Node whole = parser.whole();
        parser.refuseWhatIsNeverANumber(whole);
        return whole;
    }

    /** Reads an expression that gives a text of what is known before the request runs. */
    static Node parseBeforehand(String source) {
        Parser parser = new Parser(bounded(source), true);
        Node whole = parser.whole();
        if (!Kinds.may(whole, Kinds.Kind.TEXT)) {
            throw new ExpressionException(
                    "the result is always " + Kinds.name(whole) + ", never the name of a model",
                    parser.positions.getOrDefault(whole, 0),
                    source);
        }
        return whole;
    }

    private static String bounded(String source) {
        if (source.length() > MAX_LENGTH) {
            throw new ExpressionException(
                    "the expression is longer than " + MAX_LENGTH + " characters", MAX_LENGTH, source);
        }
        return source;
    }

    private Node whole() {
        if (token.kind() == Kind.END) {
            throw refuse("the expression is empty", token);
        }
        Node whole = expression();
        if (token.kind() != Kind.END) {
            throw unexpected("an operator or the end");
        }
        return whole;
    }

    private void refuseWhatIsNeverANumber(Node whole) {
        if (!Kinds.isNoNumber(whole)) {
            return;
        }
        boolean decides = Kinds.may(whole, Kinds.Kind.BOOLEAN);
        String hint = decides
                ? "; write `… ? 1 : 0`"
                : Kinds.may(whole, Kinds.Kind.ARRAY) ? "; `count`, `sum` or `len` make one of it" : "";
        throw new ExpressionException(
                "the result is always " + Kinds.name(whole) + ", never a number of units" + hint,
                positions.getOrDefault(whole, 0),
                source);
    }

    private Node expression() {
        return expression(Operator.CONDITIONAL_PRECEDENCE);
    }

    private Node expression(int lowest) {
        Node left = prefix();
        while (true) {
            if (token.is("?") && lowest <= Operator.CONDITIONAL_PRECEDENCE) {
                return conditional(left);
            }
            Operator operator = Operator.at(token);
            if (operator == null || operator.precedence() < lowest) {
                return left;
            }
            left = binary(operator, left);
        }
    }

    private Node conditional(Node condition) {
        Token question = advance();
        countOperator(question);
        enter(question);
        Node then = expression();
        expect(":", "`:` of the `?` at position " + question.position());
        Node otherwise = expression();
        nesting--;
        return placed(new Node.Conditional(condition, then, otherwise), question);
    }

    private Node binary(Operator operator, Node left) {
        Token symbol = advance();
        countOperator(symbol);
        boolean bareLeft = left == bare;
        if (operator == Operator.POWER && bareLeft && left instanceof Node.Unary) {
            throw refuse("put parentheses around the sign before `**`", symbol);
        }
        Node right;
        if (operator == Operator.POWER) {
            enter(symbol);
            right = expression(operator.precedence());
            nesting--;
        } else {
            right = expression(operator.precedence() + 1);
        }
        if ((bareLeft && mixes(operator, left)) || (right == bare && mixes(operator, right))) {
            throw refuse("put parentheses where `??` meets `||` or `&&`", symbol);
        }
        if (operator.reckons() && (Kinds.isStructure(left) || Kinds.isStructure(right))) {
            throw refuse("`" + operator.symbol() + "` takes numbers, not an array", symbol);
        }
        Node result = placed(new Node.Binary(operator, left, right), symbol);
        bare = result;
        return result;
    }

    private static boolean mixes(Operator operator, Node operand) {
        return operand instanceof Node.Binary inner && operator.mustNotMixWith(inner.operator());
    }

    private Node prefix() {
        if (token.is("-") || token.is("+") || token.is("!")) {
            Token sign = advance();
            countOperator(sign);
            enter(sign);
            Node operand = expression(Operator.UNARY_PRECEDENCE + 2);
            nesting--;
            if (!sign.is("!") && Kinds.isStructure(operand)) {
                throw refuse("`" + sign.text() + "` takes a number, not an array", sign);
            }
            Node result = placed(new Node.Unary(sign.text().charAt(0), operand), sign);
            bare = result;
            return result;
        }
        Token start = token;
        Node operand = postfix();
        positions.putIfAbsent(operand, start.position());
        if (operand instanceof Node.Input input && !(input instanceof Node.Num) && !inputs.contains(input)) {
            inputs.add(input);
            if (inputs.size() > MAX_INPUTS) {
                throw refuse("more than " + MAX_INPUTS + " different fields, variables and function results", start);
            }
        }
        return operand;
    }

    /** An operand and the fields that are read from it. */
    private Node postfix() {
        Node operand = primary();
        while (true) {
            if (token.is("(")) {
                throw refuse("only a function's name can be called", token);
            }
            if (!token.is(".") && !token.is("?.") && !token.is("[")) {
                return operand;
            }
            operand = step(operand);
        }
    }

    private Node step(Node of) {
        Token opener = advance();
        if (opener.is("?.") && token.is("(")) {
            throw refuse("only a function's name can be called", token);
        }
        if (opener.is("[") || (opener.is("?.") && token.is("["))) {
            if (opener.is("?.")) {
                advance();
            }
            Token index = token;
            if (index.kind() == Kind.END) {
                throw refuse("an index is missing at the end of the expression", index);
            }
            enter(opener);
            Node result = calls.at(of, expression(), index.position());
            nesting--;
            expect("]", "`]`");
            return result;
        }
        if (token.kind() != Kind.NAME) {
            throw unexpected("the name of a field");
        }
        return calls.member(of, advance());
    }

    private Node primary() {
        Token first = advance();
        return switch (first.kind()) {
            case NUMBER -> new Node.Num(first.number());
            case STRING -> new Node.Text(first.text());
            case NAME -> token.is("(") ? call(first) : named(first);
            case END -> throw refuse("a value is missing at the end of the expression", first);
            case PUNCTUATOR -> {
                if (first.is("(")) {
                    yield parenthesised(first);
                }
                throw refuse(
                        switch (first.text()) {
                            case "/" -> "a value is missing before `/`; regular expressions are not allowed";
                            case "[" -> "array literals are not allowed";
                            default -> "a value is missing before " + first.quoted();
                        },
                        first);
            }
        };
    }

    private Node parenthesised(Token opener) {
        enter(opener);
        Node inner = expression();
        expect(")", "`)` of the `(` at position " + opener.position());
        nesting--;
        bare = null;
        return inner;
    }

    private Node named(Token name) {
        if (beforehand) {
            if (name.text().equals(Names.REQUEST_BODY)) {
                return Calls.BODY;
            }
            if (Names.onlyKnownAfterwards(name.text())) {
                throw refuse(
                        "`" + name.text() + "` is not known before the request runs; `path`, `query`, `method`"
                                + " and, with inspect_request, `reqBody` are",
                        name);
            }
        }
        return switch (name.text()) {
            case Names.BODY -> Calls.BODY;
            case Names.LAST_CHUNK -> new Node.Document(BodyText.LAST_DATA);
            case Names.LAST_DATA -> new Node.Kept(BodyText.LAST_DATA);
            case Names.ALL_DATA -> new Node.Kept(BodyText.ALL_DATA);
            case "true" -> Node.Constant.TRUE;
            case "false" -> Node.Constant.FALSE;
            case "null" -> Node.Constant.NULL;
            case "undefined" -> Node.Constant.UNDEFINED;
            default ->
                Variable.named(name.text())
                        .<Node>map(Node.Read::new)
                        .orElseThrow(() -> refuse(Names.refusalOfValue(name.text()), name));
        };
    }

    private Node call(Token name) {
        Function function = Function.named(name.text());
        if (function == null) {
            throw refuse(Names.refusalOfCall(name.text()), name);
        }
        enter(advance());
        Node result = function == Function.GET ? get() : call(function, name);
        expect(")", "`)` or `,`");
        nesting--;
        bare = null;
        return result;
    }

    private Node call(Function function, Token name) {
        List<Node> arguments = new ArrayList<>();
        List<Token> starts = new ArrayList<>();
        while (!token.is(")")) {
            if (!arguments.isEmpty()) {
                expect(",", "`,` or `)`");
            }
            countOperator(token);
            starts.add(token);
            arguments.add(expression());
        }
        if (!function.takes(arguments.size())) {
            throw refuse("`" + name.text() + "` takes " + function.arity() + ", not " + arguments.size(), name);
        }
        return calls.call(function, arguments, starts, name);
    }

    /** The arguments of {@code get}: the path is known before any request. */
    private Node get() {
        countOperator(token);
        Node from = expression();
        expect(",", "`,`: `get` takes 2 arguments");
        Token path = advance();
        if (path.kind() != Kind.STRING || !token.is(")")) {
            throw refuse("the second argument of `get` must be one string such as 'usage.total_tokens'", path);
        }
        return calls.get(from, path);
    }

    private Node placed(Node node, Token at) {
        positions.put(node, at.position());
        return node;
    }

    private Token advance() {
        Token taken = token;
        token = tokenizer.next();
        return taken;
    }

    private void expect(String punctuator, String expected) {
        if (!token.is(punctuator)) {
            throw unexpected(expected);
        }
        advance();
    }

    private void enter(Token opener) {
        if (++nesting > MAX_NESTING) {
            throw refuse("nested deeper than " + MAX_NESTING, opener);
        }
    }

    private void countOperator(Token operator) {
        if (++operators > MAX_OPERATORS) {
            throw refuse("more than " + MAX_OPERATORS + " operators and arguments", operator);
        }
    }

    private ExpressionException unexpected(String expected) {
        boolean keyword = token.kind() == Kind.NAME && Names.reserved(token.text());
        return refuse(
                keyword ? Names.refusalOfValue(token.text()) : "expected " + expected + " instead of " + token.quoted(),
                token);
    }

    private ExpressionException refuse(String reason, Token at) {
        return new ExpressionException(reason, at.position(), source);
    }
}
