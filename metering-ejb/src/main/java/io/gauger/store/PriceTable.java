package io.gauger.store;

import io.gauger.account.StoredPrice;
import io.gauger.price.Price;
import io.gauger.price.Rates;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table {@code gauger_price}, where what was withdrawn stays, marked as such, so that all nodes hear of it. */
final class PriceTable {
    private static final String COLUMNS = "id, route, provider, model, prompt, completion, cached, per_unit,"
            + " market_prompt, market_completion, market_cached, market_per_unit, currency, effective_from, created_at,"
            + " withdrawn";
    private static final String SELECT = "select " + COLUMNS + " from gauger_price";

    private PriceTable() {}

    static Optional<StoredPrice> find(Connection connection, String id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT + " where id = ?")) {
            select.setString(1, id);
            return prices(select).stream().findFirst();
        }
    }

    /** By their ids, without those that were withdrawn. */
    static List<StoredPrice> list(Connection connection, @Nullable String after, int limit) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(SELECT + " where id > ? and withdrawn = ? order by id")) {
            select.setMaxRows(limit);
            select.setString(1, after == null ? "" : after);
            select.setBoolean(2, false);
            return prices(select);
        }
    }

    /** What changed after the one number, up to the other. */
    static List<StoredPrice> changed(Connection connection, long after, long upTo) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(SELECT + " where change_number > ? and change_number <= ?")) {
            select.setLong(1, after);
            select.setLong(2, upTo);
            return prices(select);
        }
    }

    static void insert(Connection connection, StoredPrice stored, long change) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into gauger_price (" + COLUMNS
                + ", change_number) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            Price price = stored.price();
            insert.setString(1, price.id());
            insert.setString(2, price.route());
            insert.setString(3, price.provider());
            insert.setString(4, price.model());
            rates(insert, 5, price.cost());
            rates(insert, 9, price.market());
            insert.setString(13, price.currency());
            insert.setLong(14, price.effectiveFrom());
            insert.setLong(15, stored.createdAt().toEpochMilli());
            insert.setBoolean(16, stored.withdrawn());
            insert.setLong(17, change);
            insert.executeUpdate();
        }
    }

    static void withdraw(Connection connection, String id, long change) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update gauger_price set withdrawn = ?, change_number = ? where id = ?")) {
            update.setBoolean(1, true);
            update.setLong(2, change);
            update.setString(3, id);
            update.executeUpdate();
        }
    }

    private static void rates(PreparedStatement statement, int first, Rates rates) throws SQLException {
        int place = first;
        for (BigDecimal rate : new BigDecimal[] {rates.prompt(), rates.completion(), rates.cached(), rates.perUnit()}) {
            statement.setBigDecimal(place++, rate);
        }
    }

    private static List<StoredPrice> prices(PreparedStatement select) throws SQLException {
        List<StoredPrice> prices = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                prices.add(new StoredPrice(
                        new Price(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4),
                                rates(row, 5),
                                rates(row, 9),
                                row.getString(13),
                                row.getLong(14)),
                        Instant.ofEpochMilli(row.getLong(15)),
                        row.getBoolean(16)));
            }
        }
        return prices;
    }

    private static Rates rates(ResultSet row, int first) throws SQLException {
        return new Rates(
                row.getBigDecimal(first),
                row.getBigDecimal(first + 1),
                row.getBigDecimal(first + 2),
                row.getBigDecimal(first + 3));
    }
}
