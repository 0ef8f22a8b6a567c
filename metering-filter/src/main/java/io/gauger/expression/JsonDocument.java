package io.gauger.expression;

import io.gauger.extract.JsonValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a whole JSON text strictly (RFC 8259), keeping every digit of its numbers. Names are only keys of maps here, so
 * that none has a meaning. Time and memory are linear in the text; what is beyond the bounds fails as too large.
 */
final class JsonDocument {
    static final int DEEPEST = 256;
    static final int MOST_VALUES = 200_000;
    private static final int MOST_DIGITS = 1_000;

    private final String text;
    private final Budget budget;
    private int at;

    private JsonDocument(String text, Budget budget) {
        this.text = text;
        this.budget = budget;
    }

    /** How many values may yet be read, over several texts. */
    static final class Budget {
        private int left = MOST_VALUES;
    }

    /**
     * The value of the text; {@code null} if it is no JSON.
     *
     * @throws EvaluationFailure if it is beyond the bounds
     */
    static @Nullable JsonValue read(String text) {
        return read(text, new Budget());
    }

    /** As {@link #read(String)}, for one of several texts that are kept together. */
    static @Nullable JsonValue read(String text, Budget budget) {
        JsonDocument document = new JsonDocument(text, budget);
        try {
            JsonValue value = document.value(0);
            document.skipSpace();
            return document.at == text.length() ? value : null;
        } catch (Malformed e) {
            return null;
        }
    }

    /** Ends the reading from any depth. */
    private static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Malformed() {
            super(null, null, false, false);
        }
    }

    private JsonValue value(int depth) {
        if (--budget.left < 0) {
            throw EvaluationFailure.tooLarge("what is read as JSON holds more than " + MOST_VALUES + " values");
        }
        skipSpace();
        return switch (peek()) {
            case '{' -> object(depth + 1);
            case '[' -> array(depth + 1);
            case '"' -> new JsonValue.Text(string());
            case 't' -> literal("true", new JsonValue.Bool(true));
            case 'f' -> literal("false", new JsonValue.Bool(false));
            case 'n' -> literal("null", JsonValue.Null.NULL);
            default -> number();
        };
    }

    private JsonValue object(int depth) {
        enter(depth);
        Map<String, JsonValue> members = new LinkedHashMap<>();
        if (takes('}')) {
            return new JsonValue.Members(members);
        }
        do {
            skipSpace();
            String name = string();
            if (!takes(':')) {
                throw new Malformed();
            }
            members.put(name, value(depth));
        } while (takes(','));
        close('}');
        return new JsonValue.Members(members);
    }

    private JsonValue array(int depth) {
        enter(depth);
        List<JsonValue> elements = new ArrayList<>();
        if (takes(']')) {
            return new JsonValue.Elements(elements);
        }
        do {
            elements.add(value(depth));
        } while (takes(','));
        close(']');
        return new JsonValue.Elements(elements);
    }

    private void enter(int depth) {
        if (depth > DEEPEST) {
            throw EvaluationFailure.tooLarge("a JSON text is nested deeper than " + DEEPEST);
        }
        at++;
    }

    private void close(char bracket) {
        if (!takes(bracket)) {
            throw new Malformed();
        }
    }

    private JsonValue literal(String word, JsonValue value) {
        if (!text.startsWith(word, at)) {
            throw new Malformed();
        }
        at += word.length();
        return value;
    }

    private String string() {
        if (peek() != '"') {
            throw new Malformed();
        }
        int start = ++at;
        while (peek() >= ' ' && peek() != '"' && peek() != '\\') {
            at++;
        }
        if (peek() == '"') {
            return text.substring(start, at++);
        }
        StringBuilder plain = new StringBuilder().append(text, start, at);
        while (true) {
            char c = peek();
            if (c < ' ') {
                throw new Malformed();
            }
            at++;
            if (c == '"') {
                return plain.toString();
            }
            plain.append(c == '\\' ? escaped() : c);
        }
    }

    private char escaped() {
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hex();
            default -> throw new Malformed();
        };
    }

    private char hex() {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = peek() < 128 ? Character.digit(peek(), 16) : -1;
            if (digit < 0) {
                throw new Malformed();
            }
            code = code * 16 + digit;
            at++;
        }
        return (char) code;
    }

    private JsonValue number() {
        int start = at;
        if (peek() == '-') {
            at++;
        }
        if (peek() == '0') {
            at++;
        } else {
            digits();
        }
        if (peek() == '.') {
            at++;
            digits();
        }
        if (peek() == 'e' || peek() == 'E') {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            digits();
        }
        if (at - start > MOST_DIGITS) {
            throw EvaluationFailure.tooLarge("a number in a JSON text has more than " + MOST_DIGITS + " digits");
        }
        try {
            return new JsonValue.Num(new BigDecimal(text.substring(start, at)));
        } catch (NumberFormatException e) {
            throw EvaluationFailure.tooLarge("a number in a JSON text has too large an exponent");
        }
    }

    private void digits() {
        int start = at;
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
        if (start == at) {
            throw new Malformed();
        }
    }

    /** Whether the next character behind space is this one, which is then passed over. */
    private boolean takes(char expected) {
        skipSpace();
        if (peek() != expected) {
            return false;
        }
        at++;
        return true;
    }

    private void skipSpace() {
        while (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t') {
            at++;
        }
    }

    /** The next character; NUL at the end, which stands nowhere in JSON. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }
}
