package io.gauger.store;

import static io.gauger.store.AccountTable.constant;
import static io.gauger.store.AccountTable.word;

import io.gauger.pay.CreditPackage;
import io.gauger.pay.Purchase;
import io.gauger.pay.Purchase.AtProvider;
import io.gauger.pay.Purchase.TakenBack;
import io.gauger.pay.Purchases;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table {@code gauger_purchase}. */
final class PurchaseTable {
    private static final int LONGEST_PROBLEM = 1000;

    private static final String COLUMNS = "account_id, package_id, package_name, amount, currency, credits, valid_days,"
            + " status, provider, provider_session, provider_payment, checkout_url, created_at, completed_at,"
            + " credits_expire_at, expired_at, expired_credits, refunded_amount, refunded_credits, problem";

    private static final String SELECT = "select id, " + COLUMNS + " from gauger_purchase";

    private PurchaseTable() {}

    static Optional<Purchase> find(Connection connection, String id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT + " where id = ?")) {
            select.setString(1, id);
            return purchases(select).stream().findFirst();
        }
    }

    /** See {@link Purchases#list}; ids are in the order of time. */
    static List<Purchase> list(Connection connection, Purchases.Query query, @Nullable String before, int limit)
            throws SQLException {
        StringBuilder sql = new StringBuilder(SELECT).append(" where 1 = 1");
        List<String> values = new ArrayList<>();
        ApiKeyTable.add(sql, values, "account_id", query.accountId());
        ApiKeyTable.add(sql, values, "status", query.status() == null ? null : word(query.status()));
        if (before != null) {
            sql.append(" and id < ?");
            values.add(before);
        }
        try (PreparedStatement select =
                connection.prepareStatement(sql.append(" order by id desc").toString())) {
            select.setMaxRows(limit);
            for (int i = 0; i < values.size(); i++) {
                select.setString(i + 1, values.get(i));
            }
            return purchases(select);
        }
    }

    /** How many of an account wait for their payments that began after these times, the second for those without a checkout. */
    static int pending(Connection connection, String account, long since, long sinceWithoutCheckout)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select count(*) from gauger_purchase"
                + " where account_id = ? and status = ? and created_at > ?"
                + " and (checkout_url is not null or created_at > ?)")) {
            select.setString(1, account);
            select.setString(2, word(Purchase.Status.PENDING));
            select.setLong(3, since);
            select.setLong(4, sinceWithoutCheckout);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getInt(1) : 0;
            }
        }
    }

    /**
     * One whose credits ended by this instant and were not taken back yet: account by account, and of an account the one that
     * ended first.
     *
     * @param without accounts that are left alone
     */
    static Optional<Purchase> due(Connection connection, long now, Collection<String> without) throws SQLException {
        String others = without.isEmpty()
                ? ""
                : " and account_id not in (" + String.join(", ", Collections.nCopies(without.size(), "?")) + ")";
        try (PreparedStatement select =
                connection.prepareStatement(SELECT + " where credits_expire_at <= ? and expired_at is null" + others
                        + " order by account_id, credits_expire_at, id")) {
            select.setMaxRows(1);
            int place = 1;
            select.setLong(place++, now);
            for (String account : without) {
                select.setString(place++, account);
            }
            return purchases(select).stream().findFirst();
        }
    }

    static void insert(Connection connection, Purchase purchase) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into gauger_purchase (" + COLUMNS
                + ", id) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            write(insert, purchase);
        }
    }

    static void update(Connection connection, Purchase purchase) throws SQLException {
        String set = String.join(" = ?, ", COLUMNS.split(", *", -1)) + " = ?";
        try (PreparedStatement update =
                connection.prepareStatement("update gauger_purchase set " + set + " where id = ?")) {
            write(update, purchase);
        }
    }

    private static void write(PreparedStatement statement, Purchase purchase) throws SQLException {
        statement.setString(1, purchase.accountId());
        statement.setString(2, purchase.what().id());
        statement.setString(3, purchase.what().name());
        statement.setBigDecimal(4, purchase.amount());
        statement.setString(5, purchase.currency());
        statement.setBigDecimal(6, purchase.credits());
        statement.setObject(7, purchase.what().validDays(), Types.INTEGER);
        statement.setString(8, word(purchase.status()));
        statement.setString(9, purchase.at().provider());
        statement.setString(10, purchase.at().session());
        statement.setString(11, purchase.at().payment());
        statement.setString(12, purchase.at().checkoutUrl());
        statement.setLong(13, purchase.createdAt().toEpochMilli());
        RefundTable.set(statement, 14, purchase.completedAt());
        RefundTable.set(statement, 15, purchase.creditsExpireAt());
        RefundTable.set(statement, 16, purchase.takenBack().expiredAt());
        statement.setBigDecimal(17, purchase.takenBack().expiredCredits());
        statement.setBigDecimal(18, purchase.takenBack().refundedAmount());
        statement.setBigDecimal(19, purchase.takenBack().refundedCredits());
        statement.setString(20, ColumnText.optional(purchase.problem(), LONGEST_PROBLEM));
        statement.setString(21, purchase.id());
        statement.executeUpdate();
    }

    private static List<Purchase> purchases(PreparedStatement select) throws SQLException {
        List<Purchase> purchases = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                int days = rows.getInt(8);
                purchases.add(new Purchase(
                        rows.getString(1),
                        rows.getString(2),
                        new CreditPackage(
                                rows.getString(3),
                                rows.getString(4),
                                rows.getBigDecimal(5),
                                rows.getString(6),
                                rows.getBigDecimal(7),
                                days == 0 ? null : Integer.valueOf(days)),
                        Purchase.Status.valueOf(constant(rows.getString(9))),
                        new AtProvider(rows.getString(10), rows.getString(11), rows.getString(12), rows.getString(13)),
                        Instant.ofEpochMilli(rows.getLong(14)),
                        RefundTable.instant(rows, 15),
                        RefundTable.instant(rows, 16),
                        new TakenBack(
                                rows.getBigDecimal(19),
                                rows.getBigDecimal(20),
                                RefundTable.instant(rows, 17),
                                rows.getBigDecimal(18)),
                        rows.getString(21)));
            }
        }
        return purchases;
    }
}
