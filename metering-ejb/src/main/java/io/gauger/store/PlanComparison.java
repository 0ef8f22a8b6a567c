package io.gauger.store;

import io.gauger.bill.PlanCharge;
import io.gauger.usage.LedgerDifference.Figure;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Compares what plans were charged with the ledger, and each charged period with the one before. What is held in memory is one
 * row of each. For one thread.
 */
final class PlanComparison {
    private final Connection connection;
    private final LedgerDifferences differences;
    private @Nullable Posted posted;
    private @Nullable Charged charged;

    PlanComparison(Connection connection, LedgerDifferences differences) {
        this.connection = connection;
        this.differences = differences;
    }

    /** Compares those of all time. */
    void compare() throws SQLException {
        compareEntries();
        comparePeriods();
        compareTermsWithoutCharges();
    }

    /** Both sides in one order, so that what belongs together is next to each other. */
    private void compareEntries() throws SQLException {
        StreamedRows.read(
                connection,
                "select account_id, reference, quantity, unit_price, amount from ("
                        + "select account_id, " + PlanReference.sql("plan") + " as reference, 1 as quantity,"
                        + " price as unit_price, 0 as amount from gauger_plan_charge where price <> 0"
                        + " union all select account_id, " + PlanReference.sql("overage")
                        + ", overage, overage_price, 0"
                        + " from gauger_plan_charge where overage <> 0"
                        + " union all select account_id, reference, 0, 0, amount from gauger_ledger"
                        + " where type = 'adjustment' and (reference like 'plan:%' or reference like 'overage:%')"
                        + ") both_sides order by account_id, reference",
                this::add);
        finishPosted();
    }

    private void add(ResultSet row) throws SQLException {
        String account = row.getString(1);
        String reference = row.getString(2);
        Posted current = posted;
        if (current == null
                || !current.account().equals(account)
                || !current.reference().equals(reference)) {
            finishPosted();
            current = new Posted(account, reference, BigDecimal.ZERO, BigDecimal.ZERO);
        }
        posted = new Posted(
                account,
                reference,
                current.charged().add(PlanCharge.amount(row.getBigDecimal(3), row.getBigDecimal(4))),
                current.posted().subtract(row.getBigDecimal(5)));
    }

    private void finishPosted() {
        Posted ended = posted;
        if (ended != null) {
            differences.compare(
                    Figure.PLAN_CHARGE, ended.account(), ended.reference(), ended.charged(), ended.posted());
        }
        posted = null;
    }

    private void comparePeriods() throws SQLException {
        StreamedRows.read(
                connection,
                "select c.account_id, c.period_start, c.period_end, c.term_start, t.term_start, t.charged_until"
                        + " from gauger_plan_charge c left join gauger_plan_term t on t.account_id = c.account_id"
                        + " where c.number = 1 order by c.account_id, c.period_start, c.period_end",
                row -> add(new Charged(
                        row.getString(1),
                        row.getLong(2),
                        row.getLong(3),
                        whole(row, 4),
                        whole(row, 5),
                        whole(row, 6))));
        finishCharged();
    }

    private static @Nullable Long whole(ResultSet row, int column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? null : number;
    }

    private void add(Charged next) {
        Charged before = charged;
        if (before == null || !before.account().equals(next.account())) {
            finishCharged();
            compareStart(next, next.term());
        } else if (next.start() < before.end() || next.isIn(before.term())) {
            compareStart(next, before.end());
        } else {
            // there may be a time without a plan in between, or one that was under way when the plan was changed
            compareStart(next, next.term());
        }
        charged = next;
    }

    private void compareStart(Charged charge, @Nullable Long expected) {
        if (expected != null) {
            differences.compare(
                    Figure.PLAN_PERIOD, charge.account(), text(charge.start()), text(expected), text(charge.start()));
        }
    }

    private void finishCharged() {
        Charged last = charged;
        if (last != null && last.chargedUntil() != null) {
            boolean same = last.isIn(last.currentTerm());
            if (same || last.chargedUntil() < last.end()) {
                compareUntil(last.account(), last.end(), last.chargedUntil());
            }
        }
        charged = null;
    }

    private void compareTermsWithoutCharges() throws SQLException {
        StreamedRows.read(
                connection,
                "select account_id, term_start, charged_until from gauger_plan_term t where charged_until <> term_start"
                        + " and not exists (select 1 from gauger_plan_charge c where c.account_id = t.account_id"
                        + " and c.term_start = t.term_start) order by account_id",
                row -> compareUntil(row.getString(1), row.getLong(2), row.getLong(3)));
    }

    private void compareUntil(String account, long expected, long found) {
        differences.compare(Figure.CHARGED_UNTIL, account, null, text(expected), text(found));
    }

    private static String text(long epochMilli) {
        return Instant.ofEpochMilli(epochMilli).toString();
    }

    /** What is charged and what is in the ledger with a reference; what is owed is above zero. */
    private record Posted(String account, String reference, BigDecimal charged, BigDecimal posted) {}

    /**
     * A period that was charged.
     *
     * @param term where the term begins that it is in; null for what was charged before this was kept
     * @param currentTerm where the account's term begins that is now
     * @param chargedUntil of that; null if there is none
     */
    private record Charged(
            String account,
            long start,
            long end,
            @Nullable Long term,
            @Nullable Long currentTerm,
            @Nullable Long chargedUntil) {
        boolean isIn(@Nullable Long otherTerm) {
            return term != null && term.equals(otherTerm);
        }
    }
}
