package io.gauger.store;

import static io.gauger.store.AccountTable.constant;
import static io.gauger.store.AccountTable.word;

import io.gauger.account.Plan;
import io.gauger.admit.KnownPlan;
import io.gauger.admit.MeterType;
import io.gauger.admit.QuotaMode;
import io.gauger.admit.ResetPeriod;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table {@code gauger_plan}. */
final class PlanTable {
    private static final String SELECT = "select id, name, requests_per_month, quota_period, meter_type,"
            + " quota_enforce_mode, quota_grace_pct, rate_limit_per_minute, burst, estimated_cost_per_req,"
            + " estimated_amount_per_req, price, overage_price, currency, created_at, updated_at, version"
            + " from gauger_plan";

    private PlanTable() {}

    static Optional<Plan> find(Connection connection, String id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT + " where id = ?")) {
            select.setString(1, id);
            return plans(select).stream().findFirst();
        }
    }

    static List<Plan> list(Connection connection, @Nullable String after, int limit) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT + " where id > ? order by id")) {
            select.setMaxRows(limit);
            select.setString(1, after == null ? "" : after);
            return plans(select);
        }
    }

    /** What changed after the one number, up to the other. */
    static List<Plan> changed(Connection connection, long after, long upTo) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(SELECT + " where change_number > ? and change_number <= ?")) {
            select.setLong(1, after);
            select.setLong(2, upTo);
            return plans(select);
        }
    }

    static void insert(Connection connection, Plan plan, long change) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into gauger_plan (name,"
                + " requests_per_month, quota_period, meter_type, quota_enforce_mode, quota_grace_pct,"
                + " rate_limit_per_minute, burst, estimated_cost_per_req, estimated_amount_per_req, price,"
                + " overage_price, currency, created_at, updated_at, version, change_number, id)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            write(insert, plan, change);
        }
    }

    static void update(Connection connection, Plan plan, long change) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("update gauger_plan set name = ?,"
                + " requests_per_month = ?, quota_period = ?, meter_type = ?, quota_enforce_mode = ?,"
                + " quota_grace_pct = ?, rate_limit_per_minute = ?, burst = ?, estimated_cost_per_req = ?,"
                + " estimated_amount_per_req = ?, price = ?, overage_price = ?, currency = ?, created_at = ?,"
                + " updated_at = ?, version = ?, change_number = ? where id = ?")) {
            write(update, plan, change);
        }
    }

    static void delete(Connection connection, String id) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from gauger_plan where id = ?")) {
            delete.setString(1, id);
            delete.executeUpdate();
        }
    }

    private static void write(PreparedStatement statement, Plan plan, long change) throws SQLException {
        KnownPlan limits = plan.limits();
        statement.setString(1, plan.name());
        statement.setBigDecimal(2, limits.quota());
        statement.setString(3, word(limits.quotaPeriod()));
        statement.setString(4, word(limits.meterType()));
        statement.setString(5, word(limits.quotaMode()));
        statement.setBigDecimal(6, limits.quotaGracePct());
        statement.setObject(7, limits.rateLimitPerMinute(), Types.INTEGER);
        statement.setObject(8, limits.burst(), Types.INTEGER);
        statement.setBigDecimal(9, limits.estimatedUnits());
        statement.setBigDecimal(10, limits.estimatedAmount());
        statement.setBigDecimal(11, plan.price());
        statement.setBigDecimal(12, plan.overagePrice());
        statement.setString(13, plan.currency());
        statement.setLong(14, plan.createdAt().toEpochMilli());
        statement.setLong(15, plan.updatedAt().toEpochMilli());
        statement.setLong(16, plan.version());
        statement.setLong(17, change);
        statement.setString(18, plan.id());
        statement.executeUpdate();
    }

    private static List<Plan> plans(PreparedStatement select) throws SQLException {
        List<Plan> plans = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                KnownPlan limits = new KnownPlan(
                        rows.getString(1),
                        rows.getBigDecimal(3),
                        ResetPeriod.valueOf(constant(rows.getString(4))),
                        MeterType.valueOf(constant(rows.getString(5))),
                        QuotaMode.valueOf(constant(rows.getString(6))),
                        rows.getBigDecimal(7),
                        whole(rows, 8),
                        whole(rows, 9),
                        rows.getBigDecimal(10),
                        rows.getBigDecimal(11));
                plans.add(new Plan(
                        limits,
                        rows.getString(2),
                        rows.getBigDecimal(12),
                        rows.getBigDecimal(13),
                        rows.getString(14),
                        Instant.ofEpochMilli(rows.getLong(15)),
                        Instant.ofEpochMilli(rows.getLong(16)),
                        rows.getLong(17)));
            }
        }
        return plans;
    }

    private static @Nullable Integer whole(ResultSet row, int column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? null : value;
    }
}
