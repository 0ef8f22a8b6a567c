package io.gauger.pay;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Set;

/**
 * Amounts as Stripe writes them: whole numbers of the least unit that it knows of a currency, which is not always that of ISO
 * 4217. See <a href="https://docs.stripe.com/currencies#minor-units">minor units in API amounts</a>.
 */
final class StripeAmounts {
    private static final Set<String> WHOLE = Set.of(
            "BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "VND", "VUV", "XAF", "XOF", "XPF");

    private static final Set<String> THOUSANDTHS = Set.of("BHD", "JOD", "KWD", "OMR", "TND");

    private StripeAmounts() {}

    /**
     * The amount as it is sent.
     *
     * @throws PaymentException if Stripe cannot be told so small a part
     */
    static long toStripe(BigDecimal amount, String currency) {
        try {
            return amount.movePointRight(decimals(currency)).longValueExact();
        } catch (ArithmeticException e) {
            throw new PaymentException(
                    PaymentException.Kind.REFUSED,
                    "Stripe takes at most " + decimals(currency) + " decimals of " + currency + ", the amount is "
                            + amount.toPlainString(),
                    e);
        }
    }

    /** The amount that was sent. */
    static BigDecimal ofStripe(long amount, String currency) {
        return BigDecimal.valueOf(amount, decimals(currency));
    }

    private static int decimals(String currency) {
        String code = currency.toUpperCase(Locale.ROOT);
        return WHOLE.contains(code) ? 0 : THOUSANDTHS.contains(code) ? 3 : 2;
    }
}
