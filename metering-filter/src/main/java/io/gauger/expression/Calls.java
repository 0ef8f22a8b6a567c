package io.gauger.expression;

import io.gauger.expression.Kinds.Kind;
import io.gauger.extract.BodyText;
import io.gauger.extract.JsonPath;
import java.math.BigDecimal;
import java.util.List;

/**
 * Builds the nodes of calls and of reading on in what a node gives, and refuses what is certain never to give anything.
 * What can be told by a path, or by less of the body, is: nothing is kept without need.
 */
final class Calls {
    static final Node.Document BODY = new Node.Document(BodyText.WHOLE_BODY);
    private static final Node.Document LAST_CHUNK = new Node.Document(BodyText.LAST_DATA);
    private static final Node.Kept ALL_DATA = new Node.Kept(BodyText.ALL_DATA);
    private static final Node.Kept LAST_DATA = new Node.Kept(BodyText.LAST_DATA);
    private static final JsonPath ROOT = new JsonPath(List.of());

    private final Paths paths;
    private final Tokenizer tokenizer;

    Calls(Paths paths, Tokenizer tokenizer) {
        this.paths = paths;
        this.tokenizer = tokenizer;
    }

    /** The path that a node is, if it is one; the body is the empty one. */
    private static Node plain(Node node) {
        return node.equals(BODY) ? new Node.Path(ROOT) : node;
    }

    /** What a path gives with all that it holds, for which the whole body is needed. */
    private static Node whole(Node node) {
        if (node instanceof Node.Path path) {
            return new Node.Field(BODY, path.path());
        }
        if (node instanceof Node.Conditional conditional) {
            return new Node.Conditional(
                    conditional.condition(), whole(conditional.then()), whole(conditional.otherwise()));
        }
        if (node instanceof Node.Binary binary && binary.operator().passesOperandsOn()) {
            return new Node.Binary(binary.operator(), whole(binary.left()), whole(binary.right()));
        }
        return node;
    }

    /** A field by its name. */
    Node member(Node of, Token name) {
        return along(of, paths.member(ROOT, name.text(), name.position()), name.position());
    }

    /** What stands between brackets behind a value. */
    Node at(Node of, Node index, int position) {
        if (index instanceof Node.Text text) {
            return along(of, paths.member(ROOT, text.value(), position), position);
        }
        if (index instanceof Node.Num number) {
            return along(of, paths.element(ROOT, number.value(), position), position);
        }
        boolean signed = index instanceof Node.Unary unary && unary.operand() instanceof Node.Num;
        if (signed || !Kinds.may(index, Kind.NUMBER, Kind.TEXT)) {
            throw tokenizer.refuse("an index must be a whole number from 0 or a text", position);
        }
        return new Node.At(readable(of, position), index);
    }

    private Node along(Node of, JsonPath further, int position) {
        Node from = plain(of);
        if (from instanceof Node.Path path) {
            return new Node.Path(paths.join(path.path(), further, position));
        }
        Node readable = readable(of, position);
        return readable instanceof Node.Field field
                ? new Node.Field(field.of(), paths.join(field.path(), further, position))
                : new Node.Field(readable, further);
    }

    private Node readable(Node of, int position) {
        if (!Kinds.may(of, Kind.ARRAY, Kind.OBJECT)) {
            throw tokenizer.refuse(Kinds.name(of) + " has no fields", position);
        }
        return whole(of);
    }

    /** {@code get(…)}: a path, of which {@code [*]} means every element. */
    Node get(Node from, Token text) {
        Node result = from;
        boolean nested = false;
        String[] parts = text.text().split("\\[\\*]", -1);
        for (int i = 0; i < parts.length; i++) {
            String part = i > 0 && parts[i].startsWith(".") ? parts[i].substring(1) : parts[i];
            if (part.isEmpty() && parts.length == 1) {
                throw tokenizer.refuse("the path has an empty step", text.position());
            }
            JsonPath path = part.isEmpty() ? ROOT : paths.along(ROOT, part, text.position());
            if (i == 0) {
                result = path.steps().isEmpty() ? from : along(from, path, text.position());
            } else {
                result = new Node.Each(readable(result, text.position()), path, nested);
                nested = true;
            }
        }
        return result;
    }

