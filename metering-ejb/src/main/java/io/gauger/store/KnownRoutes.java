package io.gauger.store;

import io.gauger.account.StoredRoute;
import io.gauger.route.Route;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What this node knows of stored routes: all of them, in memory, as {@link KnownKeys} knows keys. Whoever follows is handed
 * them when they are known, and again when any of them has changed. Safe for concurrent use.
 */
final class KnownRoutes {
    /** The number before the first. */
    private static final long BEFORE_ALL = -1;

    private final EntityManagers managers;
    private final Map<String, Route> routes = new TreeMap<>();
    private long lastChange = BEFORE_ALL;
    private @Nullable Consumer<List<Route>> follower;

    KnownRoutes(EntityManagers managers) {
        this.managers = managers;
    }

    /** Hands them over, now and after each change. */
    synchronized void follow(Consumer<List<Route>> newFollower) {
        follower = newFollower;
        handOver();
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
            return new Changed(after, number, StoredRouteTable.changed(connection, after, number));
        });
        if (changed.number() == Changed.NOTHING.number()) {
            return;
        }
        boolean anew = changed.after() == BEFORE_ALL;
        if (anew) {
            routes.clear();
        }
        for (StoredRouteTable.Row row : changed.rows()) {
            StoredRoute stored = row.stored();
            if (stored == null || row.deleted()) {
                routes.remove(row.id());
            } else {
                routes.put(row.id(), stored.route());
            }
        }
        lastChange = changed.number();
        if (anew || !changed.rows().isEmpty()) {
            handOver();
        }
    }

    private void handOver() {
        if (follower != null) {
            follower.accept(List.copyOf(routes.values()));
        }
    }

    /** What changed after the one number, up to the other. */
    private record Changed(long after, long number, List<StoredRouteTable.Row> rows) {
        static final Changed NOTHING = new Changed(0, -1, List.of());
    }

    private static long number(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select number from gauger_change where id = 1");
                ResultSet row = select.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }
}
