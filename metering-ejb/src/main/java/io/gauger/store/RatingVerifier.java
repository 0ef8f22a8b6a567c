package io.gauger.store;

import io.gauger.account.StoredPrice;
import io.gauger.ledger.LedgerEntry;
import io.gauger.price.Price;
import io.gauger.price.PriceBook;
import io.gauger.price.Rated;
import io.gauger.rerate.RatingDifference;
import io.gauger.rerate.RatingDifference.Kind;
import io.gauger.rerate.RatingVerification;
import io.gauger.rerate.RepricedRecord;
import io.gauger.rerate.ReratingOrder;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Prices records again by the prices that they name, which never change, looks whether these decide now too, and proves what
 * re-ratings posted by their lines. It holds a page of records in memory. For one call.
 */
final class RatingVerifier {
    /** Each account of a re-rating of the time, with the sum of its lines, and what its ledger has. */
    private static final String ADJUSTMENTS = "select a.rerating_id, a.account_id, a.new_cost - a.old_cost,"
            + " (select sum(l.new_cost - l.old_cost) from gauger_rerated l where l.run = a.run)"
            + " from gauger_rerating_account a join gauger_rerating r on r.id = a.rerating_id"
            + " where r.from_time < ? and r.to_time > ? order by a.rerating_id, a.account_id";

    private final EntityManagers managers;
    private final Bulk bulk;
    private final ReratingOrder range;
    private final String defaultCurrency;
    private final Map<String, Price> prices = new HashMap<>();
    private final VersionComparison versions;
    private final List<RatingDifference> differences = new ArrayList<>();
    private long moreDifferences;
    private long records;
    private long repriced;

    /** By these versions, also those that were taken back. */
    RatingVerifier(
            EntityManagers managers, Bulk bulk, List<StoredPrice> stored, ReratingOrder range, String defaultCurrency) {
        stored.forEach(version -> prices.put(version.price().id(), version.price()));
        this.versions = new VersionComparison(stored);
        this.managers = managers;
        this.bulk = bulk;
        this.range = range;
        this.defaultCurrency = defaultCurrency;
    }

    RatingVerification verify() {
        Horizon horizon = managers.query(Horizon::read);
        Instant keptFrom = horizon.keptFrom() > range.from().toEpochMilli() ? horizon.instant() : null;
        account(null);
        @Nullable String after = null;
        while (true) {
            @Nullable String last = after;
            List<String> accounts = managers.query(connection -> PricedRecords.accounts(connection, range, last));
            if (accounts.isEmpty()) {
                break;
            }
            accounts.forEach(this::account);
            after = accounts.get(accounts.size() - 1);
        }
        managers.query(connection -> {
            adjustments(connection);
            return range;
        });
        return new RatingVerification(
                keptFrom, records, repriced, differences, moreDifferences, versions.found(), versions.counts());
    }

    private void account(@Nullable String account) {
        @Nullable UUID last = null;
        String currency = account == null
                ? null
                : managers.query(connection -> AccountRater.currency(connection, bulk, account, defaultCurrency));
        do {
            UUID after = last;
            last = managers.query(connection -> Optional.ofNullable(page(connection, account, currency, after)))
                    .orElse(null);
        } while (last != null);
    }