    /** A call of a function other than {@code get}. */
    Node call(Function function, List<Node> arguments, List<Token> starts, Token name) {
        for (int i = 0; i < arguments.size(); i++) {
            check(function, arguments.get(i), i, arguments.size(), starts.get(i).position());
        }
        Node first = arguments.get(0);
        return switch (function) {
            case COALESCE, DEFAULT ->
                arguments.stream()
                        .reduce((left, right) -> new Node.Binary(Operator.COALESCE, left, right))
                        .orElseThrow();
            case JSON, JSON_DECODE -> json(first);
            case SSE_EVENTS -> new Node.Worked(function, List.of(first.equals(BODY) ? ALL_DATA : first));
            case SSE_ALL_DATA ->
                first.equals(BODY) || first.equals(ALL_DATA) ? ALL_DATA : new Node.Worked(function, arguments);
            case SSE_LAST_DATA ->
                first.equals(BODY) || first.equals(ALL_DATA) ? LAST_DATA : new Node.Worked(function, arguments);
            case LINES, LINES_NON_EMPTY, SPLIT -> new Node.Worked(function, arguments);
            case FIRST ->
                plain(first) instanceof Node.Path
                        ? along(first, paths.element(ROOT, BigDecimal.ZERO, name.position()), name.position())
                        : new Node.Worked(function, List.of(whole(first)));
            case JSON_ENCODE, LAST, COUNT -> array(function, List.of(whole(first)));
            case SUM, AVG -> sum(function, first, arguments, starts);
            case MIN, MAX ->
                arguments.size() == 1
                        ? new Node.Worked(function, List.of(whole(first)))
                        : new Node.Call(function, arguments);
            case LEN -> holdsData(first) ? array(function, arguments) : new Node.Call(function, arguments);
            default -> new Node.Call(function, arguments);
        };
    }

    /** The body is read as JSON already. */
    private static Node json(Node of) {
        return of.equals(BODY) ? of : of.equals(LAST_DATA) ? LAST_CHUNK : new Node.Worked(Function.JSON, List.of(of));
    }

    /** The events are counted anyhow. */
    private static Node array(Function function, List<Node> arguments) {
        boolean events = arguments.get(0) instanceof Node.Worked worked
                && worked.function() == Function.SSE_EVENTS
                && worked.arguments().get(0).equals(ALL_DATA);
        return events && (function == Function.COUNT || function == Function.LEN)
                ? new Node.Read(Variable.SSE_EVENTS)
                : new Node.Worked(function, arguments);
    }

    private Node sum(Function function, Node first, List<Node> arguments, List<Token> starts) {
        if (arguments.size() == 1) {
            return new Node.Worked(function, List.of(whole(first)));
        }
        int position = starts.get(1).position();
        if (!(arguments.get(1) instanceof Node.Text path)) {
            throw tokenizer.refuse(
                    "the second argument of `" + function.wireName() + "` must be one string such as 'usage.tokens'",
                    position);
        }
        Node each = new Node.Each(readable(first, position), paths.along(ROOT, path.value(), position), false);
        return new Node.Worked(function, List.of(each));
    }

    static boolean holdsData(Node node) {
        if (node instanceof Node.Conditional conditional) {
            return holdsData(conditional.then()) || holdsData(conditional.otherwise());
        }
        if (node instanceof Node.Binary binary && binary.operator().passesOperandsOn()) {
            return holdsData(binary.left()) || holdsData(binary.right());
        }
        return node instanceof Node.Data;
    }

    private void check(Function function, Node argument, int index, int count, int position) {
        String wanted =
                switch (function) {
                    case LEN -> Kinds.may(argument, Kind.TEXT, Kind.ARRAY) ? "" : "a text or an array";
                    case SSE_EVENTS, SSE_LAST_DATA, SSE_ALL_DATA, LINES, LINES_NON_EMPTY, SPLIT ->
                        Kinds.may(argument, Kind.TEXT) ? "" : "a text";
                    case FIRST, LAST, COUNT -> Kinds.may(argument, Kind.ARRAY) ? "" : "an array";
                    case SUM, AVG -> index > 0 || Kinds.may(argument, Kind.ARRAY) ? "" : "an array";
                    case MIN, MAX -> count == 1 ? wantsArray(argument) : wantsNumber(argument);
                    case TO_INT, TO_FLOAT, ROUND, CEIL, FLOOR, ABS -> wantsNumber(argument);
                    case TO_STRING, LOWER, UPPER, TRIM ->
                        Kinds.may(argument, Kind.TEXT, Kind.NUMBER, Kind.BOOLEAN) ? "" : "a text";
                    case GET, COALESCE, DEFAULT, JSON, JSON_DECODE, JSON_ENCODE -> "";
                };
        if (!wanted.isEmpty()) {
            throw tokenizer.refuse(
                    "`" + function.wireName() + "` takes " + wanted + ", not " + Kinds.name(argument), position);
        }
    }

    private static String wantsArray(Node argument) {
        return Kinds.may(argument, Kind.ARRAY) ? "" : "an array or several numbers";
    }

    private static String wantsNumber(Node argument) {
        boolean number = argument instanceof Node.Text
                ? !Kinds.isNoNumber(argument)
                : Kinds.may(argument, Kind.NUMBER, Kind.TEXT, Kind.BOOLEAN);
        return number ? "" : "a number";
    }
}
