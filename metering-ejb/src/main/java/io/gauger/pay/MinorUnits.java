package io.gauger.pay;

import java.math.BigDecimal;
import java.util.Currency;

/** How far money can be paid: the decimals that a currency has by ISO 4217. */
public final class MinorUnits {
    private MinorUnits() {}

    /** Decimals of payments in this currency; 0 for one that tells none. */
    public static int of(String currency) {
        return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
    }

    /** Whether so much can be paid: above 0, without fractions of the minor unit. */
    public static boolean isPayable(BigDecimal amount, String currency) {
        return amount.signum() > 0 && amount.stripTrailingZeros().scale() <= of(currency);
    }
}
