package io.gauger.extract;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** A value found in a JSON document. A value that is not there is a Java {@code null}. Immutable. */
public sealed interface JsonValue {

    /** A string, unescaped. */
    record Text(String value) implements JsonValue {}

    /** A number with every digit of its text. */
    record Num(BigDecimal value) implements JsonValue {}

    /** {@code true} or {@code false}. */
    record Bool(boolean value) implements JsonValue {}

    /** {@code null}. */
    enum Null implements JsonValue {
        NULL
    }

    /**
     * An array with what it holds. Readers of bodies give {@link Structure} instead.
     *
     * @param values its elements in order
     */
    record Elements(List<JsonValue> values) implements JsonValue {}

    /**
     * An object with what it holds. Readers of bodies give {@link Structure} instead.
     *
     * @param values its members by name, in the order of their first occurrence; of a name that stands twice the last
     */
    record Members(Map<String, JsonValue> values) implements JsonValue {}

    /** An object or an array; only its kind is kept. */
    enum Structure implements JsonValue {
        OBJECT,
        ARRAY
    }
}
