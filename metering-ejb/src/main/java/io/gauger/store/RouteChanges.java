package io.gauger.store;

import io.gauger.account.AuditEntry;
import io.gauger.account.RefusedChange;
import io.gauger.account.RefusedChange.Reason;
import io.gauger.account.StoredRoute;
import io.gauger.route.Route;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What {@link StoredChanges} does with routes. */
final class RouteChanges {
    private static final String ROUTE = "route";

    private final Connection connection;
    private final long change;
    private final Instant now;
    private final AuditNote audit;

    RouteChanges(Connection connection, long change, Instant now, AuditNote audit) {
        this.connection = connection;
        this.change = change;
        this.now = now;
        this.audit = audit;
    }

    List<StoredRoute> all() throws SQLException {
        return StoredRouteTable.list(connection);
    }

    /** A deleted one of the same id is revived, so that its versions go on and none is told twice. */
    StoredRoute create(Route route) throws SQLException {
        StoredRouteTable.Row before =
                StoredRouteTable.find(connection, route.id()).orElse(null);
        if (before != null && !before.deleted()) {
            throw new RefusedChange(Reason.ROUTE_EXISTS);
        }
        StoredRoute made = new StoredRoute(route, now, now, before == null ? 1 : before.version() + 1);
        if (before == null) {
            StoredRouteTable.insert(connection, made, change);
        } else {
            StoredRouteTable.update(connection, made, false, change);
        }
        audit.of(AuditEntry.Action.CREATE, ROUTE, route.id(), null, StateText.of(route));
        return made;
    }

    StoredRoute update(String id, @Nullable Long expected, UnaryOperator<Route> update) throws SQLException {
        StoredRoute before = route(id);
        StoredChanges.check(expected, before.version());
        Route wanted = update.apply(before.route());
        if (wanted.equals(before.route())) {
            return before;
        }
        StoredRoute after = new StoredRoute(wanted, before.createdAt(), now, before.version() + 1);
        StoredRouteTable.update(connection, after, false, change);
        audit.of(AuditEntry.Action.UPDATE, ROUTE, id, StateText.of(before.route()), StateText.of(wanted));
        return after;
    }

    /** The row stays, so that every node hears of it. */
    StoredRoute delete(String id, @Nullable Long expected) throws SQLException {
        StoredRoute before = route(id);
        StoredChanges.check(expected, before.version());
        StoredRoute after = new StoredRoute(before.route(), before.createdAt(), now, before.version() + 1);
        StoredRouteTable.update(connection, after, true, change);
        audit.of(AuditEntry.Action.DELETE, ROUTE, id, StateText.of(before.route()), null);
        return before;
    }

    private StoredRoute route(String id) throws SQLException {
        return StoredRouteTable.find(connection, id)
                .filter(row -> !row.deleted())
                .map(StoredRouteTable.Row::stored)
                .orElseThrow(() -> new RefusedChange(Reason.NO_SUCH_ROUTE));
    }
}
