package io.gauger.store;

import io.gauger.usage.QuarterHours;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * One comparison of records with their rollups. It goes from one quarter hour that has rollups to the next, and holds no
 * more in memory than the groups of one; one statement at a time, as MariaDB gives no second one row by row.
 *
 * <p>Records are read by their ids, which begin with their times; an id that does not is found by looking at the time of
 * every record there is. For one thread.
 */
final class Comparison {
    /** The place of the first column behind those of {@link #key}. */
    private static final int FIRST_MEASURE = 10;

    /** Nodes are added up, so that it does not matter which one it was. */
    private static final UUID ANY_NODE = new UUID(0, 0);

    private final Connection connection;
    private final long from;
    private final long to;
    private final Totals records = new Totals();
    private final Totals rollups = new Totals();
    private final Differences differences = new Differences();

    private Comparison(Connection connection, QuarterHours range) {
        this.connection = connection;
        this.from = range.from().toEpochMilli();
        this.to = range.to().toEpochMilli();
    }

    /** Compares all that the transaction of the connection sees. */
    static Comparison of(Connection connection, QuarterHours range) throws SQLException {
        Comparison comparison = new Comparison(connection, range);
        long start = comparison.from;
        for (long bucket : comparison.buckets()) {
            comparison.compare(start, bucket);
            start = bucket;
        }
        comparison.compare(start, comparison.to);
        comparison.findMisdated();
        return comparison;
    }

    /** The sums of the records. */
    Totals records() {
        return records;
    }

    /** The sums of the rollups. */
    Totals rollups() {
        return rollups;
    }

    Differences differences() {
        return differences;
    }

    /** The quarter hours that have rollups, which are few beside records and dimensions: 35,000 a year. */
    private Set<Long> buckets() throws SQLException {
        Set<Long> buckets = new LinkedHashSet<>();
        read(
                "select distinct bucket from gauger_rollup where bucket >= ? and bucket < ? order by bucket",
                row -> buckets.add(RollupKey.bucketOf(row.getLong(1))),
                from,
                to);
        return buckets;
    }

    /** At most the first quarter hour of this stretch has rollups; records of another have none. */
    private void compare(long start, long end) throws SQLException {
        if (start == end) {
            return;
        }
        Map<RollupKey, Totals> summed = rollups(start, end);
        Quarter quarter = new Quarter(RollupKey.bucketOf(start), summed);
        read(
                "select " + RecordColumns.NAMES + " from gauger_record where id >= ? and id < ? order by id",
                row -> quarter.add(RecordColumns.row(row)),
                StoredRecordReader.first(start),
                StoredRecordReader.first(end));
        quarter.finish();
    }

    private Map<RollupKey, Totals> rollups(long start, long end) throws SQLException {
        Map<RollupKey, Totals> summed = new HashMap<>();
        read(
                "select bucket, account_id, key_id, route, endpoint, provider, model, status_class, price_id, "
                        + RollupTable.MEASURES + " from gauger_rollup where bucket >= ? and bucket < ?",
                row -> {
                    Totals sums = summed.computeIfAbsent(key(row), key -> new Totals());
                    try {
                        RollupTable.readTotals(row, FIRST_MEASURE, sums);
                    } catch (IllegalStateException e) {
                        sums.markLatenciesUnreadable();
                    }
                },
                start,
                end);
        summed.values().forEach(rollups::add);
        return summed;
    }

    private static RollupKey key(ResultSet row) throws SQLException {
        return new RollupKey(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getInt(8),
                row.getString(9),
                ANY_NODE);
    }

    /** Those whose ids lie inside the range are found while it is read. */
    private void findMisdated() throws SQLException {
        read(
                "select " + RecordColumns.NAMES
                        + " from gauger_record where time >= ? and time < ? and (id < ? or id >= ?)",
                row -> differences.misdated(RollupKey.of(RecordColumns.row(row), ANY_NODE)),
                from,
                to,
                StoredRecordReader.first(from),
                StoredRecordReader.first(to));
    }

    private void read(String sql, Bulk.RowReader reader, Object... values) throws SQLException {
        StreamedRows.read(connection, sql, reader, values);
    }

    /** The groups of the quarter hour that the records, which come in order of time, have reached. */
    private final class Quarter {
        private final Map<RollupKey, Totals> summed;
        private final Map<RollupKey, Totals> recorded = new HashMap<>();
        private long bucket;

        Quarter(long bucket, Map<RollupKey, Totals> summed) {
            this.bucket = bucket;
            this.summed = summed;
        }

        void add(RecordRow row) {
            RollupKey key = RollupKey.of(row, ANY_NODE);
            if (key.bucket() != RollupKey.bucketOf(StoredRecordReader.timeOf(row.id))) {
                if (row.time >= from && row.time < to) {
                    differences.misdated(key);
                }
                return;
            }
            if (key.bucket() != bucket) {
                finish();
                bucket = key.bucket();
            }
            recorded.computeIfAbsent(key, first -> new Totals()).add(row);
        }

        void finish() {
            Set<RollupKey> keys = new HashSet<>(recorded.keySet());
            keys.addAll(summed.keySet());
            for (RollupKey key : keys.stream().sorted(RollupKey.ORDER).toList()) {
                differences.compare(
                        key, recorded.getOrDefault(key, new Totals()), summed.getOrDefault(key, new Totals()));
            }
            recorded.values().forEach(records::add);
            recorded.clear();
            summed.clear();
        }
    }
}
