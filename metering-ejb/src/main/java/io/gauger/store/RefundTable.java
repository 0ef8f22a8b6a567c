package io.gauger.store;

import static io.gauger.store.AccountTable.constant;
import static io.gauger.store.AccountTable.word;

import io.gauger.pay.Refund;
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

/** The table {@code gauger_refund}. */
final class RefundTable {
    private static final String SELECT = "select id, purchase_id, amount, credits, reason, status, provider_id,"
            + " created_at, completed_at from gauger_refund";

    private RefundTable() {}

    static Optional<Refund> find(Connection connection, String id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT + " where id = ?")) {
            select.setString(1, id);
            return refunds(select).stream().findFirst();
        }
    }

    /** All of one purchase, oldest first. */
    static List<Refund> of(Connection connection, String purchaseId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT + " where purchase_id = ? order by id")) {
            select.setString(1, purchaseId);
            return refunds(select);
        }
    }

    static void insert(Connection connection, Refund refund) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into gauger_refund (purchase_id, amount,"
                + " credits, reason, status, provider_id, created_at, completed_at, id)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setString(1, refund.purchaseId());
            insert.setBigDecimal(2, refund.amount());
            insert.setBigDecimal(3, refund.credits());
            insert.setString(4, refund.reason());
            insert.setString(5, word(refund.status()));
            insert.setString(6, refund.providerId());
            insert.setLong(7, refund.createdAt().toEpochMilli());
            set(insert, 8, refund.completedAt());
            insert.setString(9, refund.id());
            insert.executeUpdate();
        }
    }

    static void end(
            Connection connection, String id, Refund.Status status, @Nullable String providerId, Instant completedAt)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("update gauger_refund set status = ?,"
                + " provider_id = coalesce(?, provider_id), completed_at = ? where id = ?")) {
            update.setString(1, word(status));
            update.setString(2, providerId);
            update.setLong(3, completedAt.toEpochMilli());
            update.setString(4, id);
            update.executeUpdate();
        }
    }

    static void set(PreparedStatement statement, int place, @Nullable Instant value) throws SQLException {
        if (value == null) {
            statement.setNull(place, Types.BIGINT);
        } else {
            statement.setLong(place, value.toEpochMilli());
        }
    }

    static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        long milliseconds = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(milliseconds);
    }

    private static List<Refund> refunds(PreparedStatement select) throws SQLException {
        List<Refund> refunds = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                refunds.add(new Refund(
                        rows.getString(1),
                        rows.getString(2),
                        rows.getBigDecimal(3),
                        rows.getBigDecimal(4),
                        rows.getString(5),
                        Refund.Status.valueOf(constant(rows.getString(6))),
                        rows.getString(7),
                        Instant.ofEpochMilli(rows.getLong(8)),
                        instant(rows, 9)));
            }
        }
        return refunds;
    }
}
