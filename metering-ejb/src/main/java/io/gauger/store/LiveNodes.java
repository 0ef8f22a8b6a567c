package io.gauger.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * How many nodes write to the database, by their signs of life: they share each rate limit. A node that starts is known to
 * the others when they count next; one that is stopped in order too; one that was killed counts until it is
 * {@link NodeTable#SILENT_AFTER silent}. Safe for concurrent use; {@link #count} waits for nothing.
 */
final class LiveNodes {
    private static final String OTHERS =
            "select count(*) from gauger_node where beat is not null and last_seen > ? and last_seen < ? and id <> ?";

    private final EntityManagers managers;
    private final Database database;
    private final Supplier<UUID> own;
    private volatile int count = 1;

    LiveNodes(EntityManagers managers, Database database, Supplier<UUID> own) {
        this.managers = managers;
        this.database = database;
        this.own = own;
    }

    /** As of the last {@link #refresh}, with this one. */
    int count() {
        return count;
    }

    /**
     * Counts anew.
     *
     * @throws io.gauger.usage.StoreUnavailableException if the database cannot be asked; the count stays
     */
    void refresh() {
        count = 1 + managers.inTransaction(this::others);
    }

    private int others(Connection connection) throws SQLException {
        long now = database.clock(connection, System::currentTimeMillis);
        long silent = NodeTable.SILENT_AFTER.toMillis();
        try (PreparedStatement select = connection.prepareStatement(OTHERS)) {
            select.setLong(1, now - silent);
            select.setLong(2, now + silent);
            select.setObject(3, own.get());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getInt(1) : 0;
            }
        }
    }
}
