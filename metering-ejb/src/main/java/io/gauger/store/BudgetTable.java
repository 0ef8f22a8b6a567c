package io.gauger.store;

import static io.gauger.store.AccountTable.constant;
import static io.gauger.store.AccountTable.word;

import io.gauger.account.Budget;
import io.gauger.admit.KnownBudget;
import io.gauger.admit.ResetPeriod;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The table {@code gauger_budget}. */
final class BudgetTable {
    private static final String SELECT = "select account_id, amount, period, soft_threshold, hard, created_at,"
            + " updated_at, version, deleted from gauger_budget";

    private BudgetTable() {}

    /** A budget, or one that there was. */
    record Row(Budget budget, boolean deleted) {}

    static Optional<Row> find(Connection connection, String accountId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT + " where account_id = ?")) {
            select.setString(1, accountId);
            return rows(select).stream().findFirst();
        }
    }

    /** What changed after the one number, up to the other. */
    static List<Row> changed(Connection connection, long after, long upTo) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(SELECT + " where change_number > ? and change_number <= ?")) {
            select.setLong(1, after);
            select.setLong(2, upTo);
            return rows(select);
        }
    }

    static void insert(Connection connection, Budget budget, long change) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into gauger_budget (amount, period, soft_threshold, hard, created_at, updated_at, version,"
                        + " deleted, change_number, account_id) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            write(insert, budget, false, change);
        }
    }

    static void update(Connection connection, Budget budget, boolean deleted, long change) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update gauger_budget set amount = ?, period = ?, soft_threshold = ?, hard = ?, created_at = ?,"
                        + " updated_at = ?, version = ?, deleted = ?, change_number = ? where account_id = ?")) {
            write(update, budget, deleted, change);
        }
    }

    private static void write(PreparedStatement statement, Budget budget, boolean deleted, long change)
            throws SQLException {
        KnownBudget terms = budget.terms();
        statement.setBigDecimal(1, terms.amount());
        statement.setString(2, word(terms.period()));
        statement.setBigDecimal(3, terms.softThreshold());
        statement.setBoolean(4, terms.hard());
        statement.setLong(5, budget.createdAt().toEpochMilli());
        statement.setLong(6, budget.updatedAt().toEpochMilli());
        statement.setLong(7, budget.version());
        statement.setBoolean(8, deleted);
        statement.setLong(9, change);
        statement.setString(10, budget.accountId());
        statement.executeUpdate();
    }

    private static List<Row> rows(PreparedStatement select) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                KnownBudget terms = new KnownBudget(
                        row.getBigDecimal(2),
                        ResetPeriod.valueOf(constant(row.getString(3))),
                        row.getBigDecimal(4),
                        row.getBoolean(5));
                Budget budget = new Budget(
                        row.getString(1),
                        terms,
                        Instant.ofEpochMilli(row.getLong(6)),
                        Instant.ofEpochMilli(row.getLong(7)),
                        row.getLong(8));
                rows.add(new Row(budget, row.getBoolean(9)));
            }
        }
        return rows;
    }
}
