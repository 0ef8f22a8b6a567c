package io.gauger.extract;

import io.gauger.extract.JsonValue.Bool;
import io.gauger.extract.JsonValue.Null;
import io.gauger.extract.JsonValue.Num;
import io.gauger.extract.JsonValue.Text;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A string, number or literal that is read byte by byte, in any split. One that is wanted is kept, and read strictly; of
 * another string only the end is looked for.
 */
final class Token {
    /** Longer values are not kept. */
    static final int LONGEST_VALUE = 64 * 1024;

    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
    private static final JsonValue IS_TRUE = new Bool(true);
    private static final JsonValue IS_FALSE = new Bool(false);

    private enum Kind {
        STRING,
        LITERAL,
        NUMBER
    }

    private enum State {
        STRING,
        ESCAPE,
        HEX,
        LITERAL,
        NUMBER,
        COMPLETE,
        MALFORMED
    }

    private final JsonNumber number = new JsonNumber();
    private final Capture capture = new Capture();
    private State state = State.COMPLETE;
    private Kind kind = Kind.LITERAL;
    private boolean escaped;
    private int hexDigits;
    private byte[] literal = NULL;
    private int literalAt;

    /**
     * Begins with the first byte.
     *
     * @param most how many bytes of it are wanted; 0 if it is not
     */
    void begin(byte first, int most) {
        capture.stop();
        if (most > 0) {
            capture.start(most);
        }
        escaped = false;
        switch (first) {
            case '"' -> {
                kind = Kind.STRING;
                state = State.STRING;
            }
            case 't' -> literal(TRUE);
            case 'f' -> literal(FALSE);
            case 'n' -> literal(NULL);
            default -> {
                kind = Kind.NUMBER;
                state = number.start(first) ? State.NUMBER : State.MALFORMED;
                capture.add(first);
            }
        }
    }

    private void literal(byte[] word) {
        kind = Kind.LITERAL;
        literal = word;
        literalAt = 1;
        state = State.LITERAL;
    }

    boolean isComplete() {
        return state == State.COMPLETE;
    }

    boolean isMalformed() {
        return state == State.MALFORMED;
    }

    /** Whether it is a string that is not wanted, of which {@link #set} says all. */
    boolean isUnwantedString() {
        return kind == Kind.STRING && !capture.isOn();
    }

    /** Whether it is in a string that is not wanted, and the next byte is not escaped. */
    boolean isInUnwantedText() {
        return state == State.STRING && !capture.isOn();
    }

    /** Forgets it. */
    void stop() {
        capture.stop();
    }

    void set(Token other) {
        capture.stop();
        state = other.state;
        kind = other.kind;
        escaped = other.escaped;
    }

    /** Says that nothing follows: a number may end so. */
    void end() {
        if (state == State.NUMBER) {
            endNumber();
        }
    }

    /** Reads on to its end, or to the end of the slice; says where that is. */
    int read(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end) {
            switch (state) {
                case STRING -> at = inString(bytes, at, end);
                case ESCAPE -> inEscape(bytes[at++]);
                case HEX -> inHex(bytes[at++]);
                case LITERAL -> inLiteral(bytes[at++]);
                case NUMBER -> at = inNumber(bytes, at, end);
                default -> {
                    return at;
                }
            }
        }
        return at;
    }

    private int inString(byte[] bytes, int from, int end) {
        int at = capture.isOn() ? Lanes.endOfPlainText(bytes, from, end) : Lanes.endOfText(bytes, from, end);
        capture.add(bytes, from, at - from);
        if (at == end) {
            return end;
        }
        if (bytes[at] == '"') {
            state = State.COMPLETE;
        } else if (bytes[at] == '\\') {
            capture.add((byte) '\\');
            escaped = true;
            state = State.ESCAPE;
        } else {
            state = State.MALFORMED;
        }
        return at + 1;
    }

    private void inEscape(byte b) {
        if (!capture.isOn()) {
            state = State.STRING;
            return;
        }
        capture.add(b);
        switch (b) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> state = State.STRING;
            case 'u' -> {
                hexDigits = 4;
                state = State.HEX;
            }
            default -> state = State.MALFORMED;
        }
    }

    private void inHex(byte b) {
        capture.add(b);
        if (Character.digit(b, 16) < 0) {
            state = State.MALFORMED;
        } else if (--hexDigits == 0) {
            state = State.STRING;
        }
    }

    private void inLiteral(byte b) {
        if (b != literal[literalAt]) {
            state = State.MALFORMED;
        } else if (++literalAt == literal.length) {
            state = State.COMPLETE;
        }
    }

    private int inNumber(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && number.next(bytes[at])) {
            at++;
        }
        capture.add(bytes, from, at - from);
        if (at < end) {
            endNumber();
        }
        return at;
    }

    private void endNumber() {
        state = number.isComplete() ? State.COMPLETE : State.MALFORMED;
    }

    /** What a complete string, wanted as a name, names in an object; null if nothing is looked for there. */
    @Nullable
    Place member(Place object) {
        if (capture.isOverflown()) {
            return null;
        }
        if (!escaped) {
            return object.member(capture.bytes(), 0, capture.length());
        }
        String name = JsonText.unescape(capture.bytes(), capture.length());
        return name == null ? null : object.member(name);
    }

    /** Puts a complete value that is wanted among what was found; false if it is not UTF-8 or too large for that. */
    boolean store(Found found, int slot) {
        if (kind == Kind.LITERAL) {
            found.put(slot, literal == NULL ? Null.NULL : literal == TRUE ? IS_TRUE : IS_FALSE);
            return true;
        }
        if (capture.isOverflown()) {
            return false;
        }
        return kind == Kind.STRING ? storeText(found, slot) : storeNumber(found, slot);
    }

    private boolean storeText(Found found, int slot) {
        if (!escaped) {
            return found.text(slot, capture.bytes(), 0, capture.length());
        }
        String text = JsonText.unescape(capture.bytes(), capture.length());
        if (text != null) {
            found.put(slot, new Text(text));
        }
        return text != null;
    }

    private boolean storeNumber(Found found, int slot) {
        BigDecimal value = JsonNumber.value(capture.bytes(), capture.length());
        if (value != null) {
            found.put(slot, new Num(value));
        }
        return value != null;
    }

    /** Whether it is a text that fits, so that only its bytes can be wrong. */
    boolean isNoUtf8() {
        return kind == Kind.STRING && !capture.isOverflown();
    }
}
