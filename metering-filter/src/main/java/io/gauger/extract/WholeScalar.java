package io.gauger.extract;

/** Strings, numbers and literals of JSON that lie whole in a slice and are as most are. */
final class WholeScalar {
    /** A number of so many digits fits a {@code long}. */
    private static final int SURE_DIGITS = 18;

    private static final int TRUE = literal("true");
    private static final int FALS = literal("fals");
    private static final int NULL = literal("null");

    private WholeScalar() {}

    /** Where the scalar ends that begins here; here, if it does not lie whole in the slice or is unusual. */
    static int end(byte[] bytes, int from, int end) {
        return switch (bytes[from]) {
            case '"' -> endOfString(bytes, from, end);
            case 't', 'n', 'f' -> endOfLiteral(bytes, from, end);
            default -> endOfDigits(bytes, from, end);
        };
    }

    private static int endOfString(byte[] bytes, int from, int end) {
        int quote = endOfText(bytes, from + 1, end);
        return quote < end ? quote + 1 : from;
    }

    /** Where the quote stands that ends a text which goes on here; the end or more if none does in the slice. */
    static int endOfText(byte[] bytes, int from, int end) {
        int at = Lanes.endOfText(bytes, from, end);
        while (at < end && bytes[at] == '\\') {
            at = Lanes.endOfText(bytes, at + 2, end);
        }
        return at;
    }

    private static int endOfLiteral(byte[] bytes, int from, int end) {
        if (end - from <= Integer.BYTES + 1) {
            return from;
        }
        int word = bytes[from] | bytes[from + 1] << 8 | bytes[from + 2] << 16 | bytes[from + 3] << 24;
        if (word == TRUE || word == NULL) {
            return from + 4;
        }
        return word == FALS && bytes[from + 4] == 'e' ? from + 5 : from;
    }

    /** Where a whole number from 0 ends. */
    static int endOfDigits(byte[] bytes, int from, int end) {
        int last = Math.min(end, from + SURE_DIGITS);
        int at = from;
        while (at < last && isDigit(bytes[at])) {
            at++;
        }
        boolean more = at == end || !isBehindNumber(bytes[at]);
        boolean leadingZero = bytes[from] == '0' && at - from > 1;
        return more || leadingZero ? from : at;
    }

    /** The number that these digits are. */
    static long number(byte[] bytes, int from, int end) {
        long number = 0;
        for (int at = from; at < end; at++) {
            number = 10 * number + bytes[at] - '0';
        }
        return number;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private static boolean isBehindNumber(byte b) {
        return b == ',' || b == '}' || b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    private static int literal(String word) {
        return word.charAt(0) | word.charAt(1) << 8 | word.charAt(2) << 16 | word.charAt(3) << 24;
    }
}
