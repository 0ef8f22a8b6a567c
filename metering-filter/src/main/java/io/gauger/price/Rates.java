package io.gauger.price;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What tokens and units cost. Exact decimals with at most 12 decimals each, at least 0. Immutable.
 *
 * @param prompt of a million tokens of the prompt that were not cached
 * @param completion of a million tokens of the completion
 * @param cached of a million cached tokens of the prompt
 * @param perUnit of a unit
 */
public record Rates(BigDecimal prompt, BigDecimal completion, BigDecimal cached, BigDecimal perUnit) {
    /** Decimals of an amount of money. */
    public static final int SCALE = 12;

    /** Token prices are of a million. */
    private static final int MILLION = 6;

    /**
     * An amount, rounded half-even to 12 decimals, once.
     *
     * @param promptTokens all of the prompt, cached ones too, at least 0
     * @param completionTokens at least 0
     * @param cachedTokens at least 0; more than those of the prompt make no credit
     * @param units at least 0
     */
    public BigDecimal amount(long promptTokens, long completionTokens, long cachedTokens, BigDecimal units) {
        BigDecimal tokens = product(prompt, Math.max(0, promptTokens - cachedTokens))
                .add(product(cached, cachedTokens))
                .add(product(completion, completionTokens))
                .movePointLeft(MILLION);
        BigDecimal all = perUnit.signum() == 0 || units.signum() == 0 ? tokens : tokens.add(units.multiply(perUnit));
        return all.setScale(SCALE, RoundingMode.HALF_EVEN);
    }

    private static BigDecimal product(BigDecimal price, long tokens) {
        return tokens == 0 || price.signum() == 0 ? BigDecimal.ZERO : price.multiply(BigDecimal.valueOf(tokens));
    }
}
