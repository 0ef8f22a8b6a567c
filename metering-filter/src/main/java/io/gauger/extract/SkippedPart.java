package io.gauger.extract;

import org.jspecify.annotations.Nullable;

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

    /** So many bytes are read word by word until it is asked again whether the part is long. */
    private static final int SHORT = 256;

    /** The highest bit of the first lane. */
    private static final long FIRST = 0x80;

    /** Bit 4 of each lane, see {@link BracketBlock#markQuotes}. */
    private static final long MEETING = Lanes.HIGH >>> 3;

    private static final long OPENING = Lanes.all('{');
    private static final long CLOSING = Lanes.all('}');

    /** Made for the first part that is long enough. */
    private @Nullable BracketBlock block;

    /** How many brackets are open; 0 once the outermost is closed. */
    private long depth;

    /** How many bytes of the part have been read. */
    private long length;

    /** All ones while in a string, else zero. */
    private long inString;

    /** Whether a text went through the whole latest block. */
    private boolean longText;

    /** The highest bit of the first lane if the byte before is a backslash that escapes, else zero. */
    private long escape;

    /** From behind an opening bracket. */
    void begin() {
        depth = 1;
        length = 0;
        inString = 0;
        escape = 0;
        longText = false;
    }

    boolean isOver() {
        return depth == 0;
    }

    /** Whether it is in a string, and the next byte is not escaped. */
    boolean isInText() {
        return inString != 0 && escape == 0;
    }

    void set(SkippedPart other) {
        depth = other.depth;
        length = other.length;
        inString = other.inString;
        escape = other.escape;
    }

    /** Where the bracket stands that ends the part, or the end of the slice if it is not {@linkplain #isOver() over}. */
    int skip(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end) {
            int before = at;
            int words = Math.min((end - at) / Lanes.WIDTH, blockLength());
            if (words < BracketBlock.FEWEST) {
                at = words(bytes, at, Math.min(end, at + SHORT));
                at = depth == 0 ? at : steps(bytes, at, end);
            } else {
                at = block(bytes, at, words);
            }
            length += at - before;
            if (depth == 0) {
                return at;
            }
        }
        return at;
    }

    /** How many words are read ahead: as many as have been read, since it is not known how long the part is. */
    private int blockLength() {
        return (int) Math.min(length / Lanes.WIDTH, BracketBlock.MOST);
    }

    /** Over the bytes of no more than a word. */
    private int steps(byte[] bytes, int from, int end) {
        int last = Math.min(end, from + Lanes.WIDTH);
        for (int at = from; at < last; at++) {
            step(bytes[at]);
            if (depth == 0) {
                return at;
            }
        }
        return last;
    }

    private int block(byte[] bytes, int from, int count) {
        if (block == null) {
            block = new BracketBlock();
        }
        int end = from + count * Lanes.WIDTH;
        boolean escaped = escape != 0;
        boolean inside = inString != 0;
        // Behind a block that a text goes through it is asked first whether it goes on, which costs less than marks.
        longText = (inside && longText && block.isText(bytes, from, count, escaped))
                || (!block.markQuotes(bytes, from, count, escaped) && inside);
        if (longText) {
            escape = bytes[end - 1] == '\\' ? FIRST : 0;
            return end;
        }
        long[] marked = block.markBrackets(count);
        int word = 0;
        while (word < count) {
            word = words(marked, word, count);
            int at = from + word * Lanes.WIDTH;
            if (word > 0) {
                escape = bytes[at - 1] == '\\' ? FIRST : 0;
            }
            // What the block makes of a word rests on a backslash before it being one that escapes.
            for (boolean reliable = false; word < count && !reliable; word++) {
                at = steps(bytes, at, end);
                if (depth == 0) {
                    return at;
                }
                reliable = escape != 0 || bytes[at - 1] != '\\';
            }
        }
        return end;
    }

    /** By the marks of words, up to one in which the part may end or two backslashes stand side by side. */
    private int words(long[] marked, int from, int count) {
        long open = depth;
        long quoted = inString;
        int word = from;
        for (; word < count; word++) {
            long marks = marked[word];
            long inside = marks ^ quoted;
            long outside = ~inside & Lanes.HIGH;
            int closed = Long.bitCount((marks << 2) & outside);
            if (closed >= open || (marks & MEETING) != 0) {
                break;
            }
            open += Long.bitCount((marks << 1) & outside) - closed;
            quoted = inside >> 63;
        }
        depth = open;
        inString = quoted;
        return word;
    }

    /** By words, to the end of the part, to a word in which two backslashes stand side by side, or to less than a word. */
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
            long opening = ~((brackets ^ OPENING) + Lanes.LOW | others) & Lanes.HIGH;
            long closing = ~((brackets ^ CLOSING) + Lanes.LOW | others) & Lanes.HIGH;
            if ((backslashes & escaped) != 0) {
                break;
            }
            int closed = Long.bitCount(closing);
            if (closed >= open) {
                int lane = closingLane(open, opening, closing);
                if (lane < Lanes.WIDTH) {
                    depth = 0;
                    return at + lane;
                }
            }
            open += Long.bitCount(opening) - closed;
            escaping = backslashes >>> 56;
            quoted = inside >> 63;
        }
        depth = open;
        inString = quoted;
        escape = escaping;
        return at;
    }

    /** The lane in which so many open brackets are closed; the width of a word if they are not. */
    private static int closingLane(long open, long opening, long closing) {
        long left = open;
        for (long marks = opening | closing; marks != 0; marks &= marks - 1) {
            boolean opens = (opening & marks & -marks) != 0;
            left += opens ? 1 : -1;
            if (left == 0) {
                return Lanes.first(marks);
            }
        }
        return Lanes.WIDTH;
    }

    /** A backslash matters before quotes and backslashes only: elsewhere brackets are in strings, or nothing is JSON. */
    private void step(byte b) {
        boolean escaped = escape != 0;
        escape = 0;
        if (b == '\\') {
            escape = escaped ? 0 : FIRST;
        } else if (b == '"') {
            inString = escaped ? inString : ~inString;
        } else if (inString == 0) {
            if (b == '{' || b == '[') {
                depth++;
            } else if (b == '}' || b == ']') {
                depth--;
            }
        }
    }
}
