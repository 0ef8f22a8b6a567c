package io.gauger.store;

import static io.gauger.store.AccountTable.constant;
import static io.gauger.store.AccountTable.word;

import io.gauger.account.StoredRoute;
import io.gauger.route.BillErrors;
import io.gauger.route.InvalidRouteException;
import io.gauger.route.MeteringMode;
import io.gauger.route.OnError;
import io.gauger.route.Route;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The table {@code gauger_route}, where deleted routes stay, marked as such, so that all nodes hear of it. */
final class StoredRouteTable {
    private static final System.Logger LOG = System.getLogger(StoredRouteTable.class.getName());

    private static final String SELECT =
            "select id, methods, path, metering_mode, metering_expr, on_error, bill_errors,"
                    + " auth_required, provider, model_expr, inspect_request, enabled, priority, created_at, updated_at,"
                    + " version, deleted from gauger_route";

    private StoredRouteTable() {}

    /**
     * A row.
     *
     * @param stored the route; null if what the row says is none, which nothing of ours writes
     */
    record Row(String id, long version, boolean deleted, @Nullable StoredRoute stored) {}

    static Optional<Row> find(Connection connection, String id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT + " where id = ?")) {
            select.setString(1, id);
            return rows(select).stream().findFirst();
        }
    }

    /** All that are not deleted, by their ids. */
    static List<StoredRoute> list(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT + " where deleted = ? order by id")) {
            select.setBoolean(1, false);
            List<StoredRoute> routes = new ArrayList<>();
            for (Row row : rows(select)) {
                if (row.stored() != null) {
                    routes.add(row.stored());
                }
            }
            return routes;
        }
    }

    /** What changed after the one number, up to the other. */
    static List<Row> changed(Connection connection, long after, long upTo) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(SELECT + " where change_number > ? and change_number <= ?")) {
            select.setLong(1, after);
            select.setLong(2, upTo);
            return rows(select);
        }
    }

    static void insert(Connection connection, StoredRoute stored, long change) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into gauger_route (methods, path,"
                + " metering_mode, metering_expr, on_error, bill_errors, auth_required, provider, model_expr,"
                + " inspect_request, enabled, priority, created_at, updated_at, version, deleted, change_number, id)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            write(insert, stored, false, change);
        }
    }

    static void update(Connection connection, StoredRoute stored, boolean deleted, long change) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("update gauger_route set methods = ?, path = ?,"
                + " metering_mode = ?, metering_expr = ?, on_error = ?, bill_errors = ?, auth_required = ?,"
                + " provider = ?, model_expr = ?, inspect_request = ?, enabled = ?, priority = ?, created_at = ?,"
                + " updated_at = ?, version = ?, deleted = ?, change_number = ? where id = ?")) {
            write(update, stored, deleted, change);
        }
    }

    private static void write(PreparedStatement statement, StoredRoute stored, boolean deleted, long change)
            throws SQLException {
        Route route = stored.route();
        statement.setString(1, String.join(",", new TreeSet<>(route.methods())));
        statement.setString(2, route.path().text());
        statement.setString(3, word(route.meteringMode()));
        statement.setString(4, route.meteringExpr());
        statement.setString(5, word(route.onError()));
        statement.setString(6, word(route.billErrors()));
        statement.setBoolean(7, route.authRequired());
        statement.setString(8, route.provider());
        statement.setString(9, route.modelExpr());
        statement.setBoolean(10, route.inspectRequest());
        statement.setBoolean(11, route.enabled());
        statement.setObject(12, route.priority(), Types.INTEGER);
        statement.setLong(13, stored.createdAt().toEpochMilli());
        statement.setLong(14, stored.updatedAt().toEpochMilli());
        statement.setLong(15, stored.version());
        statement.setBoolean(16, deleted);
        statement.setLong(17, change);
        statement.setString(18, route.id());
        statement.executeUpdate();
    }

    private static List<Row> rows(PreparedStatement select) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                rows.add(new Row(row.getString(1), row.getLong(16), row.getBoolean(17), stored(row)));
            }
        }
        return rows;
    }

    private static @Nullable StoredRoute stored(ResultSet row) throws SQLException {
        try {
            return new StoredRoute(
                    route(row),
                    Instant.ofEpochMilli(row.getLong(14)),
                    Instant.ofEpochMilli(row.getLong(15)),
                    row.getLong(16));
        } catch (InvalidRouteException | IllegalArgumentException e) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "A row of gauger_route is left out, as it is no route that this Gauger can use: " + e.getMessage());
            return null;
        }
    }

    private static Route route(ResultSet row) throws SQLException {
        String methods = row.getString(2);
        return Route.named(row.getString(1))
                .on(
                        methods == null || methods.isEmpty() ? List.of() : List.of(methods.split(",", -1)),
                        row.getString(3))
                .metered(MeteringMode.valueOf(constant(row.getString(4))), row.getString(5))
                .onError(OnError.valueOf(constant(row.getString(6))))
                .billErrors(BillErrors.valueOf(constant(row.getString(7))))
                .authRequired(row.getBoolean(8))
                .provider(row.getString(9))
                .modelExpr(row.getString(10))
                .inspectRequest(row.getBoolean(11))
                .enabled(row.getBoolean(12))
                .priority(row.getInt(13))
                .build();
    }
}
