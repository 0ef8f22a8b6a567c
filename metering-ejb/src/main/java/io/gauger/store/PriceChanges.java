package io.gauger.store;

import io.gauger.account.AuditEntry;
import io.gauger.account.PriceVersion;
import io.gauger.account.RefusedChange;
import io.gauger.account.RefusedChange.Reason;
import io.gauger.account.StoredPrice;
import io.gauger.price.Price;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What {@link StoredChanges} does with prices. */
final class PriceChanges {
    private static final String PRICE = "price";

    private final Connection connection;
    private final long change;
    private final Instant now;
    private final AuditNote audit;

    PriceChanges(Connection connection, long change, Instant now, AuditNote audit) {
        this.connection = connection;
        this.change = change;
        this.now = now;
        this.audit = audit;
    }

    PriceVersion create(Price price) throws SQLException {
        if (PriceTable.isThere(connection, price)) {
            throw new RefusedChange(Reason.PRICE_EXISTS);
        }
        PriceTable.insert(connection, new StoredPrice(price, now, false), change);
        audit.of(AuditEntry.Action.CREATE, PRICE, price.id(), null, StateText.of(price));
        return PriceTable.version(connection, price.id())
                .orElseThrow(() -> new SQLException("gauger_price has lost " + price.id()));
    }

    /** The row stays, so that every node hears of it. */
    StoredPrice withdraw(String id, @Nullable Long expected) throws SQLException {
        StoredPrice before = PriceTable.find(connection, id)
                .filter(stored -> !stored.withdrawn())
                .orElseThrow(() -> new RefusedChange(Reason.NO_SUCH_PRICE));
        StoredChanges.check(expected, 1);
        Instant latest = Instant.ofEpochMilli(before.price().effectiveFrom()).minus(StoredPrice.LEAST_NOTICE);
        if (!now.isBefore(latest)) {
            throw new RefusedChange(Reason.PRICE_IN_EFFECT);
        }
        PriceTable.withdraw(connection, id, change);
        audit.of(AuditEntry.Action.DELETE, PRICE, id, StateText.of(before.price()), null);
        return before;
    }
}
