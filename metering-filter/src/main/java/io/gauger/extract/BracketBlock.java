package io.gauger.extract;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Finds quotes and brackets in a block of bytes by loops of the form that the JDK's compiler turns into vector
 * instructions: short, without branches, products or a look at neighbours. Where it does not, the same comes out, more
 * slowly.
 */
final class BracketBlock {
    /** The most words of a block, and the fewest that are worth it. */
    static final int MOST = 256;

    static final int FEWEST = 48;

    private static final long QUOTE = Lanes.all('"');
    private static final long BACKSLASH = Lanes.all('\\');
    private static final long CURLY = Lanes.all(' ');
    private static final long OPENING = Lanes.all('{');
    private static final long CLOSING = Lanes.all('}');

    private final long[] words = new long[MOST];

    /** The same, a byte earlier: in each lane the byte before. */
    private final long[] before = new long[MOST];

    private final long[] marks = new long[MOST];

    /**
     * Marks a block, before which one more byte must stand in the array.
     *
     * @return of each byte: in bit 7 whether the quotes in its word up to there are odd in number, in bit 6 whether it
     *     opens, in bit 5 whether it closes, and in bit 4 whether it is a backslash behind a backslash, so that the rest
     *     cannot be relied on
     */
    long[] mark(byte[] bytes, int from, int count) {
        load(bytes, from, words, count);
        load(bytes, from - 1, before, count);
        escapes(before, count);
        meetings(words, before, marks, count);
        quotes(words, before, marks, count);
        openings(words, marks, count);
        closings(words, marks, count);
        return marks;
    }

    private static void load(byte[] bytes, int from, long[] words, int count) {
        ByteBuffer.wrap(bytes, from, count * Lanes.WIDTH)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asLongBuffer()
                .get(words, 0, count);
    }

    /** Clears the highest bit behind a backslash. */
    private static void escapes(long[] before, int count) {
        for (int i = 0; i < count; i++) {
            before[i] = ((((before[i] & Lanes.LOW) ^ BACKSLASH) + Lanes.LOW) | before[i]) & Lanes.HIGH;
        }
    }

    private static void meetings(long[] words, long[] noEscapes, long[] marks, int count) {
        for (int i = 0; i < count; i++) {
            long none = (((words[i] & Lanes.LOW) ^ BACKSLASH) + Lanes.LOW) | words[i];
            marks[i] = (~(noEscapes[i] | none) & Lanes.HIGH) >>> 3;
        }
    }

    private static void quotes(long[] words, long[] noEscapes, long[] marks, int count) {
        for (int i = 0; i < count; i++) {
            long none = (((words[i] & Lanes.LOW) ^ QUOTE) + Lanes.LOW) | words[i];
            long odd = ~none & noEscapes[i];
            odd ^= odd << 8;
            odd ^= odd << 16;
            odd ^= odd << 32;
            marks[i] |= odd;
        }
    }

    private static void openings(long[] words, long[] marks, int count) {
        for (int i = 0; i < count; i++) {
            long none = ((((words[i] & Lanes.LOW) | CURLY) ^ OPENING) + Lanes.LOW) | words[i];
            marks[i] |= (~none & Lanes.HIGH) >>> 1;
        }
    }

    private static void closings(long[] words, long[] marks, int count) {
        for (int i = 0; i < count; i++) {
            long none = ((((words[i] & Lanes.LOW) | CURLY) ^ CLOSING) + Lanes.LOW) | words[i];
            marks[i] |= (~none & Lanes.HIGH) >>> 2;
        }
    }
}
