package io.gauger.store;

import static io.gauger.store.AccountTable.constant;
import static io.gauger.store.AccountTable.word;

import io.gauger.account.Account;
import io.gauger.admit.MeterType;
import io.gauger.bill.PlanCharge;
import io.gauger.reserve.Period;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tables {@code gauger_plan_charge} and {@code gauger_plan_term}. */
final class PlanChargeTable {
    private static final String SELECT = "select account_id, plan_id, plan_name, period_start, period_end, number,"
            + " currency, price, counted, quota, overage, overage_price from gauger_plan_charge";

    /** As {@link PlanTerms#isCharged}. */
    private static final String CHARGED = "(p.price > 0 or p.overage_price > 0) and p.quota_period <> 'never'";

    private PlanChargeTable() {}

    /** Those on an account's invoice of a month: of periods that end in it, and what was found in it of others; by their ends. */
    static List<PlanCharge> ofMonth(Connection connection, String account, Period month) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                SELECT + " where account_id = ?"
                        + " and ((number = 1 and period_end > ? and period_end <= ?)"
                        + " or (number > 1 and charged_at >= ? and charged_at < ?)) order by period_end, period_start, number")) {
            select.setString(1, account);
            select.setLong(2, month.start());
            select.setLong(3, month.end());
            select.setLong(4, month.start());
            select.setLong(5, month.end());
            return charges(select);
        }
    }

    /** Those of an account whose periods end behind an instant and charge what is used beyond a quota; by their starts. */
    static List<PlanCharge> beyondQuotas(Connection connection, Account account, long behind) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT
                + " where account_id = ? and currency = ? and period_end > ? and quota is not null"
                + " order by period_start, number")) {
            select.setString(1, account.id());
            select.setString(2, account.currency());
            select.setLong(3, behind);
            return charges(select);
        }
    }

    /** What the account used in the periods of these, of what they count, by their starts. */
    static Map<Long, BigDecimal> usedInThem(Connection connection, Account account, long behind) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select c.period_start,"
                + " sum(case when c.counted = 'requests' then u.requests else u.units end)"
                + " from gauger_plan_charge c join gauger_account_use u on u.account_id = c.account_id"
                + " and u.bucket >= c.period_start and u.bucket < c.period_end"
                + " where c.account_id = ? and c.currency = ? and c.period_end > ? and c.quota is not null and c.number = 1"
                + " group by c.period_start")) {
            select.setString(1, account.id());
            select.setString(2, account.currency());
            select.setLong(3, behind);
            Map<Long, BigDecimal> used = new HashMap<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    used.put(row.getLong(1), row.getBigDecimal(2));
                }
            }
            return used;
        }
    }

    private static List<PlanCharge> charges(PreparedStatement select) throws SQLException {
        List<PlanCharge> charges = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                charges.add(new PlanCharge(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        new Period(row.getLong(4), row.getLong(5)),
                        row.getInt(6),
                        row.getString(7),
                        row.getBigDecimal(8),
                        MeterType.valueOf(constant(row.getString(9))),
                        row.getBigDecimal(10),
                        row.getBigDecimal(11),
                        row.getBigDecimal(12)));
            }
        }
        return charges;
    }

    static void insert(Connection connection, PlanCharge charge, @Nullable Long termStart, long now)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into gauger_plan_charge (id, account_id,"
                + " plan_id, plan_name, period_start, period_end, currency, price, counted, overage, overage_price,"
                + " charged_at, term_start, number, quota) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setObject(1, idOf(charge));
            insert.setString(2, charge.accountId());
            insert.setString(3, charge.planId());
            insert.setString(4, charge.planName());
            insert.setLong(5, charge.period().start());
            insert.setLong(6, charge.period().end());
            insert.setString(7, charge.currency());
            insert.setBigDecimal(8, charge.price());
            insert.setString(9, word(charge.counted()));
            insert.setBigDecimal(10, charge.overage());
            insert.setBigDecimal(11, charge.overagePrice());
            insert.setLong(12, now);
            insert.setObject(13, termStart, Types.BIGINT);
            insert.setInt(14, charge.number());
            insert.setBigDecimal(15, charge.quota());
            insert.executeUpdate();
        }
    }

    private static UUID idOf(PlanCharge charge) {
        HashedId id =
                new HashedId().text(charge.accountId()).number(charge.period().start());
        return charge.number() == 1 ? id.made() : id.number(charge.number()).made();
    }

    /**
     * A time for which an account is charged without a gap; all in milliseconds since 1970.
     *
     * @param start when it began; null for what began before this was kept
     * @param chargedUntil the end of the period that was charged last, and its start before the first is
     */
    record Term(@Nullable Long start, long chargedUntil) {
        /** One in which nothing is charged yet. */
        static Term from(long start) {
            return new Term(start, start);
        }

        /** Whether a period of it was charged. */
        boolean isCharged() {
            return start == null || start != chargedUntil;
        }
    }

    /** The one that is now; null if charging has not begun. */
    static @Nullable Term term(Connection connection, String account) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select term_start, charged_until from gauger_plan_term where account_id = ?")) {
            select.setString(1, account);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                long start = row.getLong(1);
                return new Term(row.wasNull() ? null : start, row.getLong(2));
            }
        }
    }

    static void begin(Connection connection, String account, long start) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into gauger_plan_term (account_id, term_start, charged_until) values (?, ?, ?)")) {
            insert.setString(1, account);
            insert.setLong(2, start);
            insert.setLong(3, start);
            insert.executeUpdate();
        }
    }

    static void goOn(Connection connection, String account, long chargedUntil) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update gauger_plan_term set charged_until = ? where account_id = ?")) {
            update.setLong(1, chargedUntil);
            update.setString(2, account);
            update.executeUpdate();
        }
    }

    /** Ends it for an account that has no plan any more that is charged. */
    static void end(Connection connection, String account) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from gauger_plan_term where account_id = ?")) {
            delete.setString(1, account);
            delete.executeUpdate();
        }
    }

    /** The last period that an account was charged for; an empty one in 1970 for none. */
    static Period last(Connection connection, String account) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select period_start, period_end from gauger_plan_charge where account_id = ? order by period_end desc")) {
            select.setMaxRows(1);
            select.setString(1, account);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? new Period(row.getLong(1), row.getLong(2)) : new Period(0, 0);
            }
        }
    }

    /** Ends it for accounts whose plan was changed to one that is not charged. */
    static void endWithoutPlan(Connection connection) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from gauger_plan_term where account_id not in (select a.id"
                        + " from gauger_account a join gauger_plan p on p.id = a.plan_id"
                        + " where " + CHARGED + ")")) {
            delete.executeUpdate();
        }
    }

    /** Accounts whose plan is charged, behind this id and in the order of ids. */
    static List<String> charged(Connection connection, String after, int limit) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select a.id from gauger_account a join gauger_plan p"
                        + " on p.id = a.plan_id where a.id > ? and " + CHARGED + " order by a.id")) {
            select.setMaxRows(limit);
            select.setString(1, after);
            List<String> accounts = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    accounts.add(row.getString(1));
                }
            }
            return accounts;
        }
    }

    /** What an account used of what is counted. */
    static BigDecimal used(Connection connection, String account, MeterType counted, Period period)
            throws SQLException {
        String measure = counted == MeterType.REQUESTS ? "requests" : "units";
        try (PreparedStatement select = connection.prepareStatement("select sum(" + measure
                + ") from gauger_account_use where account_id = ? and bucket >= ? and bucket < ?")) {
            select.setString(1, account);
            select.setLong(2, period.start());
            select.setLong(3, period.end());
            try (ResultSet row = select.executeQuery()) {
                BigDecimal used = row.next() ? row.getBigDecimal(1) : null;
                return used == null ? BigDecimal.ZERO : used;
            }
        }
    }
}
