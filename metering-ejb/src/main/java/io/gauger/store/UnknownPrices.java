package io.gauger.store;

import io.gauger.rerate.UnknownPrice;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What has no price, by the flags of records. */
final class UnknownPrices {
    /** The currency is made in an inner query, as PostgreSQL does not see that two parameters are the same. */
    private static final String SQL = "select t.route, t.provider, t.model, t.currency, count(distinct t.account_id),"
            + " sum(t.requests), sum(t.units), sum(t.prompt), sum(t.completion), sum(t.cached), min(t.time), max(t.time)"
            + " from (select r.route, r.provider, r.model, coalesce(a.currency, ?) as currency, r.account_id,"
            + " coalesce(r.record_count, 1) as requests, r.units, coalesce(r.prompt_tokens, 0) as prompt,"
            + " coalesce(r.completion_tokens, 0) as completion, coalesce(r.cached_tokens, 0) as cached, r.time"
            + " from gauger_record r left join gauger_account a on a.id = r.account_id"
            + " where r.id >= ? and r.id < ? and r.time >= ? and r.time < ? and r.flags like '%,unknown_price,%'"
            + " and not exists (select 1 from gauger_rerated l join gauger_rerating_account d on d.run = l.run"
            + " where l.account_id = r.account_id and l.record_id = r.id)) t"
            + " group by t.route, t.provider, t.model, t.currency order by 6 desc, 1, 2, 3, 4";

    private UnknownPrices() {}

    static List<UnknownPrice> of(Connection connection, Instant from, Instant to, String currency, int limit)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SQL)) {
            select.setMaxRows(limit);
            select.setString(1, currency);
            select.setObject(2, StoredRecordReader.first(from.toEpochMilli()));
            select.setObject(3, StoredRecordReader.first(to.toEpochMilli()));
            select.setLong(4, from.toEpochMilli());
            select.setLong(5, to.toEpochMilli());
            List<UnknownPrice> found = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(new UnknownPrice(
                            row.getString(1),
                            row.getString(2),
                            row.getString(3),
                            row.getString(4),
                            row.getLong(5),
                            row.getLong(6),
                            row.getBigDecimal(7),
                            row.getLong(8),
                            row.getLong(9),
                            row.getLong(10),
                            Instant.ofEpochMilli(row.getLong(11)),
                            Instant.ofEpochMilli(row.getLong(12))));
                }
            }
            return found;
        }
    }
}
