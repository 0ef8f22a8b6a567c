package io.gauger.store;

import io.gauger.account.Account;
import io.gauger.account.Directory.AccountQuery;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table {@code gauger_account}. */
final class AccountTable {
    private static final String SELECT = "select id, name, status, plan_id, billing, time_zone, currency, created_at,"
            + " updated_at, version from gauger_account";

    private AccountTable() {}

    static Optional<Account> find(Connection connection, String id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT + " where id = ?")) {
            select.setString(1, id);
            return accounts(select).stream().findFirst();
        }
    }

    static List<Account> list(Connection connection, AccountQuery query, @Nullable String after, int limit)
            throws SQLException {
        StringBuilder sql = new StringBuilder(SELECT).append(" where id > ?");
        List<String> values = new ArrayList<>(List.of(after == null ? "" : after));
        ApiKeyTable.add(sql, values, "id", query.id());
        ApiKeyTable.add(sql, values, "status", query.status() == null ? null : word(query.status()));
        ApiKeyTable.add(sql, values, "plan_id", query.planId());
        try (PreparedStatement select =
                connection.prepareStatement(sql.append(" order by id").toString())) {
            select.setMaxRows(limit);
            for (int i = 0; i < values.size(); i++) {
                select.setString(i + 1, values.get(i));
            }
            return accounts(select);
        }
    }

    /** All that have the plan, also those that are closed. */
    static List<Account> ofPlan(Connection connection, String planId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT + " where plan_id = ? order by id")) {
            select.setString(1, planId);
            return accounts(select);
        }
    }

    /** Whether any account has it that is not closed. */
    static boolean haveThePlan(Connection connection, String planId) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select id from gauger_account where plan_id = ? and status <> ?")) {
            select.setMaxRows(1);
            select.setString(1, planId);
            select.setString(2, word(Account.Status.CLOSED));
            try (ResultSet rows = select.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** What changed after the one number, up to the other. */
    static List<Account> changed(Connection connection, long after, long upTo) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(SELECT + " where change_number > ? and change_number <= ?")) {
            select.setLong(1, after);
            select.setLong(2, upTo);
            return accounts(select);
        }
    }

    static void insert(Connection connection, Account account, long change) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into gauger_account (name, status, plan_id, billing, time_zone,"
                        + " currency, created_at, updated_at, version, change_number, id)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            write(insert, account, change);
        }
    }

    static void update(Connection connection, Account account, long change) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update gauger_account set name = ?, status = ?, plan_id = ?, billing = ?,"
                        + " time_zone = ?, currency = ?, created_at = ?, updated_at = ?, version = ?, change_number = ?"
                        + " where id = ?")) {
            write(update, account, change);
        }
    }

    private static void write(PreparedStatement statement, Account account, long change) throws SQLException {
        statement.setString(1, account.name());
        statement.setString(2, word(account.status()));
        statement.setString(3, account.planId());
        statement.setString(4, word(account.billing()));
        statement.setString(5, account.timeZone());
        statement.setString(6, account.currency());
        statement.setLong(7, account.createdAt().toEpochMilli());
        statement.setLong(8, account.updatedAt().toEpochMilli());
        statement.setLong(9, account.version());
        statement.setLong(10, change);
        statement.setString(11, account.id());
        statement.executeUpdate();
    }

    private static List<Account> accounts(PreparedStatement select) throws SQLException {
        List<Account> accounts = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                accounts.add(new Account(
                        rows.getString(1),
                        rows.getString(2),
                        Account.Status.valueOf(constant(rows.getString(3))),
                        rows.getString(4),
                        Account.Billing.valueOf(constant(rows.getString(5))),
                        rows.getString(6),
                        rows.getString(7),
                        Instant.ofEpochMilli(rows.getLong(8)),
                        Instant.ofEpochMilli(rows.getLong(9)),
                        rows.getLong(10)));
            }
        }
        return accounts;
    }

    /** As it is stored and told. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static String constant(String word) {
        return word.toUpperCase(Locale.ROOT);
    }
}
