package io.gauger.price;

import io.gauger.settings.SettingException;
import io.gauger.settings.Settings;
import java.util.Currency;

/** In which currency requests are priced that belong to no stored account, and which prices, accounts and plans have that tell none. */
public final class DefaultCurrency {
    private static final String SETTING = "gauger.currency";

    private DefaultCurrency() {}

    /**
     * What {@code gauger.currency} says, else USD.
     *
     * @return a code of ISO 4217
     * @throws SettingException if it is none
     */
    public static String of(Settings settings) {
        String code = settings.text(SETTING, "USD");
        try {
            return Currency.getInstance(code).getCurrencyCode();
        } catch (IllegalArgumentException e) {
            throw new SettingException(SETTING + " must be a currency of ISO 4217 such as USD, was '" + code + "'", e);
        }
    }
}
