package io.gauger.price;

import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a record costs.
 *
 * @param cost what the customer pays, with 12 decimals
 * @param market the list price of the same, with 12 decimals
 * @param priceId the version of the price; null if there was nothing to price, or no price for it
 * @param unknown whether there was something to price and no price for it
 */
public record Rated(BigDecimal cost, BigDecimal market, @Nullable String priceId, boolean unknown) {
    private static final BigDecimal ZERO = BigDecimal.ZERO.setScale(Rates.SCALE);

    /** There is nothing to price. */
    public static final Rated NOTHING = new Rated(ZERO, ZERO, null, false);

    /** No price is known for it. */
    static final Rated UNKNOWN = new Rated(ZERO, ZERO, null, true);

    /** Written out, as the JDK keeps the class whose generated one was linked last, and with it the application. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Rated rated
                && cost.compareTo(rated.cost) == 0
                && market.compareTo(rated.market) == 0
                && Objects.equals(priceId, rated.priceId)
                && unknown == rated.unknown;
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(priceId);
    }
}
