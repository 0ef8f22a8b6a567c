package io.gauger.store;

import io.gauger.account.StoredPrice;
import io.gauger.price.Price;
import io.gauger.price.PriceBook;
import io.gauger.price.PriceDirectory;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What this node knows of prices: all of them, in memory, as {@link KnownKeys} knows keys. Safe for concurrent use. */
final class KnownPrices implements PriceDirectory {
    /** The number before the first. */
    private static final long BEFORE_ALL = -1;

    private final EntityManagers managers;
    private final Map<String, Price> prices = new HashMap<>();
    private long lastChange = BEFORE_ALL;
    private volatile @Nullable PriceBook book;

    KnownPrices(EntityManagers managers) {
        this.managers = managers;
    }

    @Override
    public @Nullable PriceBook current() {
        return book;
    }

    /**
     * Reads what others changed.
     *
     * @throws io.gauger.usage.StoreUnavailableException if the database cannot be asked; what is known stays
     */
    synchronized void refresh() {
        Changed changed = managers.inTransaction(connection -> {
            long number = number(connection);
            if (number == lastChange) {
                return Changed.NOTHING;
            }
            // a database that was restored may have forgotten what this node knows
            long after = number < lastChange ? BEFORE_ALL : lastChange;
            return new Changed(after, number, PriceTable.changed(connection, after, number));
        });
        if (changed.number() == Changed.NOTHING.number()) {
            return;
        }
        boolean anew = changed.after() == BEFORE_ALL;
        if (anew) {
            prices.clear();
        }
        for (StoredPrice stored : changed.prices()) {
            if (stored.withdrawn()) {
                prices.remove(stored.price().id());
            } else {
                prices.put(stored.price().id(), stored.price());
            }
        }
        if (anew || !changed.prices().isEmpty()) {
            book = new PriceBook(prices.values());
        }
        lastChange = changed.number();
    }

    /** What changed after the one number, up to the other. */
    private record Changed(long after, long number, List<StoredPrice> prices) {
        static final Changed NOTHING = new Changed(0, -1, List.of());
    }

    private static long number(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select number from gauger_change where id = 1");
                ResultSet row = select.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }
}