    /** The last record of the page; null if it was the last page. */
    private @Nullable UUID page(
            Connection connection, @Nullable String account, @Nullable String currency, @Nullable UUID after)
            throws SQLException {
        List<PricedRecords.Row> rows = PricedRecords.page(connection, account, range.from(), range.to(), after);
        if (rows.isEmpty()) {
            return null;
        }
        UUID last = rows.get(rows.size() - 1).id();
        Map<UUID, RepricedRecord> lines = account == null
                ? Map.of()
                : RepricedTable.latest(connection, account, rows.get(0).id(), last);
        for (PricedRecords.Row row : rows) {
            records++;
            learn(connection, row.priceId());
            compare(Kind.RECORD, row, row.priceId(), row.cost(), row.market());
            RepricedRecord line = lines.get(row.id());
            if (line == null) {
                compareCurrency(Kind.RECORD, row, row.priceId(), row.cost(), currency);
            } else {
                repriced++;
                learn(connection, line.priceId());
                compare(Kind.REPRICED_RECORD, row, line.priceId(), line.newCost(), line.newMarket());
                compareCurrency(Kind.REPRICED_RECORD, row, line.priceId(), line.newCost(), currency);
            }
            // nobody is billed for what belongs to no account, and so it is not re-rated
            if (account != null && currency != null) {
                versions.compare(row, account, currency, line == null ? row.priceId() : line.priceId());
            }
        }
        return rows.size() < PricedRecords.PAGE ? null : last;
    }

    /** One that was made since this began, and names records already. */
    private void learn(Connection connection, @Nullable String priceId) throws SQLException {
        if (priceId != null && !prices.containsKey(priceId)) {
            PriceTable.find(connection, priceId).ifPresent(version -> prices.put(priceId, version.price()));
        }
    }

    private void compare(
            Kind kind, PricedRecords.Row row, @Nullable String priceId, BigDecimal cost, BigDecimal market) {
        String id = row.id().toString();
        Price price = priceId == null ? null : prices.get(priceId);
        if (priceId != null && price == null) {
            differs(new RatingDifference(kind, id, priceId, "price", priceId, null));
            return;
        }
        Rated rated = price == null ? Rated.NOTHING : PriceBook.by(price, row);
        compare(kind, id, priceId, "cost", cost, rated.cost());
        compare(kind, id, priceId, "market", market, rated.market());
    }

    /** What costs nothing was not debited, and may be of the time before the account got its currency. */
    private void compareCurrency(
            Kind kind, PricedRecords.Row row, @Nullable String priceId, BigDecimal cost, @Nullable String currency) {
        Price price = priceId == null ? null : prices.get(priceId);
        if (price != null
                && currency != null
                && cost.signum() != 0
                && !price.currency().equals(currency)) {
            differs(new RatingDifference(kind, row.id().toString(), priceId, "currency", price.currency(), currency));
        }
    }

    private void compare(
            Kind kind, String id, @Nullable String priceId, String measure, BigDecimal stored, BigDecimal expected) {
        if (stored.compareTo(expected) != 0) {
            differs(new RatingDifference(kind, id, priceId, measure, text(stored), text(expected)));
        }
    }

    private void adjustments(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(ADJUSTMENTS)) {
            select.setLong(1, range.to().toEpochMilli());
            select.setLong(2, range.from().toEpochMilli());
            List<Settled> settled = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    settled.add(new Settled(
                            ReratingChanges.reference(row.getString(1), row.getString(2)),
                            row.getBigDecimal(3),
                            orZero(row.getBigDecimal(4))));
                }
            }
            for (Settled each : settled) {
                compare(Kind.ADJUSTMENT, each.reference(), null, "lines", each.sum(), each.lines());
                BigDecimal posted = LedgerTable.find(connection, each.reference())
                        .map(LedgerEntry::amount)
                        .orElse(BigDecimal.ZERO);
                compare(
                        Kind.ADJUSTMENT,
                        each.reference(),
                        null,
                        "ledger",
                        posted,
                        each.sum().negate());
            }
        }
    }

    /** What a re-rating came to for an account, by its sums and by its lines. */
    private record Settled(String reference, BigDecimal sum, BigDecimal lines) {}

    private void differs(RatingDifference difference) {
        if (differences.size() < RatingVerification.MOST_DIFFERENCES) {
            differences.add(difference);
        } else {
            moreDifferences++;
        }
    }

    private static BigDecimal orZero(@Nullable BigDecimal value) {
        return value == null ? BigDecimal.ZERO : value;
    }

    private static String text(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
