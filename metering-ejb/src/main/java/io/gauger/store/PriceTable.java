package io.gauger.store;

import io.gauger.account.Directory.PriceQuery;
import io.gauger.account.PriceVersion;
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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table {@code gauger_price}, where what was withdrawn stays, marked as such, so that all nodes hear of it. */
final class PriceTable {
    private static final String COLUMNS = "id, route, provider, model, prompt, completion, cached, per_unit,"
            + " market_prompt, market_completion, market_cached, market_per_unit, currency, effective_from, created_at,"
            + " withdrawn";
    private static final String SELECT = "select " + COLUMNS + " from gauger_price";

    /** With the time from which on the next version of the same price counts. */
    private static final String VERSIONS = "select " + COLUMNS + ", (select min(n.effective_from) from gauger_price n"
            + " where n.withdrawn = ? and n.currency = p.currency and coalesce(n.route, '') = coalesce(p.route, '')"
            + " and coalesce(n.provider, '') = coalesce(p.provider, '') and coalesce(n.model, '') = coalesce(p.model, '')"
            + " and n.effective_from > p.effective_from) from gauger_price p";

    private PriceTable() {}

    static Optional<StoredPrice> find(Connection connection, String id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT + " where id = ?")) {
            select.setString(1, id);
            return prices(select).stream().findFirst();
        }
    }

    /** All there are, with those that were withdrawn. Every node has them in memory, so they are not too many. */
    static List<StoredPrice> all(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT)) {
            return prices(select);
        }
    }

    /** Whether a version of the same price that was not withdrawn takes effect at the same time. */
    static boolean isThere(Connection connection, Price price) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(SELECT + " where effective_from = ? and currency = ? and withdrawn = ?")) {
            select.setLong(1, price.effectiveFrom());
            select.setString(2, price.currency());
            select.setBoolean(3, false);
            return prices(select).stream().anyMatch(stored -> stored.price().isVersionOf(price));
        }
    }

    /** See {@link io.gauger.account.Directory#price}. */
    static Optional<PriceVersion> version(Connection connection, String id) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(VERSIONS + " where id = ? and withdrawn = ? order by id")) {
            select.setBoolean(1, false);
            select.setString(2, id);
            select.setBoolean(3, false);
            return versions(select).stream().findFirst();
        }
    }

    /** See {@link io.gauger.account.Directory#prices}. */
    static List<PriceVersion> versions(Connection connection, PriceQuery query, @Nullable String after, int limit)
            throws SQLException {
        String sql = VERSIONS + " where withdrawn = ? and id > ?" + (query.route() == null ? "" : " and route = ?")
                + (query.provider() == null ? "" : " and provider = ?")
                + (query.model() == null ? "" : " and model = ?")
                + (query.currency() == null ? "" : " and currency = ?") + " order by id";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setMaxRows(limit);
            select.setBoolean(1, false);
            select.setBoolean(2, false);
            select.setString(3, after == null ? "" : after);
            int place = 4;
            for (String value : Arrays.asList(query.route(), query.provider(), query.model(), query.currency())) {
                if (value != null) {
                    select.setString(place++, value);
                }
            }
            return versions(select);
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
                prices.add(price(row));
            }
        }
        return prices;
    }

    private static List<PriceVersion> versions(PreparedStatement select) throws SQLException {
        List<PriceVersion> versions = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                long next = row.getLong(17);
                Instant effectiveTo = row.wasNull() ? null : Instant.ofEpochMilli(next);
                versions.add(new PriceVersion(price(row), effectiveTo));
            }
        }
        return versions;
    }

    private static StoredPrice price(ResultSet row) throws SQLException {
        return new StoredPrice(
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
                row.getBoolean(16));
    }

    private static Rates rates(ResultSet row, int first) throws SQLException {
        return new Rates(
                row.getBigDecimal(first),
                row.getBigDecimal(first + 1),
                row.getBigDecimal(first + 2),
                row.getBigDecimal(first + 3));
    }
}
