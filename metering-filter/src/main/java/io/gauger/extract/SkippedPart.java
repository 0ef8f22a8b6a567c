package io.gauger.extract;

/**
 * Goes over the rest of an array or object in which nothing is looked for, in any split and in constant memory. Only
 * quotes, backslashes and brackets count: brackets have to be balanced and strings closed; what else stands there is not
 * judged.
 */
final class SkippedPart {
    private static final long QUOTE = Lanes.all('"');
    private static final long BACKSLASH = Lanes.all('\\');

    /** Square and curly brackets differ in this bit only, so that both are found at once. */
    private static final long CURLY = Lanes.all(' ');

    private static final long OPENING = Lanes.all('{');
    private static final long CLOSING = Lanes.all('}');

    /** How many brackets are open; 0 once the outermost is closed. */
    private long depth;

    /** All ones while in a string, else zero. */
    private long inString;

    /** The highest bit of the first lane if the byte before is a backslash that escapes, else zero. */
    private long escape;

    /** From behind an opening bracket. */
    void begin() {
        depth = 1;
        inString = 0;
        escape = 0;
    }

    boolean isOver() {
        return depth == 0;
    }

    void set(SkippedPart other) {
        depth = other.depth;
        inString = other.inString;
        escape = other.escape;
    }

    /** Where the bracket stands that ends the part, or the end of the slice if it is not {@linkplain #isOver() over}. */
    int skip(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end) {
            at = words(bytes, at, end);
            int last = Math.min(end, at + Lanes.WIDTH);
            for (; at < last; at++) {
                step(bytes[at]);
                if (depth == 0) {
                    return at;
                }
            }
        }
        return at;
    }

    /** By words, up to one in which the part may end or two backslashes stand side by side, or to less than a word. */
    private int words(byte[] bytes, int from, int end) {
        long open = depth;
        long quoted = inString;
        long escaping = escape;
        int at = from;
        for (; at <= end - Lanes.WIDTH; at += Lanes.WIDTH) {
            long word = Lanes.word(bytes, at);
            long low = word & Lanes.LOW;
            long backslashes = ~((low ^ BACKSLASH) + Lanes.LOW | word) & Lanes.HIGH;
            long escaped = backslashes << 8 | escaping;
            long quotes = ~((low ^ QUOTE) + Lanes.LOW | word | escaped) & Lanes.HIGH;
            // The product has in each lane whether the quotes up to there are odd in number.
            long inside = quotes * Lanes.ONES ^ quoted;
            long others = word | inside;
            long brackets = low | CURLY;
            int notOpening = Long.bitCount(((brackets ^ OPENING) + Lanes.LOW | others) & Lanes.HIGH);
            int notClosing = Long.bitCount(((brackets ^ CLOSING) + Lanes.LOW | others) & Lanes.HIGH);
            if ((backslashes & escaped) != 0 || Lanes.WIDTH - notClosing >= open) {
                break;
            }
            open += notClosing - notOpening;
            escaping = backslashes >>> 56;
            quoted = inside >> 63;
        }
        depth = open;
        inString = quoted;
        escape = escaping;
        return at;
    }

    private void step(byte b) {
        if (escape != 0) {
            escape = 0;
        } else if (b == '\\') {
            escape = 0x80;
        } else if (b == '"') {
            inString = ~inString;
        } else if (inString == 0) {
            if (b == '{' || b == '[') {
                depth++;
            } else if (b == '}' || b == ']') {
                depth--;
            }
        }
    }
}
