package io.gauger.store;

import io.gauger.rerate.AccountRerating;
import io.gauger.rerate.ReratingResult;
import io.gauger.store.Table.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The table {@code gauger_rerating_account}, to which is only added: an account that a re-rating is done with, and the run whose
 * lines count. Lines of other runs, which were given up, do not.
 */
final class ReratedAccounts {
    private static final Table<Row> TABLE = Table.named("gauger_rerating_account", Row::id)
            .column("rerating_id", Kind.TEXT, Row::rerating)
            .column("account_id", Kind.TEXT, row -> row.sums().name())
            .column("run", Kind.ID, Row::run)
            .column("currency", Kind.TEXT, row -> row.sums().currency())
            .column("records", Kind.WHOLE, row -> row.sums().records())
            .column("changed", Kind.WHOLE, row -> row.sums().changed())
            .column("unpriced", Kind.WHOLE, row -> row.sums().unpriced())
            .column("old_cost", Kind.DECIMAL, row -> row.sums().oldCost())
            .column("new_cost", Kind.DECIMAL, row -> row.sums().newCost())
            .column("old_market", Kind.DECIMAL, row -> row.sums().oldMarket())
            .column("new_market", Kind.DECIMAL, row -> row.sums().newMarket())
            .column("change_number", Kind.WHOLE, Row::change)
            .build();

    private static final String SUMS = " sum(records), sum(changed), sum(unpriced), sum(old_cost), sum(new_cost),"
            + " sum(old_market), sum(new_market) from gauger_rerating_account where rerating_id = ? group by ";

    private ReratedAccounts() {}

    /**
     * An account that is done.
     *
     * @param run whose lines count
     * @param sums over all of its records
     * @param change the number of the change that posted the difference
     */
    record Row(UUID id, String rerating, UUID run, AccountRerating sums, long change) {}

    static UUID idOf(String rerating, String account) {
        return new HashedId().text(rerating).text(account).made();
    }

    static void insert(Connection connection, Bulk bulk, Row row) throws SQLException {
        bulk.insert(connection, TABLE, List.of(row));
    }

    static boolean isDone(Connection connection, String rerating, String account) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select 1 from gauger_rerating_account where id = ?")) {
            select.setObject(1, idOf(rerating, account));
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    /** The number of the change by which an account was last re-rated; 0 for never. */
    static long lastChange(Connection connection, String account) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select max(change_number) from gauger_rerating_account where account_id = ?")) {
            select.setString(1, account);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    static ReratingResult result(Connection connection, String rerating) throws SQLException {
        List<AccountRerating> totals =
                sums(connection, "select currency, currency," + SUMS + "currency order by currency", rerating, 1000);
        List<AccountRerating> accounts = sums(
                connection,
                "select account_id, currency," + SUMS + "account_id, currency order by account_id",
                rerating,
                ReratingResult.MOST_ACCOUNTS);
        long all = accounts.size() < ReratingResult.MOST_ACCOUNTS ? accounts.size() : count(connection, rerating);
        return new ReratingResult(totals, accounts, all - accounts.size());
    }

    private static long count(Connection connection, String rerating) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select count(*) from gauger_rerating_account where rerating_id = ?")) {
            select.setString(1, rerating);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    private static List<AccountRerating> sums(Connection connection, String sql, String rerating, int limit)
            throws SQLException {
        List<AccountRerating> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setMaxRows(limit);
            select.setString(1, rerating);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(new AccountRerating(
                            row.getString(1),
                            row.getString(2),
                            row.getLong(3),
                            row.getLong(4),
                            row.getLong(5),
                            row.getBigDecimal(6),
                            row.getBigDecimal(7),
                            row.getBigDecimal(8),
                            row.getBigDecimal(9)));
                }
            }
        }
        return found;
    }
}
