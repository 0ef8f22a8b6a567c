package io.gauger.pay;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Credits that can be bought.
 *
 * @param id names it
 * @param name shown to people, also by the payment provider
 * @param amount what is paid, above 0, with no more decimals than its currency has
 * @param currency of amount and credits, ISO 4217
 * @param credits what the account gets for it, above 0, at most 12 decimals
 * @param validDays after how many days of 24 hours what is left of them goes; null for never
 */
public record CreditPackage(
        String id, String name, BigDecimal amount, String currency, BigDecimal credits, @Nullable Integer validDays) {}
