package io.gauger.store;

import io.gauger.rerate.RepricedRecord;
import io.gauger.store.Table.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code gauger_rerated}, to which is only added: records that were priced otherwise. A line counts once its run is
 * named by {@link ReratedAccounts}.
 */
final class RepricedTable {
    private static final Table<Line> TABLE = Table.<Line>named(
                    "gauger_rerated", line -> line.record().id())
            .column("rerating_id", Kind.TEXT, Line::rerating)
            .column("run", Kind.ID, Line::run)
            .column("record_id", Kind.ID, line -> line.record().recordId())
            .column("time", Kind.WHOLE, line -> line.record().time().toEpochMilli())
            .column("account_id", Kind.TEXT, line -> line.record().accountId())
            .column("old_cost", Kind.DECIMAL, line -> line.record().oldCost())
            .column("new_cost", Kind.DECIMAL, line -> line.record().newCost())
            .column("old_market", Kind.DECIMAL, line -> line.record().oldMarket())
            .column("new_market", Kind.DECIMAL, line -> line.record().newMarket())
            .column("price_id", Kind.TEXT, line -> line.record().priceId())
            .build();

    private static final String SELECT = "select l.id, l.record_id, l.time, l.account_id, l.old_cost, l.new_cost,"
            + " l.old_market, l.new_market, l.price_id from gauger_rerated l"
            + " join gauger_rerating_account a on a.run = l.run";

    private RepricedTable() {}

    /** A line of one run of a re-rating. */
    record Line(String rerating, UUID run, RepricedRecord record) {}

    static void insert(Connection connection, Bulk bulk, List<Line> lines) throws SQLException {
        bulk.insert(connection, TABLE, lines);
    }

    /** What records of an account cost since they were last re-rated; those from one id to another. */
    static Map<UUID, RepricedRecord> latest(Connection connection, String account, UUID first, UUID last)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT
                + " where l.account_id = ? and l.record_id >= ? and l.record_id <= ? order by a.change_number")) {
            select.setString(1, account);
            select.setObject(2, first);
            select.setObject(3, last);
            Map<UUID, RepricedRecord> latest = new HashMap<>();
            records(select).forEach(record -> latest.put(record.recordId(), record));
            return latest;
        }
    }

    /** See {@link io.gauger.rerate.Reratings#records}. */
    static List<RepricedRecord> list(Connection connection, String rerating, @Nullable UUID after, int limit)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                SELECT + " where l.rerating_id = ?" + (after == null ? "" : " and l.id > ?") + " order by l.id")) {
            select.setMaxRows(limit);
            select.setString(1, rerating);
            if (after != null) {
                select.setObject(2, after);
            }
            return records(select);
        }
    }

    private static List<RepricedRecord> records(PreparedStatement select) throws SQLException {
        List<RepricedRecord> found = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                found.add(new RepricedRecord(
                        row.getObject(1, UUID.class),
                        row.getObject(2, UUID.class),
                        Instant.ofEpochMilli(row.getLong(3)),
                        row.getString(4),
                        row.getBigDecimal(5),
                        row.getBigDecimal(6),
                        row.getBigDecimal(7),
                        row.getBigDecimal(8),
                        row.getString(9)));
            }
        }
        return found;
    }
}
