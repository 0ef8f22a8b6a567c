package io.gauger.extract;

import io.gauger.extract.JsonValue.Null;
import io.gauger.extract.JsonValue.Structure;
import org.jspecify.annotations.Nullable;

/**
 * Finds the values at given paths in a JSON document (RFC 8259) that is fed to it in any split. Memory is bounded by the
 * paths and the values at them, not by the document. A name that stands twice in an object counts as its last
 * occurrence. What is on the way to a path is read strictly; of arrays, objects and strings in which nothing is looked
 * for, only the structure. Malformed input ends the search and is told by {@link #isMalformed()}; nothing throws. Not
 * safe for concurrent use.
 *
 * <p>This class steps from byte to byte. Members of an object that lie whole in a slice, which are most, are read by
 * {@link #members}, and what is skipped by {@link SkippedPart}.
 */
final class JsonScanner {
    private static final int VALUE = 0;
    private static final int FIRST_ELEMENT = 1;
    private static final int FIRST_NAME = 2;
    private static final int NAME = 3;
    private static final int COLON = 4;
    private static final int COMMA = 5;
    private static final int IN_NAME = 6;
    private static final int IN_VALUE = 7;
    private static final int SKIPPING = 8;
    private static final int END = 9;
    private static final int MALFORMED = 10;

    private final Place root;
    private final Found found;
    private final Nesting nesting;
    private final SkippedPart skipped = new SkippedPart();
    private final Token token = new Token();

    private final SeenPlaces seen;
    private int state;
    private boolean tooLarge;

    /** The place of the value that is read or expected; null if nothing is looked for there. */
    private @Nullable Place place;

    private byte closing;

    /** Where in the latest slice the latest token began. */
    private int tokenAt;

    JsonScanner(PathSet paths) {
        root = paths.root();
        found = new Found(paths.size());
        nesting = new Nesting(root, paths.depth() + 1);
        seen = new SeenPlaces(paths.places(), root);
        place = root;
    }

    /** Forgets everything, for the next document. */
    void reset() {
        found.clear();
        nesting.clear();
        token.stop();
        state = VALUE;
        tooLarge = false;
        place = root;
        seen.clear();
    }

    /** What was found so far. */
    Found found() {
        return found;
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
        if (state == IN_VALUE && nesting.isEmpty()) {
            token.end();
            endToken();
        }
        cut();
    }

    /** Says that nothing follows, but might have: a number at the end may lack digits. */
    void cut() {
        if (state != END) {
            state = MALFORMED;
        }
    }

    void feed(byte[] bytes, int offset, int length) {
        int at = offset;
        int end = offset + length;
        while (at < end && state != MALFORMED) {
            switch (state) {
                case FIRST_NAME, NAME -> {
                    at = members(bytes, at, end);
                    if (at < end && (state == FIRST_NAME || state == NAME)) {
                        tokenAt = at;
                        structural(bytes[at++]);
                    }
                }
                case SKIPPING -> at = inSkipped(bytes, at, end);
                case IN_NAME, IN_VALUE -> {
                    at = token.read(bytes, at, end);
                    endToken();
                }
                default -> {
                    tokenAt = at;
                    byte b = bytes[at++];
                    if (!Lanes.isSpace(b)) {
                        structural(b);
                    }
                }
            }
        }
    }

    /** Reads members that lie whole in the slice, and stops before what does not or is unusual. */
    private int members(byte[] bytes, int from, int end) {
        Place object = nesting.place();
        int at = from;
        while (true) {
            at = Lanes.pastSpace(bytes, at, end);
            if (at == end || bytes[at] != '"') {
                return at;
            }
            int quote = Lanes.endOfPlainText(bytes, at + 1, end);
            if (quote + 1 >= end || bytes[quote] != '"' || bytes[quote + 1] != ':') {
                return at;
            }
            int value = Lanes.pastSpace(bytes, quote + 2, end);
            if (value == end) {
                return at;
            }
            place = object.member(bytes, at + 1, quote);
            int next = whole(place, bytes, value, end);
            if (next == value) {
                state = VALUE;
                return value;
            }
            if (state == SKIPPING || state == MALFORMED) {
                return next;
            }
            at = Lanes.pastSpace(bytes, next, end);
            if (at == end || bytes[at] != ',') {
                state = COMMA;
                return at;
            }
            state = NAME;
            at++;
        }
    }

