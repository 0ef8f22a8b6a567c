package io.gauger.reserve;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * A whole number of the smallest parts that something is counted in, of 128 bits: as much as a column of 38 digits holds,
 * in two words that fit into the object that they belong to, where a decimal is an object of its own that has to be waited
 * for. What would be larger stays at the largest, and never becomes the opposite. Immutable.
 */
final class Amount {
    static final Amount ZERO = new Amount(0, 0);

    private static final int DIGITS_OF_A_WORD = 18;
    private static final int BITS_OF_A_WORD = 64;

    /** The upper 64 bits, with the sign. */
    final long high;

    /** The lower 64 bits, without sign. */
    final long low;

    Amount(long high, long low) {
        this.high = high;
        this.low = low;
    }

    /** This number with so many decimals, rounded up. */
    static Amount of(BigDecimal number, int scale) {
        if (number.scale() == scale && number.precision() <= DIGITS_OF_A_WORD) {
            long word = number.scaleByPowerOfTen(scale).longValue();
            return new Amount(word < 0 ? -1 : 0, word);
        }
        BigInteger parts = number.setScale(scale, RoundingMode.CEILING).unscaledValue();
        return parts.bitLength() < 2 * BITS_OF_A_WORD
                ? new Amount(parts.shiftRight(BITS_OF_A_WORD).longValue(), parts.longValue())
                : most(parts.signum() < 0);
    }

    /** The same as a decimal of this scale. */
    BigDecimal decimal(int scale) {
        if (high == low >> (BITS_OF_A_WORD - 1)) {
            return BigDecimal.valueOf(low, scale);
        }
        BigInteger lower = new BigInteger(Long.toUnsignedString(low));
        return new BigDecimal(BigInteger.valueOf(high).shiftLeft(BITS_OF_A_WORD).add(lower), scale);
    }

    Amount plus(Amount other) {
        long lower = low + other.low;
        long upper = high + other.high + (Long.compareUnsigned(lower, low) < 0 ? 1 : 0);
        boolean overflows = ((high ^ upper) & (other.high ^ upper)) < 0;
        return overflows ? most(high < 0) : new Amount(upper, lower);
    }

    Amount minus(Amount other) {
        return plus(other.negated());
    }

    Amount negated() {
        if (high == Long.MIN_VALUE && low == 0) {
            return most(false);
        }
        return new Amount(low == 0 ? -high : ~high, -low);
    }

    /** Below 0, 0, or above, as this is less than the other, equal, or more. */
    int compare(Amount other) {
        return high == other.high ? Long.compareUnsigned(low, other.low) : Long.compare(high, other.high);
    }

    int signum() {
        return high < 0 ? -1 : (high | low) == 0 ? 0 : 1;
    }

    private static Amount most(boolean negative) {
        return negative ? new Amount(Long.MIN_VALUE, 0) : new Amount(Long.MAX_VALUE, -1);
    }
}
