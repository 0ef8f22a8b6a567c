package io.gauger.extract;

import io.gauger.extract.JsonValue.Bool;
import io.gauger.extract.JsonValue.Null;
import io.gauger.extract.JsonValue.Num;
import io.gauger.extract.JsonValue.Structure;
import io.gauger.extract.JsonValue.Text;
import io.gauger.extract.PathSet.Node;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the values at given paths in a JSON document (RFC 8259) that is fed to it in any split. Memory is bounded by
 * depth and by the values looked for, not by the document. A name that stands twice in an object counts as its last
 * occurrence. Malformed input ends the search and is told by {@link #isMalformed()}; nothing throws. Not safe for
 * concurrent use.
 */
final class JsonScanner {
    /** Longer values are not kept: {@link #isTooLarge()}. */
    static final int LONGEST_VALUE = 64 * 1024;

    /** A deeper document counts as malformed, so that one bit a level bounds the memory of a hostile one. */
    static final int DEEPEST = 64 * 1024;

    private static final int SMALL_CAPTURE = 1024;

    private static final int VALUE = 0;
    private static final int FIRST_ELEMENT = 1;
    private static final int FIRST_NAME = 2;
    private static final int NAME = 3;
    private static final int COLON = 4;
    private static final int COMMA = 5;
    private static final int STRING = 6;
    private static final int ESCAPE = 7;
    private static final int HEX = 8;
    private static final int LITERAL = 9;
    private static final int NUMBER = 10;
    private static final int END = 11;
    private static final int MALFORMED = 12;

    private final PathSet paths;
    private final @Nullable JsonValue[] values;
    private final JsonNumber number = new JsonNumber();
    private final Capture capture = new Capture();
    private final Nesting nesting = new Nesting();

    private int state;
    private boolean tooLarge;

    /** The place of the value that is read or expected; null if nothing is looked for there. */
    private @Nullable Node place;

    private boolean stringIsName;
    private boolean escaped;
    private int hexDigits;
    private byte[] literal = {};
    private int literalAt;

    JsonScanner(PathSet paths) {
        this.paths = paths;
        this.values = new JsonValue[paths.size()];
        this.place = paths.root();
    }

    /** Forgets everything, for the next document. */
    void reset() {
        Arrays.fill(values, null);
        nesting.clear();
        capture.stop();
        state = VALUE;
        tooLarge = false;
        place = paths.root();
    }

    /** Whether what it read has not made it grow beyond what is worth to be kept. */
    boolean isSmall() {
        return capture.bytes().length <= SMALL_CAPTURE && nesting.isSmall();
    }

    /** The value found, or null if there is none. */
    @Nullable
    JsonValue value(int slot) {
        return values[slot];
    }

    /** Whether what was fed is no JSON document, or not a whole one once {@link #end()} was called. */
    boolean isMalformed() {
        return state == MALFORMED;
    }

    /** Whether a value looked for was too long to be kept. */
    boolean isTooLarge() {
        return tooLarge;
    }

    /** Says that the document is complete. Only a number that is the whole document may end here. */
    void end() {
        if (state == NUMBER && nesting.isEmpty()) {
            endNumber();
        }
        if (state != END) {
            state = MALFORMED;
        }
    }

    void feed(byte[] bytes, int offset, int length) {
        int at = offset;
        int end = offset + length;
        while (at < end && state != MALFORMED) {
            at = switch (state) {
                case STRING -> inString(bytes, at, end);
                case NUMBER -> inNumber(bytes, at, end);
                default -> {
                    step(bytes[at]);
                    yield at + 1;
                }
            };
        }
    }

    private void step(byte b) {
        switch (state) {
            case ESCAPE -> inEscape(b);
            case HEX -> inHex(b);
            case LITERAL -> inLiteral(b);
            default -> {
                if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                    structural(b);
                }
            }
        }
    }

    private void structural(byte b) {
        switch (state) {
            case VALUE -> beginValue(b);
            case FIRST_ELEMENT -> {
                if (b == ']') {
                    endContainer(b);
                } else {
                    beginValue(b);
                }
            }
            case FIRST_NAME -> {
                if (b == '}') {
                    endContainer(b);
                } else {
                    beginName(b);
                }
            }
            case NAME -> beginName(b);
            case COLON -> state = b == ':' ? VALUE : MALFORMED;
            case COMMA -> afterValue(b);
            default -> state = MALFORMED;
        }
    }

    private void afterValue(byte b) {
        if (b != ',') {
            endContainer(b);
        } else if (nesting.inObject()) {
            state = NAME;
        } else {
            Node array = nesting.place();
            place = array == null ? null : array.element(nesting.nextElement());
            state = VALUE;
        }
    }

    private void beginName(byte b) {
        if (b != '"') {
            state = MALFORMED;
            return;
        }
        Node object = nesting.place();
        if (object != null && object.hasChildren()) {
            capture.start(object.longestName());
        }
        beginString(true);
    }

    private void beginString(boolean isName) {
        stringIsName = isName;
        escaped = false;
        state = STRING;
    }

    private void beginValue(byte b) {
        if (place != null) {
            forget(place);
        }
        switch (b) {
            case '{' -> beginContainer(true);
            case '[' -> beginContainer(false);
            case '"' -> {
                if (isWanted()) {
                    capture.start(LONGEST_VALUE);
                }
                beginString(false);
            }
            case 't' -> beginLiteral("true");
            case 'f' -> beginLiteral("false");
            case 'n' -> beginLiteral("null");
            default -> {
                if (number.start(b)) {
                    if (isWanted()) {
                        capture.start(LONGEST_VALUE);
                        capture.add(b);
                    }
                    state = NUMBER;
                } else {
                    state = MALFORMED;
                }
            }
        }
    }

    /** Of a name that stands twice the last one counts, so what the first one held is gone. */
    private void forget(Node node) {
        if (node.slot() >= 0) {
            values[node.slot()] = null;
        }
        for (int i = 0; i < node.children().size(); i++) {
            forget(node.children().get(i));
        }
    }

    private boolean isWanted() {
        return place != null && place.slot() >= 0;
    }

    private void beginContainer(boolean object) {
        found(object ? Structure.OBJECT : Structure.ARRAY);
        if (!nesting.open(object, place)) {
            state = MALFORMED;
            return;
        }
        state = object ? FIRST_NAME : FIRST_ELEMENT;
        place = object || place == null ? null : place.element(0);
    }

    private void endContainer(byte b) {
        if ((b == '}' || b == ']') && nesting.close(b == '}')) {
            endValue();
        } else {
            state = MALFORMED;
        }
    }

    private void endValue() {
        state = nesting.isEmpty() ? END : COMMA;
    }

    private void found(@Nullable JsonValue value) {
        if (place != null && place.slot() >= 0) {
            values[place.slot()] = value;
        }
    }

    private int inString(byte[] bytes, int offset, int end) {
        int at = offset;
        while (at < end && bytes[at] != '"' && bytes[at] != '\\' && (bytes[at] < 0 || bytes[at] >= 0x20)) {
            at++;
        }
        capture.add(bytes, offset, at - offset);
        if (at == end) {
            return end;
        }
        if (bytes[at] == '"') {
            endString();
        } else if (bytes[at] == '\\') {
            capture.add((byte) '\\');
            escaped = true;
            state = ESCAPE;
        } else {
            state = MALFORMED;
        }
        return at + 1;
    }

    private void inEscape(byte b) {
        capture.add(b);
        switch (b) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> state = STRING;
            case 'u' -> {
                hexDigits = 4;
                state = HEX;
            }
            default -> state = MALFORMED;
        }
    }

    private void inHex(byte b) {
        capture.add(b);
        if (Character.digit(b, 16) < 0) {
            state = MALFORMED;
        } else if (--hexDigits == 0) {
            state = STRING;
        }
    }

    private void endString() {
        if (stringIsName) {
            endName();
            return;
        }
        if (capture.isOn()) {
            if (capture.isOverflown()) {
                tooLarge = true;
            } else {
                String text = JsonText.unescape(capture.bytes(), capture.length());
                if (text == null) {
                    state = MALFORMED;
                    return;
                }
                found(new Text(text));
            }
            capture.stop();
        }
        endValue();
    }

    private void endName() {
        Node object = nesting.place();
        place = null;
        if (object != null && capture.isOn() && !capture.isOverflown()) {
            if (escaped) {
                String name = JsonText.unescape(capture.bytes(), capture.length());
                place = name == null ? null : object.member(name);
            } else {
                place = object.member(capture.bytes(), capture.length());
            }
        }
        capture.stop();
        state = COLON;
    }

    private void beginLiteral(String word) {
        literal = word.getBytes(StandardCharsets.US_ASCII);
        literalAt = 1;
        state = LITERAL;
    }

    private void inLiteral(byte b) {
        if (b != literal[literalAt]) {
            state = MALFORMED;
        } else if (++literalAt == literal.length) {
            found(
                    switch (literal[0]) {
                        case 't' -> new Bool(true);
                        case 'f' -> new Bool(false);
                        default -> Null.NULL;
                    });
            endValue();
        }
    }

    private int inNumber(byte[] bytes, int offset, int end) {
        int at = offset;
        while (at < end && number.next(bytes[at])) {
            at++;
        }
        capture.add(bytes, offset, at - offset);
        if (at < end) {
            endNumber();
        }
        return at;
    }

    private void endNumber() {
        if (!number.isComplete()) {
            state = MALFORMED;
            return;
        }
        if (capture.isOn()) {
            BigDecimal value = capture.isOverflown() ? null : JsonNumber.value(capture.bytes(), capture.length());
            if (value == null) {
                tooLarge = true;
            } else {
                found(new Num(value));
            }
            capture.stop();
        }
        endValue();
    }
}
