package io.gauger.expression;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * An expression as JavaScript for Nashorn: ECMAScript 6 without {@code ??} and {@code **}. Nothing of the source text
 * gets in: values come as arguments, and what else there is was written here.
 *
 * <p>A number that a double cannot hold, an object and an array come as opaque objects, which count as a double or as
 * NaN when they are reckoned with, and otherwise pass through untouched. Objects are compared by identity; where one
 * could equal a number, it is made plain first.
 */
final class Script {
    /** Up to so many arguments come one by one, more of them as one array. */
    static final int MOST_PARAMETERS = 2;

    private static final String PLAIN =
            "function plain(x) { return typeof x === 'object' && x !== null ? Number(x) : x; }";

    /** What an exception of the engine says when a text became longer than it may. */
    static final String TOO_LONG = "RangeError: text too long";

    private static final String JOIN = "function join(x, y) { var r = x + y;"
            + " if (typeof r === 'string' && r.length > " + Texts.LONGEST
            + ") throw new RangeError('text too long'); return r; }";

    /** The longest text that a reader takes out of a body, or that stands in a request. */
    private static final int LONGEST_INPUT = 64 * 1024;

    private static final int LONGEST_NUMBER = 32;

    private static final int ATOM = 10;

    private final List<Node.Input> inputs = new ArrayList<>();
    private final Set<String> definitions = new LinkedHashSet<>();
    private final String body;
    private int temporaries;

    Script(Node expression) {
        body = within(expression, 0);
    }

    /** What the arguments of the function are, in order. */
    List<Node.Input> inputs() {
        return List.copyOf(inputs);
    }

    /** An expression whose value is an object with the one method {@code apply}. */
    String text() {
        StringBuilder text = new StringBuilder("(function () {\n'use strict';\n");
        definitions.forEach(definition -> text.append(definition).append('\n'));
        text.append("return { apply: function (");
        if (inputs.size() <= MOST_PARAMETERS) {
            text.append(names("p", inputs.size())).append(") {\n");
        } else {
            text.append("p) {\n");
            for (int i = 0; i < inputs.size(); i++) {
                text.append("var p" + i + " = p[" + i + "];\n");
            }
        }
        if (temporaries > 0) {
            text.append("var ").append(names("t", temporaries)).append(";\n");
        }
        return text.append("return ").append(body).append(";\n} };\n})()").toString();
    }

