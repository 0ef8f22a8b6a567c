package io.gauger.store;

import io.gauger.price.Priced;
import io.gauger.rerate.ReratingOrder;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the measured side of admitted records, and what they cost, account by account and page by page. */
final class PricedRecords {
    /** As many as are held in memory. */
    static final int PAGE = 1000;

    private static final int ACCOUNTS = 500;

    private PricedRecords() {}

    /** A record as it was measured and priced. */
    record Row(
            UUID id,
            long epochMilli,
            String route,
            @Nullable String provider,
            @Nullable String model,
            long promptTokens,
            long completionTokens,
            long cachedTokens,
            BigDecimal units,
            BigDecimal cost,
            BigDecimal market,
            @Nullable String priceId)
            implements Priced {}

    /**
     * At most {@link #PAGE} of an account, in the order of their ids.
     *
     * @param account null for what belongs to none
     * @param after the last of the page before; null for the first page
     */
    static List<Row> page(
            Connection connection, @Nullable String account, Instant from, Instant to, @Nullable UUID after)
            throws SQLException {
        String sql = "select id, time, route, provider, model, prompt_tokens, completion_tokens, cached_tokens, units,"
                + " cost, market, price_id from gauger_record where "
                + (account == null ? "account_id is null" : "account_id = ?") + " and id >= ? and id < ? and time >= ?"
                + " and time < ? and refusal is null" + (after == null ? "" : " and id > ?") + " order by id";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setMaxRows(PAGE);
            int place = 1;
            if (account != null) {
                select.setString(place++, account);
            }
            select.setObject(place++, StoredRecordReader.first(from.toEpochMilli()));
            select.setObject(place++, StoredRecordReader.first(to.toEpochMilli()));
            select.setLong(place++, from.toEpochMilli());
            select.setLong(place++, to.toEpochMilli());
            if (after != null) {
                select.setObject(place, after);
            }
            return rows(select);
        }
    }

    /** Accounts that have records of the time, in the order of their ids, those after this one; found by their rollups. */
    static List<String> accounts(Connection connection, ReratingOrder order, @Nullable String after)
            throws SQLException {
        if (order.accountId() != null) {
            return after == null ? List.of(order.accountId()) : List.of();
        }
        try (PreparedStatement select =
                connection.prepareStatement("select distinct account_id from gauger_rollup where"
                        + " bucket >= ? and bucket < ? and account_id > ? order by account_id")) {
            select.setMaxRows(ACCOUNTS);
            select.setLong(1, RollupKey.bucketOf(order.from().toEpochMilli()));
            select.setLong(2, order.to().toEpochMilli());
            select.setString(3, after == null ? "" : after);
            List<String> accounts = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    accounts.add(rows.getString(1));
                }
            }
            return accounts;
        }
    }

    private static List<Row> rows(PreparedStatement select) throws SQLException {
        List<Row> found = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                found.add(new Row(
                        row.getObject(1, UUID.class),
                        row.getLong(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        // absent counts as none
                        row.getLong(6),
                        row.getLong(7),
                        row.getLong(8),
                        row.getBigDecimal(9),
                        row.getBigDecimal(10),
                        row.getBigDecimal(11),
                        row.getString(12)));
            }
        }
        return found;
    }
}
