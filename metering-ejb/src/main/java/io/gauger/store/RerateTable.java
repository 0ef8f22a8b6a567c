package io.gauger.store;

import io.gauger.rerate.Rerating;
import io.gauger.rerate.ReratingOrder;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table {@code gauger_rerating}: what was ordered to be priced anew. */
final class RerateTable {
    private static final String COLUMNS = "id, from_time, to_time, account_id, reason, actor, created_at, finished_at";
    private static final String SELECT = "select " + COLUMNS + " from gauger_rerating";

    private RerateTable() {}

    static void insert(Connection connection, Rerating rerating) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into gauger_rerating (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, null)")) {
            ReratingOrder order = rerating.order();
            insert.setString(1, rerating.id());
            insert.setLong(2, order.from().toEpochMilli());
            insert.setLong(3, order.to().toEpochMilli());
            insert.setString(4, order.accountId());
            insert.setString(5, order.reason());
            insert.setString(6, ColumnText.required(rerating.actor(), 255));
            insert.setLong(7, rerating.createdAt().toEpochMilli());
            insert.executeUpdate();
        }
    }

    /** Its first end stays. */
    static void finish(Connection connection, String id, Instant time) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update gauger_rerating set finished_at = ? where id = ? and finished_at is null")) {
            update.setLong(1, time.toEpochMilli());
            update.setString(2, id);
            update.executeUpdate();
        }
    }

    static Optional<Rerating> find(Connection connection, String id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT + " where id = ?")) {
            select.setString(1, id);
            return reratings(select).stream().findFirst();
        }
    }

    /** Newest first, as ids begin with their time. */
    static List<Rerating> list(Connection connection, @Nullable String before, int limit) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(SELECT + (before == null ? "" : " where id < ?") + " order by id desc")) {
            select.setMaxRows(limit);
            if (before != null) {
                select.setString(1, before);
            }
            return reratings(select);
        }
    }

    private static List<Rerating> reratings(PreparedStatement select) throws SQLException {
        List<Rerating> found = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                long finished = row.getLong(8);
                Instant finishedAt = row.wasNull() ? null : Instant.ofEpochMilli(finished);
                found.add(new Rerating(
                        row.getString(1),
                        new ReratingOrder(
                                Instant.ofEpochMilli(row.getLong(2)),
                                Instant.ofEpochMilli(row.getLong(3)),
                                row.getString(4),
                                row.getString(5)),
                        row.getString(6),
                        Instant.ofEpochMilli(row.getLong(7)),
                        finishedAt));
            }
        }
        return found;
    }
}
