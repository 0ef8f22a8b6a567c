package io.gauger.expression;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Between decimals, which keep every digit, and doubles, with which scripts calculate. */
final class Numbers {
    /** Units fill a DECIMAL(38, 9). */
    private static final int SCALE = 9;

    private static final int WHOLE_DIGITS = 38 - SCALE;

    /** A double keeps any decimal of so many digits: IEEE 754 binary64. */
    private static final int DOUBLE_DIGITS = 15;

    private static final int PLAIN_EXPONENT = 200;
    private static final double WHOLE_LIMIT = 1e15;
    private static final double[] POWERS_OF_TEN = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12};
    private static final int LONGEST_TEXT = 1_000;

    private Numbers() {}

    /** Whether a double made from it becomes the same decimal again. */
    static boolean fitsDouble(BigDecimal value) {
        return value.precision() <= DOUBLE_DIGITS && Math.abs((long) value.scale()) <= PLAIN_EXPONENT;
    }

    /** A variable's value as a decimal. */
    static BigDecimal exact(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal;
        }
        if (value instanceof Long || value instanceof Integer) {
            return BigDecimal.valueOf(((Number) value).longValue());
        }
        throw new IllegalArgumentException(
                "a variable cannot be a " + value.getClass().getName());
    }

    /** The shortest decimal that is read as this double; the double must be finite. */
    static BigDecimal shortest(double value) {
        if (value == Math.rint(value) && Math.abs(value) < WHOLE_LIMIT) {
            return BigDecimal.valueOf((long) value);
        }
        for (int scale = 1; scale < POWERS_OF_TEN.length; scale++) {
            double shifted = value * POWERS_OF_TEN[scale];
            if (shifted == Math.rint(shifted)
                    && Math.abs(shifted) < WHOLE_LIMIT
                    && shifted / POWERS_OF_TEN[scale] == value) {
                return BigDecimal.valueOf((long) shifted, scale);
            }
        }
        // Before JDK 19, Double.toString sometimes gives a digit too many (JDK-4511638).
        BigDecimal decimal = new BigDecimal(Double.toString(value));
        for (int digits = DOUBLE_DIGITS; digits < decimal.precision(); digits++) {
            BigDecimal shorter = new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (shorter.doubleValue() == value) {
                return shorter;
            }
        }
        return decimal;
    }

    /** The number that a text is: decimal digits with sign, point and exponent, between spaces. */
    static Optional<BigDecimal> parse(String text) {
        String trimmed = text.trim();
        if (trimmed.length() > LONGEST_TEXT || !trimmed.chars().allMatch(c -> "0123456789+-.eE".indexOf(c) >= 0)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BigDecimal(trimmed));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    /** The value as units may hold it, rounded half-even; {@code null} beyond their digits. */
    static @Nullable BigDecimal toUnits(BigDecimal value) {
        long whole = (long) value.precision() - value.scale();
        if (value.signum() == 0 || whole < -SCALE) {
            return BigDecimal.ZERO;
        }
        if (whole > WHOLE_DIGITS) {
            return null;
        }
        if (value.scale() < 0) {
            return value.setScale(0);
        }
        if (value.scale() <= SCALE) {
            return value;
        }
        BigDecimal rounded = value.setScale(SCALE, RoundingMode.HALF_EVEN);
        if (rounded.signum() == 0) {
            return BigDecimal.ZERO;
        }
        // Rounding may have carried into one more digit.
        return rounded.precision() - SCALE > WHOLE_DIGITS ? null : rounded;
    }
}
