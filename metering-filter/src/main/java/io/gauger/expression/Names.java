package io.gauger.expression;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Names with a meaning, names that are refused, and what an unknown name may have been meant to be. */
final class Names {
    static final String BODY = "respBody";
    /** In place of it before a request runs. */
    static final String REQUEST_BODY = "reqBody";

    static final String ALL_DATA = "allData";
    static final String LAST_DATA = "lastData";
    static final String LAST_CHUNK = "lastChunk";

    /** Ways from a value to the engine or to Java; no response field may be read under such a name either. */
    private static final Set<String> FORBIDDEN_FIELDS = Set.of(
            "class",
            "constructor",
            "engine",
            "getClass",
            "prototype",
            "__defineGetter__",
            "__defineSetter__",
            "__lookupGetter__",
            "__lookupSetter__",
            "__noSuchMethod__",
            "__noSuchProperty__",
            "__parent__",
            "__proto__");

    private static final Set<String> RESERVED = Set.of(
            "arguments",
            "async",
            "await",
            "break",
            "case",
            "catch",
            "const",
            "continue",
            "debugger",
            "delete",
            "do",
            "else",
            "enum",
            "eval",
            "export",
            "extends",
            "finally",
            "for",
            "function",
            "if",
            "implements",
            "import",
            "in",
            "instanceof",
            "interface",
            "let",
            "new",
            "package",
            "private",
            "protected",
            "public",
            "return",
            "static",
            "super",
            "switch",
            "this",
            "throw",
            "try",
            "typeof",
            "var",
            "void",
            "while",
            "with",
            "yield");

    private static final List<String> FUNCTIONS =
            Arrays.stream(Function.values()).map(Function::wireName).toList();

    private static final List<String> VALUES = Stream.concat(
                    Stream.of(BODY, ALL_DATA, LAST_DATA, LAST_CHUNK, "true", "false", "null", "undefined"),
                    Arrays.stream(Variable.values()).map(Variable::wireName))
            .toList();

    private Names() {}

    static boolean forbiddenField(String name) {
        return FORBIDDEN_FIELDS.contains(name);
    }

    /** Whether it is the name of what nobody knows before the request has run. */
    static boolean onlyKnownAfterwards(String name) {
        return switch (name) {
            case BODY, ALL_DATA, LAST_DATA, LAST_CHUNK -> true;
            default ->
                Variable.named(name)
                        .filter(variable -> !ModelExpression.VARIABLES.contains(variable))
                        .isPresent();
        };
    }

    /** Why a name that is no value cannot stand where a value is expected. */
    static String refusalOfValue(String name) {
        if (RESERVED.contains(name) || FORBIDDEN_FIELDS.contains(name)) {
            return "`" + name + "` is not allowed in an expression";
        }
        if (FUNCTIONS.contains(name)) {
            return "`" + name + "` is a function: write `" + name + "(…)`";
        }
        return unknown("name", name, VALUES, OtherNames.ofValue(name));
    }

    /** Why a name that is no function cannot be called. */
    static String refusalOfCall(String name) {
        if (RESERVED.contains(name) || FORBIDDEN_FIELDS.contains(name)) {
            return "`" + name + "` is not allowed in an expression";
        }
        if (VALUES.contains(name)) {
            return "`" + name + "` is a value and cannot be called";
        }
        return unknown("function", name, FUNCTIONS, OtherNames.ofFunction(name));
    }

    static boolean reserved(String name) {
        return RESERVED.contains(name);
    }

    /** A name as it may stand in a message: an expression may hold one of 4,000 letters. */
    static String shortened(String name) {
        return name.length() <= 40 ? name : name.substring(0, 40) + "…";
    }

    private static String unknown(String what, String name, List<String> known, Optional<String> elsewhere) {
        if (OtherNames.asksBeyondTheRequest(name)) {
            return "unknown " + what + " `" + name + "`: an expression knows no time, randomness or environment";
        }
        return "unknown " + what + " `" + shortened(name) + "`"
                + elsewhere
                        .or(() -> nearest(name, known))
                        .map(near -> ", did you mean `" + near + "`?")
                        .orElse("");
    }

    private static Optional<String> nearest(String name, List<String> known) {
        if (name.length() > 40) {
            return Optional.empty();
        }
        // One slip in a short name, two in a longer one; more would be guessing.
        int best = name.length() <= 4 ? 2 : 3;
        String found = null;
        for (String candidate : known) {
            int distance = distance(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            if (distance < best) {
                best = distance;
                found = candidate;
            }
        }
        return Optional.ofNullable(found);
    }

    /** Insertions, deletions and replacements from one to the other. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
