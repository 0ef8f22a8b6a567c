package io.gauger.store;

import io.gauger.admit.KeyDirectory;
import io.gauger.admit.KeySnapshot;
import io.gauger.admit.KnownAccount;
import io.gauger.price.PriceBook;
import io.gauger.price.PriceDirectory;
import io.gauger.price.Rated;
import io.gauger.record.UsageRecord;
import org.jspecify.annotations.Nullable;

/** Prices what was recorded before this node knew its prices, and sums of requests. Safe for concurrent use. */
final class StoredRating {
    private final PriceDirectory prices;
    private final KeyDirectory accounts;
    private final String currency;

    /**
     * By the prices and accounts that are known there.
     *
     * @param currency of what belongs to no stored account
     */
    StoredRating(PriceDirectory prices, KeyDirectory accounts, String currency) {
        this.prices = prices;
        this.accounts = accounts;
        this.currency = currency;
    }

    /** What it costs. */
    Rated rate(UsageRecord record) {
        PriceBook book = prices.current();
        return book == null
                ? Rated.NOTHING
                : book.rate(record, currencyOf(record.caller().accountId()));
    }

    /** The currency of an account, also of one that is not stored. */
    String currencyOf(@Nullable String accountId) {
        KeySnapshot known = accountId == null ? null : accounts.current();
        KnownAccount account = known == null || accountId == null ? null : known.account(accountId);
        return account == null ? currency : account.currency();
    }
}
