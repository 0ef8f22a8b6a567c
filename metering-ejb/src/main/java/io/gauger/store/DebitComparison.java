package io.gauger.store;

import io.gauger.usage.LedgerDifference.Figure;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Compares debits with the records that they are of, as far as these are in a range. A debit of which only some records are in
 * it is compared with all of them, unless some are so old that they may be removed. For one thread.
 */
final class DebitComparison {
    private final Connection connection;
    private final LedgerDifferences differences;

    DebitComparison(Connection connection, LedgerDifferences differences) {
        this.connection = connection;
        this.differences = differences;
    }

    /**
     * Compares those of a range of ids.
     *
     * @param first the least id in it
     * @param end the least id behind it
     * @param horizon the least id from which all records are kept
     */
    void compare(UUID first, UUID end, UUID horizon) throws SQLException {
        compareWhole(first, end);
        findWithoutRecords(first, end);
        for (Crossing crossing : crossings(first, end)) {
            if (IdOrder.OF_DATABASES.compare(crossing.first(), horizon) >= 0) {
                compare(crossing);
            }
        }
        findUndebited(first, end);
    }

    private void compareWhole(UUID first, UUID end) throws SQLException {
        StreamedRows.read(
                connection,
                "select r.account_id, r.batch, r.cost, r.records, l.amount, l.record_count from"
                        + " (select account_id, batch, sum(cost) as cost, count(*) as records from gauger_record"
                        + " where id >= ? and id < ? and batch is not null group by account_id, batch) r"
                        + " left join gauger_ledger l on l.batch = r.batch and l.account_id = r.account_id"
                        + " where l.id is null or (l.first_record >= ? and l.last_record < ?"
                        + " and (l.amount + r.cost <> 0 or l.record_count <> r.records))"
                        + " order by r.batch, r.account_id",
                row -> {
                    BigDecimal amount = row.getBigDecimal(5);
                    compare(
                            String.valueOf(row.getString(1)),
                            row.getLong(2),
                            row.getBigDecimal(3),
                            row.getLong(4),
                            amount == null ? BigDecimal.ZERO : amount,
                            row.getLong(6));
                },
                first,
                end,
                first,
                end);
    }

    private void findWithoutRecords(UUID first, UUID end) throws SQLException {
        StreamedRows.read(
                connection,
                "select l.account_id, l.batch, l.amount, l.record_count from gauger_ledger l"
                        + " where l.first_record >= ? and l.last_record < ? and not exists (select 1 from gauger_record r"
                        + " where r.id >= l.first_record and r.id <= l.last_record and r.batch = l.batch"
                        + " and r.account_id = l.account_id) order by l.batch, l.account_id",
                row -> compare(
                        row.getString(1), row.getLong(2), BigDecimal.ZERO, 0, row.getBigDecimal(3), row.getLong(4)),
                first,
                end);
    }

    /** Few: batches are of seconds, and a range has two ends. */
    private List<Crossing> crossings(UUID first, UUID end) throws SQLException {
        List<Crossing> crossings = new ArrayList<>();
        StreamedRows.read(
                connection,
                "select account_id, batch, amount, record_count, first_record, last_record from gauger_ledger"
                        + " where first_record < ? and last_record >= ? and (first_record < ? or last_record >= ?)"
                        + " order by batch, account_id",
                row -> crossings.add(new Crossing(
                        row.getString(1),
                        row.getLong(2),
                        row.getBigDecimal(3),
                        row.getLong(4),
                        row.getObject(5, UUID.class),
                        row.getObject(6, UUID.class))),
                end,
                first,
                first,
                end);
        return crossings;
    }

    private void compare(Crossing crossing) throws SQLException {
        StreamedRows.read(
                connection,
                "select sum(cost), count(*) from gauger_record where id >= ? and id <= ? and batch = ?"
                        + " and account_id = ?",
                row -> {
                    BigDecimal cost = row.getBigDecimal(1);
                    compare(
                            crossing.account(),
                            crossing.batch(),
                            cost == null ? BigDecimal.ZERO : cost,
                            row.getLong(2),
                            crossing.amount(),
                            crossing.records());
                },
                crossing.first(),
                crossing.last(),
                crossing.batch(),
                crossing.account());
    }

    private void compare(String account, long batch, BigDecimal cost, long records, BigDecimal amount, long told) {
        String at = Long.toString(batch);
        differences.compare(Figure.DEBIT, account, at, cost, amount.negate());
        differences.compare(Figure.RECORD_COUNT, account, at, records, told);
    }

    private void findUndebited(UUID first, UUID end) throws SQLException {
        StreamedRows.read(
                connection,
                "select account_id, sum(cost) from gauger_record where id >= ? and id < ? and batch is null"
                        + " and cost <> 0 and account_id is not null and refusal is null group by account_id"
                        + " order by account_id",
                row -> differences.compare(
                        Figure.UNDEBITED, row.getString(1), null, BigDecimal.ZERO, row.getBigDecimal(2)),
                first,
                end);
    }

    /** A debit of which some records are in the range and some are not. */
    private record Crossing(String account, long batch, BigDecimal amount, long records, UUID first, UUID last) {}
}
