package io.gauger.extract;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Eight bytes of text at once, as the lanes of a {@code long} of which the lowest is the first byte. A question is
 * answered for all lanes without a branch, by the highest bit of each: most bytes that go by are of no interest, and a
 * branch for each of them is what reading would cost.
 */
final class Lanes {
    /** Bytes in a word. */
    static final int WIDTH = Long.BYTES;

    /** One in each lane. */
    static final long ONES = 0x0101_0101_0101_0101L;

    /** The lower seven bits of each lane. */
    static final long LOW = 0x7F7F_7F7F_7F7F_7F7FL;

    /** The highest bit of each lane. */
    static final long HIGH = ~LOW;

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long QUOTE = all('"');
    private static final long BACKSLASH = all('\\');
    private static final long PAST_CONTROLS = all('`');
    private static final long LINE_FEED = all('\n');
    private static final long CARRIAGE_RETURN = all('\r');

    private Lanes() {}

    /** The eight bytes from here, which the array must hold. */
    static long word(byte[] bytes, int at) {
        return (long) WORDS.get(bytes, at);
    }

    /** This ASCII character in every lane. */
    static long all(char c) {
        return c * ONES;
    }

    /** The lanes that hold this ASCII character. */
    static long same(long word, long character) {
        return ~(((word & LOW) ^ character) + LOW | word) & HIGH;
    }

    /** Where the first quote, backslash or control character (below U+0020) stands; the end if there is none. */
    static int endOfPlainText(byte[] bytes, int from, int end) {
        int at = from;
        for (; at <= end - WIDTH; at += WIDTH) {
            long word = word(bytes, at);
            long low = word & LOW;
            // A lane stays below 0x80 if its byte is one of those looked for.
            long none = (((low ^ QUOTE) + LOW) & ((low ^ BACKSLASH) + LOW) & (low + PAST_CONTROLS)) | word;
            if ((none & HIGH) != HIGH) {
                return at + first(~none & HIGH);
            }
        }
        while (at < end && bytes[at] != '"' && bytes[at] != '\\' && (bytes[at] < 0 || bytes[at] >= ' ')) {
            at++;
        }
        return at;
    }

    /** Where the first quote or backslash stands; the end if there is none. */
    static int endOfText(byte[] bytes, int from, int end) {
        int at = from;
        for (; at <= end - 2 * WIDTH; at += 2 * WIDTH) {
            long word = noTextEnds(word(bytes, at));
            long next = noTextEnds(word(bytes, at + WIDTH));
            if ((word & next & HIGH) != HIGH) {
                return at + ((word & HIGH) != HIGH ? first(~word & HIGH) : WIDTH + first(~next & HIGH));
            }
        }
        while (at < end && bytes[at] != '"' && bytes[at] != '\\') {
            at++;
        }
        return at;
    }

    /** The lanes, of any text, that hold neither quote nor backslash. */
    private static long noTextEnds(long word) {
        long low = word & LOW;
        return (((low ^ QUOTE) + LOW) & ((low ^ BACKSLASH) + LOW)) | word;
    }

    /** Where the first line feed or carriage return stands; the end if there is none. */
    static int endOfLine(byte[] bytes, int from, int end) {
        int at = from;
        for (; at <= end - 2 * WIDTH; at += 2 * WIDTH) {
            long word = word(bytes, at);
            long next = word(bytes, at + WIDTH);
            long noControl = (((word & LOW) + PAST_CONTROLS) | word) & (((next & LOW) + PAST_CONTROLS) | next);
            if ((noControl & HIGH) != HIGH) {
                long found = lineEnds(word);
                if (found != 0) {
                    return at + first(found);
                }
                found = lineEnds(next);
                if (found != 0) {
                    return at + WIDTH + first(found);
                }
            }
        }
        while (at < end && bytes[at] != '\n' && bytes[at] != '\r') {
            at++;
        }
        return at;
    }

    private static long lineEnds(long word) {
        return same(word, LINE_FEED) | same(word, CARRIAGE_RETURN);
    }

    /** Where the first byte stands that is no white space of JSON; the end if there is none. Of that there is little. */
    static int pastSpace(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && isSpace(bytes[at])) {
            at++;
        }
        return at;
    }

    static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    /** Whether all of it is ASCII. */
    static boolean isAscii(byte[] bytes, int from, int end) {
        int at = from;
        long any = 0;
        for (; at <= end - WIDTH; at += WIDTH) {
            any |= word(bytes, at);
        }
        for (; at < end; at++) {
            any |= bytes[at];
        }
        return (any & HIGH) == 0;
    }

    /** The first lane of an answer that is not zero, from 0. */
    static int first(long answer) {
        return Long.numberOfTrailingZeros(answer) >>> 3;
    }
}
