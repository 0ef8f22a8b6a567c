package io.gauger.store;

import io.gauger.admit.KeyDirectory;
import io.gauger.admit.KeySnapshot;
import io.gauger.price.Price;
import io.gauger.price.PriceBook;
import io.gauger.price.PriceDirectory;
import io.gauger.price.Rated;
import io.gauger.record.UsageRecord;
import java.util.Map;
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

    /**
     * What it costs: what its node found, unless that is of another currency than the account's ledger.
     *
     * @param ledgers the currencies of ledgers that are others than this node knew, by account
     */
    Rated rate(UsageRecord record, Map<String, String> ledgers) {
        String account = record.caller().accountId();
        String ledger = account == null ? null : ledgers.get(account);
        Rated rated = record.rated();
        if (rated != null && (ledger == null || isIn(ledger, rated.priceId()))) {
            return rated;
        }
        PriceBook book = prices.current();
        return book == null || record.refusal() != null
                ? Rated.NOTHING
                : book.rate(record, ledger == null ? currencyOf(account) : ledger);
    }

    /** Whether a price is of a currency; what names none, or one that is not known, may be of any. */
    boolean isIn(String currency, @Nullable String priceId) {
        PriceBook book = prices.current();
        Price price = book == null || priceId == null ? null : book.version(priceId);
        return price == null || price.currency().equals(currency);
    }

    /** The currency of an account, also of one that is not stored. */
    String currencyOf(@Nullable String accountId) {
        KeySnapshot known = accounts.current();
        return known == null ? currency : known.currency(accountId, currency);
    }
}
