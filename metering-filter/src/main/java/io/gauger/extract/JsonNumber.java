package io.gauger.extract;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Recognises a JSON number (RFC 8259, section 6) byte by byte. */
final class JsonNumber {
    /** Beyond these many digits a number is not kept: to parse it would take time out of proportion. */
    private static final int MOST_DIGITS = 1000;

    private enum Part {
        MINUS,
        ZERO,
        INTEGER,
        POINT,
        FRACTION,
        E,
        E_SIGN,
        EXPONENT
    }

    private Part part = Part.MINUS;

    /** Whether a number can begin with this byte. */
    boolean start(byte b) {
        if (b == '-') {
            part = Part.MINUS;
        } else if (b == '0') {
            part = Part.ZERO;
        } else if (isDigit(b)) {
            part = Part.INTEGER;
        } else {
            return false;
        }
        return true;
    }

    /** Whether the byte goes on with the number. */
    boolean next(byte b) {
        Part after =
                switch (part) {
                    case MINUS -> b == '0' ? Part.ZERO : digit(b, Part.INTEGER);
                    case ZERO -> pointOrExponent(b);
                    case INTEGER -> isDigit(b) ? Part.INTEGER : pointOrExponent(b);
                    case POINT -> digit(b, Part.FRACTION);
                    case FRACTION -> isDigit(b) ? Part.FRACTION : exponent(b);
                    case E -> b == '+' || b == '-' ? Part.E_SIGN : digit(b, Part.EXPONENT);
                    case E_SIGN, EXPONENT -> digit(b, Part.EXPONENT);
                };
        if (after == null) {
            return false;
        }
        part = after;
        return true;
    }

    /** Whether the number may end here. */
    boolean isComplete() {
        return part == Part.ZERO || part == Part.INTEGER || part == Part.FRACTION || part == Part.EXPONENT;
    }

    /** The number with every digit, or null if it has more digits or a larger exponent than are kept. */
    static @Nullable BigDecimal value(byte[] text, int length) {
        if (length > MOST_DIGITS) {
            return null;
        }
        try {
            return new BigDecimal(new String(text, 0, length, StandardCharsets.US_ASCII));
        } catch (NumberFormatException e) {
            // the exponent is beyond an int
            return null;
        }
    }

    private static @Nullable Part pointOrExponent(byte b) {
        return b == '.' ? Part.POINT : exponent(b);
    }

    private static @Nullable Part exponent(byte b) {
        return b == 'e' || b == 'E' ? Part.E : null;
    }

    private static @Nullable Part digit(byte b, Part part) {
        return isDigit(b) ? part : null;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
