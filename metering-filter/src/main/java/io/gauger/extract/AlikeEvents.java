package io.gauger.extract;

import java.util.Arrays;

/**
 * How the latest event of a stream stands in its lines, if it said the same as the one before: what comes before the text
 * in which they differ, and what comes behind it up to the end of the empty line. An event that is so too and lies whole
 * in a slice says the same again, so that neither its lines nor its JSON need to be looked at.
 */
final class AlikeEvents {
    /** What comes before or behind the text and is longer is not remembered. */
    private static final int LONGEST = 640;

    /** Up to the text. */
    private final byte[] head = new byte[LONGEST];

    /** From the quote that ends the text. */
    private final byte[] tail = new byte[LONGEST];

    private int headLength;

    /** 0 if nothing is known. */
    private int tailLength;

    /** Where an event ends that begins here and is like the latest; here, if it is not or goes on behind the slice. */
    int end(byte[] bytes, int from, int end) {
        int text = from + headLength;
        if (tailLength == 0 || end - text < tailLength || !Arrays.equals(bytes, from, text, head, 0, headLength)) {
            return from;
        }
        int quote = endOfText(bytes, text, end);
        int next = quote + tailLength;
        return next <= end && Arrays.equals(bytes, quote, next, tail, 0, tailLength) ? next : from;
    }

    /** Where the quote stands that ends a text; the end or more if none does, or the line ends before. */
    private static int endOfText(byte[] bytes, int from, int end) {
        int at = Lanes.endOfPlainText(bytes, from, end);
        while (at < end - 1 && bytes[at] == '\\' && !isControl(bytes[at + 1])) {
            at = Lanes.endOfPlainText(bytes, at + 2, end);
        }
        return at < end && bytes[at] == '"' ? at : end;
    }

    private static boolean isControl(byte b) {
        return b >= 0 && b < ' ';
    }

    /** The latest event said the same as the one before, and differed from it in the text between these two at most. */
    void remember(byte[] bytes, int from, int text, int quote, int end) {
        if (text - from <= LONGEST && end - quote <= LONGEST) {
            headLength = text - from;
            System.arraycopy(bytes, from, head, 0, headLength);
            tailLength = end - quote;
            System.arraycopy(bytes, quote, tail, 0, tailLength);
        }
    }

    /** The latest event was another one, or there is none. */
    void forget() {
        tailLength = 0;
    }
}
