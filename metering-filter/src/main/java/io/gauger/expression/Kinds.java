package io.gauger.expression;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** What kinds of values a node can have, as far as that is certain before any request. */
final class Kinds {

    enum Kind {
        NUMBER,
        TEXT,
        BOOLEAN,
        ARRAY,
        OBJECT,
        /** Missing or null, or a number that is none. */
        NOTHING
    }

    private static final Set<Kind> ANY = EnumSet.allOf(Kind.class);
    private static final Set<Kind> NUMBER = EnumSet.of(Kind.NUMBER, Kind.NOTHING);
    private static final Set<Kind> TEXT = EnumSet.of(Kind.TEXT, Kind.NOTHING);
    private static final Set<Kind> ARRAY = EnumSet.of(Kind.ARRAY, Kind.NOTHING);

    private Kinds() {}

    static Set<Kind> of(Node node) {
        if (node instanceof Node.Num) {
            return EnumSet.of(Kind.NUMBER);
        }
        if (node instanceof Node.Text) {
            return EnumSet.of(Kind.TEXT);
        }
        if (node instanceof Node.Constant constant) {
            return EnumSet.of(
                    constant == Node.Constant.TRUE || constant == Node.Constant.FALSE ? Kind.BOOLEAN : Kind.NOTHING);
        }
        if (node instanceof Node.Read read) {
            return of(read.variable());
        }
        if (node instanceof Node.Unary unary) {
            return unary.operator() == '!' ? EnumSet.of(Kind.BOOLEAN) : NUMBER;
        }
        if (node instanceof Node.Binary binary) {
            return of(binary);
        }
        if (node instanceof Node.Conditional conditional) {
            return either(of(conditional.then()), of(conditional.otherwise()));
        }
        if (node instanceof Node.Call call) {
            return of(call.function());
        }
        if (node instanceof Node.Worked worked) {
            return of(worked.function());
        }
        if (node instanceof Node.Kept) {
            return TEXT;
        }
        return node instanceof Node.Each ? ARRAY : ANY;
    }

    static boolean may(Node node, Kind... kinds) {
        Set<Kind> possible = of(node);
        return Arrays.stream(kinds).anyMatch(possible::contains);
    }

    /** Whether it is certain to be an array if it is anything, with which nothing can be reckoned. */
    static boolean isStructure(Node node) {
        return of(node).equals(ARRAY);
    }

    /** For a message. */
    static String name(Node node) {
        return of(node).stream()
                .map(kind -> switch (kind) {
                    case NUMBER -> "a number";
                    case TEXT -> "a text";
                    case BOOLEAN -> "true or false";
                    case ARRAY -> "an array";
                    case OBJECT -> "an object";
                    case NOTHING -> "nothing";
                })
                .limit(1)
                .collect(Collectors.joining());
    }

    /** Whether what a text literal says is certain to be no number. */
    static boolean isNoNumber(Node node) {
        return node instanceof Node.Text text
                ? Numbers.parse(text.value()).isEmpty()
                : !may(node, Kind.NUMBER, Kind.TEXT);
    }

    private static Set<Kind> of(Variable variable) {
        return switch (variable) {
            case PATH, METHOD, QUERY, CONTENT_TYPE, ACCOUNT_ID, PLAN_ID, KEY_ID, MODEL, PROVIDER -> TEXT;
            default -> NUMBER;
        };
    }

    private static Set<Kind> of(Node.Binary binary) {
        Set<Kind> left = of(binary.left());
        Set<Kind> right = of(binary.right());
        return switch (binary.operator()) {
            // NaN counts as nothing here, and stays.
            case OR, COALESCE, AND -> either(left, right);
            case ADD ->
                left.contains(Kind.TEXT)
                                || right.contains(Kind.TEXT)
                                || left.contains(Kind.OBJECT)
                                || right.contains(Kind.OBJECT)
                        ? EnumSet.of(Kind.NUMBER, Kind.TEXT, Kind.NOTHING)
                        : NUMBER;
            case EQUAL, NOT_EQUAL, SAME, NOT_SAME, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
                EnumSet.of(Kind.BOOLEAN);
            default -> NUMBER;
        };
    }

    private static Set<Kind> either(Set<Kind> one, Set<Kind> other) {
        Set<Kind> both = EnumSet.copyOf(one);
        both.addAll(other);
        return both;
    }

    private static Set<Kind> of(Function function) {
        return switch (function) {
            case TO_STRING, LOWER, UPPER, TRIM, JSON_ENCODE, SSE_LAST_DATA, SSE_ALL_DATA -> TEXT;
            case SSE_EVENTS, LINES, LINES_NON_EMPTY, SPLIT -> ARRAY;
            case TO_INT, TO_FLOAT, LEN, ROUND, CEIL, FLOOR, ABS, COUNT, SUM, AVG, MIN, MAX -> NUMBER;
            case GET, COALESCE, DEFAULT, JSON, JSON_DECODE, FIRST, LAST -> ANY;
        };
    }
}
