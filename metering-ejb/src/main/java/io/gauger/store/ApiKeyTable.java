package io.gauger.store;

import static io.gauger.store.AccountTable.constant;
import static io.gauger.store.AccountTable.word;

import io.gauger.account.ApiKey;
import io.gauger.account.Directory.KeyQuery;
import io.gauger.account.KeyLimits;
import io.gauger.admit.ResetPeriod;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table {@code gauger_key}. */
final class ApiKeyTable {
    private static final String SELECT = "select id, account_id, name, prefix, status, allowed_routes,"
            + " allowed_providers, allowed_models, allowed_ips, rate_limit_rpm, usage_limit_dollars,"
            + " usage_limit_reset, expires_at, created_at, updated_at, version from gauger_key";

    private static final int ROWS_AT_ONCE = 1000;

    private ApiKeyTable() {}

    static Optional<ApiKey> find(Connection connection, String id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT + " where id = ?")) {
            select.setString(1, id);
            return keys(select).stream().findFirst();
        }
    }

    static List<ApiKey> list(Connection connection, KeyQuery query, @Nullable String after, int limit)
            throws SQLException {
        StringBuilder sql = new StringBuilder(SELECT).append(" where id > ?");
        List<String> values = new ArrayList<>(List.of(after == null ? "" : after));
        add(sql, values, "account_id", query.accountId());
        add(sql, values, "prefix", query.prefix());
        add(sql, values, "status", query.status() == null ? null : word(query.status()));
        try (PreparedStatement select =
                connection.prepareStatement(sql.append(" order by id").toString())) {
            select.setMaxRows(limit);
            for (int i = 0; i < values.size(); i++) {
                select.setString(i + 1, values.get(i));
            }
            return keys(select);
        }
    }

    /** What changed after the one number, up to the other. */
    static List<ApiKey> changed(Connection connection, long after, long upTo) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(SELECT + " where change_number > ? and change_number <= ?")) {
            select.setFetchSize(ROWS_AT_ONCE);
            select.setLong(1, after);
            select.setLong(2, upTo);
            return keys(select);
        }
    }

    static void insert(Connection connection, ApiKey key, long change) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into gauger_key (account_id, name, prefix,"
                + " status, allowed_routes, allowed_providers, allowed_models, allowed_ips, rate_limit_rpm,"
                + " usage_limit_dollars, usage_limit_reset, expires_at, created_at, updated_at, version, change_number,"
                + " id) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            write(insert, key, change);
        }
    }

    static void update(Connection connection, ApiKey key, long change) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("update gauger_key set account_id = ?, name = ?,"
                + " prefix = ?, status = ?, allowed_routes = ?, allowed_providers = ?, allowed_models = ?,"
                + " allowed_ips = ?, rate_limit_rpm = ?, usage_limit_dollars = ?, usage_limit_reset = ?,"
                + " expires_at = ?, created_at = ?, updated_at = ?, version = ?, change_number = ? where id = ?")) {
            write(update, key, change);
        }
    }

    private static void write(PreparedStatement statement, ApiKey key, long change) throws SQLException {
        KeyLimits limits = key.limits();
        Instant end = limits.expiresAt();
        statement.setString(1, key.accountId());
        statement.setString(2, key.name());
        statement.setString(3, key.prefix());
        statement.setString(4, word(key.status()));
        statement.setString(5, lines(limits.allowedRoutes()));
        statement.setString(6, lines(limits.allowedProviders()));
        statement.setString(7, lines(limits.allowedModels()));
        statement.setString(8, lines(limits.allowedIps()));
        statement.setObject(9, limits.rateLimitRpm(), java.sql.Types.INTEGER);
        statement.setBigDecimal(10, limits.usageLimitDollars());
        statement.setString(11, word(limits.usageLimitReset()));
        statement.setObject(12, end == null ? null : end.toEpochMilli(), java.sql.Types.BIGINT);
        statement.setLong(13, key.createdAt().toEpochMilli());
        statement.setLong(14, key.updatedAt().toEpochMilli());
        statement.setLong(15, key.version());
        statement.setLong(16, change);
        statement.setString(17, key.id());
        statement.executeUpdate();
    }

    private static List<ApiKey> keys(PreparedStatement select) throws SQLException {
        List<ApiKey> keys = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                int rate = rows.getInt(10);
                Integer rateLimit = rows.wasNull() ? null : rate;
                KeyLimits limits = new KeyLimits(
                        list(rows.getString(6)),
                        list(rows.getString(7)),
                        list(rows.getString(8)),
                        list(rows.getString(9)),
                        rateLimit,
                        rows.getBigDecimal(11),
                        ResetPeriod.valueOf(constant(rows.getString(12))),
                        instant(rows, 13));
                keys.add(new ApiKey(
                        rows.getString(1),
                        rows.getString(2),
                        rows.getString(3),
                        rows.getString(4),
                        ApiKey.Status.valueOf(constant(rows.getString(5))),
                        limits,
                        Instant.ofEpochMilli(rows.getLong(14)),
                        Instant.ofEpochMilli(rows.getLong(15)),
                        rows.getLong(16)));
            }
        }
        return keys;
    }

    static void add(StringBuilder sql, List<String> values, String column, @Nullable String value) {
        if (value != null) {
            sql.append(" and ").append(column).append(" = ?");
            values.add(value);
        }
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    private static @Nullable String lines(List<String> values) {
        return values.isEmpty() ? null : String.join("\n", values);
    }

    private static List<String> list(@Nullable String lines) {
        return lines == null || lines.isEmpty() ? List.of() : List.of(lines.split("\n", -1));
    }
}
