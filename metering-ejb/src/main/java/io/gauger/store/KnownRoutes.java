package io.gauger.store;

import io.gauger.account.StoredRoute;
import io.gauger.route.Route;
import java.sql.Connection;
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
final class KnownRoutes implements KnownChanges.Follower {
    private final Map<String, Route> routes = new TreeMap<>();
    private long lastChange = KnownChanges.BEFORE_ALL;
    private @Nullable Consumer<List<Route>> follower;

    /** Hands them over, now and after each change. */
    synchronized void follow(Consumer<List<Route>> newFollower) {
        follower = newFollower;
        handOver();
    }

    @Override
    public synchronized long lastChange() {
        return lastChange;
    }

    @Override
    public Runnable read(Connection connection, long after, long number) throws SQLException {
        List<StoredRouteTable.Row> changed = StoredRouteTable.changed(connection, after, number);
        return () -> take(changed, after == KnownChanges.BEFORE_ALL, number);
    }

    private synchronized void take(List<StoredRouteTable.Row> changed, boolean anew, long number) {
        if (anew) {
            routes.clear();
        }
        for (StoredRouteTable.Row row : changed) {
            StoredRoute stored = row.stored();
            if (stored == null || row.deleted()) {
                routes.remove(row.id());
            } else {
                routes.put(row.id(), stored.route());
            }
        }
        lastChange = number;
        if (anew || !changed.isEmpty()) {
            handOver();
        }
    }

    private void handOver() {
        if (follower != null) {
            follower.accept(List.copyOf(routes.values()));
        }
    }
}
