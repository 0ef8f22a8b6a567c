package io.gauger.extract;

import java.math.BigDecimal;

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

    /** An object or an array; only its kind is kept. */
    enum Structure implements JsonValue {
        OBJECT,
        ARRAY
    }
}
