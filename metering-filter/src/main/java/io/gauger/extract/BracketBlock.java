package io.gauger.extract;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.Arrays;

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

    private static final long[] NONE = new long[MOST];

    /** The bytes of the block behind the byte before it. Words are taken out of it as fast as memory is copied. */
    private final byte[] bytes = new byte[1 + MOST * Lanes.WIDTH];

    private final LongBuffer behindFirst = words(1);
    private final LongBuffer fromFirst = words(0);

    private final long[] words = new long[MOST];

    /** The same, a byte earlier: in each lane the byte before. */
    private final long[] before = new long[MOST];

    private final long[] marks = new long[MOST];

    /**
     * Whether a text in which a block begins goes through all of it, without a backslash behind a backslash.
     *
     * @param escaped whether the byte before the block is a backslash that escapes
     */
    boolean isText(byte[] from, int offset, int count, boolean escaped) {
        take(from, offset, count, escaped);
        unusual(words, before, marks, count);
        return isUnmarked(count);
    }

    /**
     * Marks the quotes of a block: of each byte in bit 7 whether the quotes in its word up to there are odd in number, and
     * in bit 4 whether it is a backslash behind a backslash, so that the marks of its word cannot be relied on.
     *
     * @param escaped whether the byte before the block is a backslash that escapes
     * @return whether there is anything to mark
     */
    boolean markQuotes(byte[] from, int offset, int count, boolean escaped) {
        take(from, offset, count, escaped);
        escapes(before, count);
        quotes(words, before, marks, count);
        return !isUnmarked(count);
    }

    /** Marks in addition in bit 6 what opens, and in bit 5 what closes; returns all marks. */
    long[] markBrackets(int count) {
        openings(words, marks, count);
        closings(words, marks, count);
        return marks;
    }

    private LongBuffer words(int from) {
        return ByteBuffer.wrap(bytes, from, bytes.length - 1)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asLongBuffer();
    }

    private void take(byte[] from, int offset, int count, boolean escaped) {
        bytes[0] = escaped ? (byte) '\\' : 0;
        System.arraycopy(from, offset, bytes, 1, count * Lanes.WIDTH);
        behindFirst.get(0, words, 0, count);
        fromFirst.get(0, before, 0, count);
    }

    private boolean isUnmarked(int count) {
        return Arrays.equals(marks, 0, count, NONE, 0, count);
    }

    /** Marks quotes that no backslash escapes, and backslashes behind backslashes. */
    private static void unusual(long[] words, long[] before, long[] marks, int count) {
        for (int i = 0; i < count; i++) {
            long low = words[i] & Lanes.LOW;
            long noEscape = (((before[i] & Lanes.LOW) ^ BACKSLASH) + Lanes.LOW) | before[i];
            long noBackslash = ((low ^ BACKSLASH) + Lanes.LOW) | words[i] | noEscape;
            long noQuote = ((low ^ QUOTE) + Lanes.LOW) | words[i] | ~noEscape;
            marks[i] = ~(noBackslash & noQuote) & Lanes.HIGH;
        }
    }

    /** Clears the highest bit behind a backslash. */
    private static void escapes(long[] before, int count) {
        for (int i = 0; i < count; i++) {
            before[i] = ((((before[i] & Lanes.LOW) ^ BACKSLASH) + Lanes.LOW) | before[i]) & Lanes.HIGH;
        }
    }

    private static void quotes(long[] words, long[] noEscapes, long[] marks, int count) {
        for (int i = 0; i < count; i++) {
            long low = words[i] & Lanes.LOW;
            long noMeeting = ((low ^ BACKSLASH) + Lanes.LOW) | words[i] | noEscapes[i];
            long odd = ~(((low ^ QUOTE) + Lanes.LOW) | words[i]) & noEscapes[i];
            odd ^= odd << 8;
            odd ^= odd << 16;
            odd ^= odd << 32;
            marks[i] = odd | ((~noMeeting & Lanes.HIGH) >>> 3);
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
