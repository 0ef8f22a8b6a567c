package io.gauger.admin;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Exact decimals in their one form on the wire: no exponent, no zeros at the end, {@code "0"} for zero. */
final class Decimals {
    /** As many digits as units and money can have; an exponent could ask for any number of them. */
    private static final Pattern PLAIN = Pattern.compile("\\d{1,38}(?:\\.\\d{1,38})?");

    private Decimals() {}

    static String text(BigDecimal value) {
        return value.stripTrailingZeros().toPlainString();
    }

    /** A plain decimal of at least 0; null if the text is none. */
    static @Nullable BigDecimal parse(String text) {
        return PLAIN.matcher(text).matches() ? new BigDecimal(text) : null;
    }
}
