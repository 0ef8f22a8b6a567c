package io.gauger.expression;

import io.gauger.extract.JsonValue;
import java.util.Map;

/** A value as JSON text without spaces, up to the length of a text. */
final class JsonWriter {
    private final StringBuilder text = new StringBuilder();

    private JsonWriter() {}

    /**
     * The text.
     *
     * @throws EvaluationFailure if it is longer than a text may be
     */
    static String write(JsonValue value) {
        JsonWriter writer = new JsonWriter();
        writer.add(value);
        return writer.text.toString();
    }

    private void add(JsonValue value) {
        if (value instanceof JsonValue.Text string) {
            add(string.value());
        } else if (value instanceof JsonValue.Num number) {
            // With an exponent where that is shorter, so that a few characters of input stay a few.
            append(number.value().toString());
        } else if (value instanceof JsonValue.Bool bool) {
            append(Boolean.toString(bool.value()));
        } else if (value instanceof JsonValue.Elements array) {
            String separator = "[";
            for (JsonValue element : array.values()) {
                append(separator);
                add(element);
                separator = ",";
            }
            append(array.values().isEmpty() ? "[]" : "]");
        } else if (value instanceof JsonValue.Members object) {
            String separator = "{";
            for (Map.Entry<String, JsonValue> member : object.values().entrySet()) {
                append(separator);
                add(member.getKey());
                append(":");
                add(member.getValue());
                separator = ",";
            }
            append(object.values().isEmpty() ? "{}" : "}");
        } else {
            append("null");
        }
    }

    private void add(String string) {
        append("\"");
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (c == '"' || c == '\\') {
                append("\\" + c);
            } else if (c < ' ') {
                append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        append("\"");
    }

    private void append(String part) {
        text.append(part);
        Texts.bound(text.length());
    }
}
