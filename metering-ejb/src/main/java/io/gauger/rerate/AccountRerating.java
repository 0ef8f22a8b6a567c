package io.gauger.rerate;

import java.math.BigDecimal;

/**
 * What pricing anew comes to for an account, or for all that are billed in one currency. Amounts are exact.
 *
 * @param name the account's id, or the currency
 * @param currency of the amounts, ISO 4217
 * @param records how many were priced
 * @param changed how many of them have another price, cost or market price than before
 * @param unpriced how many have no price now either, and so stay as they are
 * @param oldCost what all of them cost before
 * @param newCost what they cost now
 * @param oldMarket what the list prices said before
 * @param newMarket what they say now
 */
public record AccountRerating(
        String name,
        String currency,
        long records,
        long changed,
        long unpriced,
        BigDecimal oldCost,
        BigDecimal newCost,
        BigDecimal oldMarket,
        BigDecimal newMarket) {

    /** Of nothing yet. */
    public static AccountRerating none(String name, String currency) {
        return new AccountRerating(
                name, currency, 0, 0, 0, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);
    }

    /** What it costs more than before; below zero if it costs less. */
    public BigDecimal difference() {
        return newCost.subtract(oldCost);
    }

    /** Both together, under the name of this one. */
    public AccountRerating plus(AccountRerating more) {
        return new AccountRerating(
                name,
                currency,
                records + more.records,
                changed + more.changed,
                unpriced + more.unpriced,
                oldCost.add(more.oldCost),
                newCost.add(more.newCost),
                oldMarket.add(more.oldMarket),
                newMarket.add(more.newMarket));
    }
}