    /** Where the value of a member ends; where it begins, if it does not lie whole in the slice or is unusual. */
    private int whole(@Nullable Place member, byte[] bytes, int value, int end) {
        byte first = bytes[value];
        boolean container = first == '{' || first == '[';
        if (member == null && container) {
            skip(first == '{');
            return inSkipped(bytes, value + 1, end);
        }
        if (member == null) {
            return WholeScalar.end(bytes, value, end);
        }
        if (container) {
            return value;
        }
        if (member.slot < 0) {
            begin(member);
            return WholeScalar.end(bytes, value, end);
        }
        if (first == '"') {
            int quote = Lanes.endOfPlainText(bytes, value + 1, end);
            if (quote == end || bytes[quote] != '"' || quote - value > Token.LONGEST_VALUE) {
                return value;
            }
            begin(member);
            if (!found.text(member.slot, bytes, value + 1, quote)) {
                state = MALFORMED;
            }
            return quote + 1;
        }
        if (first == 'n') {
            begin(member);
            int literal = WholeScalar.end(bytes, value, end);
            if (literal > value) {
                found.put(member.slot, Null.NULL);
            }
            return literal;
        }
        int digits = WholeScalar.endOfDigits(bytes, value, end);
        if (digits > value) {
            begin(member);
            found.whole(member.slot, WholeScalar.number(bytes, value, digits));
        }
        return digits;
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
        } else if (nesting.isPastElements()) {
            nesting.close();
            skip(false);
        } else {
            place = nesting.nextElement();
            state = VALUE;
        }
    }

    private void beginName(byte b) {
        if (b == '"') {
            token.begin(b, Math.max(1, nesting.place().longestName()));
            state = IN_NAME;
        } else {
            state = MALFORMED;
        }
    }

    private void beginValue(byte b) {
        if (place != null) {
            begin(place);
        }
        if (b == '{' || b == '[') {
            beginContainer(b == '{');
        } else {
            token.begin(b, place != null && place.slot >= 0 ? Token.LONGEST_VALUE : 0);
            state = token.isMalformed() ? MALFORMED : IN_VALUE;
        }
    }

    private void endToken() {
        if (token.isMalformed()) {
            state = MALFORMED;
        } else if (token.isComplete() && state == IN_NAME) {
            place = token.member(nesting.place());
            token.stop();
            state = COLON;
        } else if (token.isComplete()) {
            endScalar();
        }
    }

    private void endScalar() {
        if (place != null && place.slot >= 0 && !token.store(found, place.slot)) {
            if (token.isNoUtf8()) {
                state = MALFORMED;
                return;
            }
            tooLarge = true;
        }
        token.stop();
        endValue();
    }

    /** Of a name that stands twice the last one counts, so what the first one held is gone. */
    private void begin(Place place) {
        if (!seen.add(place)) {
            found.remove(place);
        }
    }

    private void beginContainer(boolean object) {
        if (place != null && place.slot >= 0) {
            found.put(place.slot, object ? Structure.OBJECT : Structure.ARRAY);
        }
        if (place == null || !(object ? place.hasMembers() : place.hasElements())) {
            skip(object);
            return;
        }
        nesting.open(object, place);
        state = object ? FIRST_NAME : FIRST_ELEMENT;
        place = object ? null : place.element(0);
    }

    /** From behind the bracket that opens a part in which nothing is looked for. */
    private void skip(boolean object) {
        skipped.begin();
        closing = object ? (byte) '}' : (byte) ']';
        state = SKIPPING;
    }

    private int inSkipped(byte[] bytes, int from, int end) {
        int at = skipped.skip(bytes, from, end);
        if (!skipped.isOver()) {
            return at;
        }
        if (bytes[at] == closing) {
            endValue();
        } else {
            state = MALFORMED;
        }
        return at + 1;
    }

    private void endContainer(byte b) {
        if (b == (nesting.inObject() ? '}' : ']')) {
            nesting.close();
            endValue();
        } else {
            state = MALFORMED;
        }
    }

    private void endValue() {
        state = nesting.isEmpty() ? END : COMMA;
    }

    /** Whether it can go on from here by what {@link #set} copies. */
    boolean isBetweenTokens() {
        return state != IN_NAME && (state != IN_VALUE || token.isUnwantedString());
    }

    /** Whether it is in a text that is not wanted, which leaves it as it is up to the quote that ends it. */
    boolean isInText() {
        return state == SKIPPING ? skipped.isInText() : state == IN_VALUE && token.isInUnwantedText();
    }

    /** Where in the latest slice the latest token began. */
    int tokenAt() {
        return tokenAt;
    }

    /** Goes on from where another one is between tokens, of a document that begins alike or, after a reset, of any. */
    void set(JsonScanner other) {
        found.set(other.found);
        nesting.set(other.nesting);
        skipped.set(other.skipped);
        token.set(other.token);
        seen.set(other.seen);
        state = other.state;
        tooLarge = other.tooLarge;
        place = other.place;
        closing = other.closing;
    }
}