    private static String names(String prefix, int count) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add(prefix + i);
        }
        return String.join(", ", names);
    }

    /** The node, in parentheses unless it binds at least so tightly. */
    private String within(Node node, int precedence) {
        String text = text(node);
        return precedence(node) < precedence ? "(" + text + ")" : text;
    }

    private static int precedence(Node node) {
        if (node instanceof Node.Unary) {
            return Operator.UNARY_PRECEDENCE;
        }
        if (node instanceof Node.Binary binary && binary.operator() != Operator.POWER) {
            // Written as a conditional expression.
            return binary.operator() == Operator.COALESCE
                    ? 0
                    : binary.operator().precedence();
        }
        return node instanceof Node.Conditional ? 0 : ATOM;
    }

    private String text(Node node) {
        if (node instanceof Node.Num number && Numbers.fitsDouble(number.value())) {
            return literal(number.value().doubleValue());
        }
        if (node instanceof Node.Input input) {
            return argument(input);
        }
        if (node instanceof Node.Text text) {
            return literal(text.value());
        }
        if (node instanceof Node.Constant constant) {
            return constant == Node.Constant.UNDEFINED
                    ? "(void 0)"
                    : constant.name().toLowerCase(Locale.ROOT);
        }
        if (node instanceof Node.Unary unary) {
            return unary.operator() + within(unary.operand(), ATOM);
        }
        if (node instanceof Node.Binary binary) {
            return binary(binary);
        }
        if (node instanceof Node.Conditional conditional) {
            return within(conditional.condition(), 1) + " ? " + within(conditional.then(), 1) + " : "
                    + within(conditional.otherwise(), 1);
        }
        return call((Node.Call) node);
    }

    private String argument(Node.Input input) {
        int index = inputs.indexOf(input);
        if (index < 0) {
            index = inputs.size();
            inputs.add(input);
        }
        return "p" + index;
    }

    private String binary(Node.Binary node) {
        Operator operator = node.operator();
        if (operator == Operator.COALESCE) {
            return coalesce(node);
        }
        if (operator == Operator.POWER) {
            return "Math.pow(" + within(node.left(), 1) + ", " + within(node.right(), 1) + ")";
        }
        if (operator.comparesForEquality()) {
            return comparable(node.left(), node.right(), operator) + " " + operator.symbol() + " "
                    + comparable(node.right(), node.left(), operator);
        }
        if (operator == Operator.ADD && longest(node) > Texts.LONGEST) {
            definitions.add(JOIN);
            return "join(" + within(node.left(), 1) + ", " + within(node.right(), 1) + ")";
        }
        return within(node.left(), operator.precedence()) + " " + operator.symbol() + " "
                + within(node.right(), operator.precedence() + 1);
    }

    private String coalesce(Node.Binary node) {
        String left = within(node.left(), 1);
        String tested = left;
        if (!(node.left() instanceof Node.Input)) {
            String temporary = "t" + temporaries++;
            tested = "(" + temporary + " = " + left + ")";
            left = temporary;
        }
        // Loosely, undefined equals null and nothing else does.
        return tested + " != null ? " + left + " : " + within(node.right(), 1);
    }

    private String comparable(Node operand, Node other, Operator operator) {
        String text = within(operand, operator.precedence() + 1);
        boolean strict = operator == Operator.SAME || operator == Operator.NOT_SAME;
        if (!mayBeOpaque(operand) || !mayEqualANumber(other, strict)) {
            return text;
        }
        definitions.add(PLAIN);
        return "plain(" + text + ")";
    }

    private static boolean mayEqualANumber(Node node, boolean strictly) {
        if (node instanceof Node.Text text) {
            return !strictly && beginsLikeANumber(text.value().strip());
        }
        return node instanceof Node.Constant constant
                ? !strictly && (constant == Node.Constant.TRUE || constant == Node.Constant.FALSE)
                : true;
    }

    /** ECMAScript's StringNumericLiteral: it may also be empty, and {@code Infinity}. */
    private static boolean beginsLikeANumber(String text) {
        return text.isEmpty() || "0123456789+-.I".indexOf(text.charAt(0)) >= 0 || text.charAt(0) > 'z';
    }

    private static boolean mayBeOpaque(Node node) {
        if (node instanceof Node.Conditional conditional) {
            return mayBeOpaque(conditional.then()) || mayBeOpaque(conditional.otherwise());
        }
        if (node instanceof Node.Binary binary) {
            return binary.operator().passesOperandsOn() && (mayBeOpaque(binary.left()) || mayBeOpaque(binary.right()));
        }
        return node instanceof Node.Input;
    }

    private String call(Node.Call call) {
        definitions.addAll(call.function().definitions());
        String name = call.function().wireName();
        List<String> arguments =
                call.arguments().stream().map(argument -> within(argument, 1)).toList();
        // Only min and max take more than one; two at a time is what Nashorn compiles best.
        return arguments.size() == 1
                ? name + "(" + arguments.get(0) + ")"
                : arguments.stream()
                        .reduce((left, right) -> name + "(" + left + ", " + right + ")")
                        .orElseThrow();
    }

    /** How long the text that a node gives may be, in characters. */
    private static long longest(Node node) {
        if (node instanceof Node.Text text) {
            return text.value().length();
        }
        if (node instanceof Node.Data) {
            return Texts.LONGEST;
        }
        if (node instanceof Node.Path || node instanceof Node.Read) {
            return LONGEST_INPUT;
        }
        if (node instanceof Node.Conditional conditional) {
            return Math.max(longest(conditional.then()), longest(conditional.otherwise()));
        }
        if (node instanceof Node.Binary binary && binary.operator().passesOperandsOn()) {
            return Math.max(longest(binary.left()), longest(binary.right()));
        }
        if (node instanceof Node.Binary binary && binary.operator() == Operator.ADD) {
            return longest(binary.left()) + longest(binary.right());
        }
        // A character has up to three in the other case (Unicode, SpecialCasing).
        return node instanceof Node.Call call && Kinds.may(call, Kinds.Kind.TEXT)
                ? 3 * longest(call.arguments().get(0))
                : LONGEST_NUMBER;
    }

    private static String literal(double value) {
        return value == Math.rint(value) && value < 1e15 ? Long.toString((long) value) : Double.toString(value);
    }

    private static String literal(String value) {
        StringBuilder text = new StringBuilder("'");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean harmless = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (harmless || c == ' ' || c == '-' || c == '_' || c == '.') {
                text.append(c);
            } else {
                text.append(String.format("\\u%04x", (int) c));
            }
        }
        return text.append('\'').toString();
    }
}
