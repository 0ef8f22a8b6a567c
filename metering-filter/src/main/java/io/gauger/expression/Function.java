package io.gauger.expression;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The functions of an expression. A function of a missing or null value gives a missing value, so that it is flagged;
 * only {@code coalesce} and {@code default} look past one.
 */
enum Function {
    GET("get", 2, 2),
    COALESCE("coalesce", 1, 64),
    DEFAULT("default", 2, 2),
    TO_INT(
            "toInt",
            1,
            1,
            "function toInt(x) { x = toFloat(x); return x < 0 ? Math.ceil(x) : Math.floor(x); }",
            "toFloat"),
    TO_FLOAT(
            "toFloat",
            1,
            1,
            "function toFloat(x) { return x == null || (typeof x === 'string' && x.trim() === '') ? NaN : Number(x); }"),
    TO_STRING("toString", 1, 1, "function toString(x) { return x == null ? void 0 : String(x); }"),
    LOWER("lower", 1, 1, "function lower(x) { return x == null ? void 0 : String(x).toLowerCase(); }"),
    UPPER("upper", 1, 1, "function upper(x) { return x == null ? void 0 : String(x).toUpperCase(); }"),
    TRIM("trim", 1, 1, "function trim(x) { return x == null ? void 0 : String(x).trim(); }"),
    LEN("len", 1, 1, "function len(x) { return x == null ? void 0 : typeof x === 'string' ? x.length : NaN; }"),
    ROUND("round", 1, 1, "function round(x) { return x == null ? NaN : Math.round(x); }"),
    CEIL("ceil", 1, 1, "function ceil(x) { return x == null ? NaN : Math.ceil(x); }"),
    FLOOR("floor", 1, 1, "function floor(x) { return x == null ? NaN : Math.floor(x); }"),
    ABS("abs", 1, 1, "function abs(x) { return x == null ? NaN : Math.abs(x); }"),
    MIN("min", 1, 64, "function min(x, y) { return x == null || y == null ? NaN : Math.min(x, y); }"),
    MAX("max", 1, 64, "function max(x, y) { return x == null || y == null ? NaN : Math.max(x, y); }"),
    JSON("json", 1, 1),
    JSON_DECODE("jsonDecode", 1, 1),
    JSON_ENCODE("jsonEncode", 1, 1),
    SSE_EVENTS("sseEvents", 1, 1),
    SSE_LAST_DATA("sseLastData", 1, 1),
    SSE_ALL_DATA("sseAllData", 1, 1),
    LINES("lines", 1, 1),
    LINES_NON_EMPTY("linesNonEmpty", 1, 1),
    SPLIT("split", 2, 2),
    FIRST("first", 1, 1),
    LAST("last", 1, 1),
    COUNT("count", 1, 1),
    SUM("sum", 1, 2),
    AVG("avg", 1, 2);

    private static final Map<String, Function> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Function::wireName, function -> function));

    private final String wireName;
    private final int fewest;
    private final int most;
    private final String javaScript;
    private final String uses;

    /** One that is worked out before the script runs. */
    Function(String wireName, int fewest, int most) {
        this(wireName, fewest, most, "");
    }

    Function(String wireName, int fewest, int most, String javaScript) {
        this(wireName, fewest, most, javaScript, "");
    }

    Function(String wireName, int fewest, int most, String javaScript, String uses) {
        this.wireName = wireName;
        this.fewest = fewest;
        this.most = most;
        this.javaScript = javaScript;
        this.uses = uses;
    }

    static @Nullable Function named(String wireName) {
        return BY_NAME.get(wireName);
    }

    String wireName() {
        return wireName;
    }

    boolean takes(int arguments) {
        return fewest <= arguments && arguments <= most;
    }

    /** How many arguments it takes, for an error message. */
    String arity() {
        if (fewest == most) {
            return fewest + (fewest == 1 ? " argument" : " arguments");
        }
        return fewest + " to " + most + " arguments";
    }

    /** Its definition in a script, after those it is built on. */
    List<String> definitions() {
        Function used = named(uses);
        return used == null ? List.of(javaScript) : List.of(used.javaScript, javaScript);
    }
}
