package io.gauger.store;

import io.gauger.account.StoredPrice;
import io.gauger.price.Price;
import io.gauger.price.PriceBook;
import io.gauger.price.PriceDirectory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What this node knows of prices: all of them, in memory, as {@link KnownKeys} knows keys. Safe for concurrent use. */
final class KnownPrices implements PriceDirectory, KnownChanges.Follower {
    private final Map<String, Price> prices = new HashMap<>();
    private long lastChange = KnownChanges.BEFORE_ALL;
    private volatile @Nullable PriceBook book;

    @Override
    public @Nullable PriceBook current() {
        return book;
    }

    @Override
    public long lastChange() {
        return lastChange;
    }

    @Override
    public Runnable read(Connection connection, long after, long number) throws SQLException {
        List<StoredPrice> changed = PriceTable.changed(connection, after, number);
        return () -> take(changed, after == KnownChanges.BEFORE_ALL, number);
    }

    private void take(List<StoredPrice> changed, boolean anew, long number) {
        if (anew) {
            prices.clear();
        }
        for (StoredPrice stored : changed) {
            if (stored.withdrawn()) {
                prices.remove(stored.price().id());
            } else {
                prices.put(stored.price().id(), stored.price());
            }
        }
        if (anew || !changed.isEmpty()) {
            book = new PriceBook(prices.values());
        }
        lastChange = number;
    }
}
