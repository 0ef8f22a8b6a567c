package io.gauger.filter;

import io.gauger.admit.KeyDirectory;
import io.gauger.admit.KeySnapshot;
import io.gauger.price.DefaultCurrency;
import io.gauger.price.PriceBook;
import io.gauger.price.PriceDirectory;
import io.gauger.price.Rated;
import io.gauger.record.UsageRecord;
import io.gauger.settings.SettingException;
import io.gauger.settings.Settings;

/** Prices records by the prices in the currency of their accounts. Safe for concurrent use; it waits for nothing. */
final class Rating {
    private final PriceDirectory prices;
    private final KeyDirectory accounts;
    private final String anonymous;

    /**
     * With the prices and accounts that are known there.
     *
     * @throws SettingException if a setting cannot be used
     */
    Rating(Settings settings, PriceDirectory prices, KeyDirectory accounts) {
        this.prices = prices;
        this.accounts = accounts;
        this.anonymous = DefaultCurrency.of(settings);
    }

    /** Leaves a record as it is where prices or accounts are not known yet: it is priced when it is written. */
    void rate(UsageRecord record) {
        PriceBook book = prices.current();
        KeySnapshot known = accounts.current();
        if (book != null && book.isEmpty()) {
            record.rated(Rated.NOTHING);
        } else if (book != null && known != null) {
            record.rated(book.rate(record, known.currency(record.caller().accountId(), anonymous)));
        }
    }
}
