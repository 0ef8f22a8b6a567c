package io.gauger.store;

import io.gauger.usage.LedgerDifference.Figure;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Compares what limits are judged by, {@code gauger_spend}, and what was debited, with the cost in rollups. For one thread. */
final class SpendComparison {
    private final Connection connection;
    private final LedgerDifferences differences;

    SpendComparison(Connection connection, LedgerDifferences differences) {
        this.connection = connection;
        this.differences = differences;
    }

    /** By quarter hours of the range, and over all of time. */
    void compare(long from, long to) throws SQLException {
        for (Spend.Of of : Spend.Of.values()) {
            Figure figure = of == Spend.Of.ACCOUNT ? Figure.ACCOUNT_SPEND : Figure.KEY_SPEND;
            compare(figure, of, "bucket", "bucket >= ? and bucket < ?", "bucket >= ? and bucket < ?", from, to);
            compare(figure, of, Long.toString(Spend.EVER), "bucket = " + Spend.EVER, "1 = 1");
        }
    }

    /** What was debited over all of time; below zero. */
    void compareDebits(Map<String, BigDecimal> debits) throws SQLException {
        Map<String, BigDecimal> left = new HashMap<>(debits);
        StreamedRows.read(
                connection,
                "select account_id, sum(cost) from gauger_rollup where account_id is not null group by account_id"
                        + " having sum(cost) <> 0 order by account_id",
                row -> {
                    String account = row.getString(1);
                    BigDecimal debited = left.remove(account);
                    differences.compare(
                            Figure.DEBITS,
                            account,
                            null,
                            row.getBigDecimal(2),
                            debited == null ? BigDecimal.ZERO : debited.negate());
                });
        left.forEach((account, debited) ->
                differences.compare(Figure.DEBITS, account, null, BigDecimal.ZERO, debited.negate()));
    }

    /** The columns of both sides have the same names, so that each is a part of one sum. */
    private void compare(
            Figure figure, Spend.Of of, String bucket, String whichSpend, String whichRollups, Object... bounds)
            throws SQLException {
        String owner = of == Spend.Of.ACCOUNT ? "account_id" : "key_id";
        String sql = "select owner, at, sum(rolled), sum(spent) from (select owner, bucket as at, cost as spent,"
                + " 0 * cost as rolled from gauger_spend where kind = '" + of.column() + "' and " + whichSpend
                + " union all select " + owner + ", " + bucket + ", 0 * cost, cost from gauger_rollup where " + owner
                + " is not null and account_id is not null and " + whichRollups + ") both_sides group by owner, at"
                + " having sum(rolled) <> sum(spent) order by at, owner";
        Object[] twice = new Object[2 * bounds.length];
        System.arraycopy(bounds, 0, twice, 0, bounds.length);
        System.arraycopy(bounds, 0, twice, bounds.length, bounds.length);
        StreamedRows.read(
                connection,
                sql,
                row -> {
                    long at = row.getLong(2);
                    differences.compare(
                            figure,
                            row.getString(1),
                            at == Spend.EVER ? null : Instant.ofEpochMilli(at).toString(),
                            row.getBigDecimal(3),
                            row.getBigDecimal(4));
                },
                twice);
    }
}
