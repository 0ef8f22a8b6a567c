package io.gauger.store;

import io.gauger.store.Table.Kind;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

/**
 * The table {@code gauger_balance}. Whoever adds to ledgers locks their rows here, in the order of ids and last in its
 * transaction. Two that insert the same row are told apart by its key: one of them fails, and comes again.
 */
final class BalanceTable {
    private static final String SELECT =
            "select account_id, currency, balance, credits, entries, change_number from gauger_balance";

    private static final Table<BalanceRow> TABLE = Table.named("gauger_balance", BalanceRow::id)
            .fixed("account_id", Kind.TEXT, BalanceRow::account)
            .column("currency", Kind.TEXT, BalanceRow::currency)
            .column("balance", Kind.DECIMAL, BalanceRow::balance)
            .column("credits", Kind.DECIMAL, BalanceRow::credits)
            .column("entries", Kind.WHOLE, BalanceRow::entries)
            .column("change_number", Kind.WHOLE, BalanceRow::change)
            .build();

    private BalanceTable() {}

    /**
     * Locks the rows of accounts until the transaction ends.
     *
     * @param currency of an account without a row
     * @return one of each account, in the order in which they are locked
     */
    static List<BalanceRow> lock(
            Connection connection, Bulk bulk, Collection<String> accounts, Function<String, String> currency)
            throws SQLException {
        Map<UUID, BalanceRow> byId = new TreeMap<>(IdOrder.OF_DATABASES);
        for (String account : accounts) {
            byId.put(BalanceRow.idOf(account), BalanceRow.missing(account, currency.apply(account)));
        }
        bulk.select(connection, SELECT, byId.keySet(), "order by id for update", row -> {
            BalanceRow there = row(row);
            byId.put(there.id(), there);
        });
        return List.copyOf(byId.values());
    }

    /** Writes rows that this transaction has locked; inserts those that were not there. */
    static void write(Connection connection, Bulk bulk, List<BalanceRow> rows) throws SQLException {
        bulk.update(connection, TABLE, rows.stream().filter(BalanceRow::stored).toList());
        bulk.insert(
                connection, TABLE, rows.stream().filter(row -> !row.stored()).toList());
    }

    /** Without any lock. */
    static Optional<BalanceRow> find(Connection connection, Bulk bulk, String account) throws SQLException {
        BalanceRow[] found = new BalanceRow[1];
        bulk.select(connection, SELECT, List.of(BalanceRow.idOf(account)), "", row -> found[0] = row(row));
        return Optional.ofNullable(found[0]);
    }

    /** Credits by account, where they changed after the one number, up to the other. */
    static Map<String, BigDecimal> changedCredits(Connection connection, long after, long upTo) throws SQLException {
        Map<String, BigDecimal> credits = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "select account_id, credits from gauger_balance where change_number > ? and change_number <= ?")) {
            select.setLong(1, after);
            select.setLong(2, upTo);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    credits.put(rows.getString(1), rows.getBigDecimal(2));
                }
            }
        }
        return credits;
    }

    private static BalanceRow row(ResultSet row) throws SQLException {
        String account = row.getString(1);
        return new BalanceRow(
                BalanceRow.idOf(account),
                account,
                row.getString(2),
                row.getBigDecimal(3),
                row.getBigDecimal(4),
                row.getLong(5),
                row.getLong(6),
                true);
    }
}
