package io.gauger.benchmark.storage;

import io.gauger.record.UsageRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Measures round by round how many records a second are committed, records and rollups, by Gauger and by plain JDBC, each
 * into a new database on the same server, in the opposite order in every other round. Then how fast a backlog drains, to
 * those rounds and to plain JDBC that writes as many into a new database too, and what a record takes on disk. {@link StoragePlan} tells what the arguments may be.
 */
public final class WriterBenchmarks {
    private static final int BATCH = 1000;
    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");

    private final StoragePlan plan;
    private final StringBuilder table = new StringBuilder();

    private WriterBenchmarks(StoragePlan plan) {
        this.plan = plan;
    }

    public static void main(String[] arguments) throws IOException, SQLException {
        StoragePlan plan = new StoragePlan(List.of(arguments));
        WriterBenchmarks benchmarks = new WriterBenchmarks(plan);
        benchmarks.table.append(
                "| database | records/s | plain JDBC | ratio | backlog, records/s | to plain | to plain over as many"
                        + " | bytes a record |\n");
        benchmarks.table.append("|---|---|---|---|---|---|---|---|\n");
        for (String database : plan.databases()) {
            benchmarks.measure(database);
        }
        String report = benchmarks.table + "\n" + Surroundings.describe() + "; " + plan + ", backlog of "
                + plan.number("backlog") + " with " + plan.number("heap") + " MB\n";
        Files.writeString(plan.report(), report);
        System.out.println(report);
    }

    private void measure(String name) throws IOException, SQLException {
        try (TestDatabase database = TestDatabase.named(name)) {
            Rounds ours = new Rounds();
            Rounds theirs = new Rounds();
            Rounds ratios = new Rounds();
            for (int round = 0; round < plan.number("rounds"); round++) {
                boolean back = round % 2 == 1;
                double first = run(database, !back, plan.number("records"));
                double second = run(database, back, plan.number("records"));
                double gauger = back ? second : first;
                double plain = back ? first : second;
                ours.add(gauger);
                theirs.add(plain);
                ratios.add(gauger / plain);
                System.out.printf(Locale.ROOT, "%s: Gauger %.0f/s, plain JDBC %.0f/s%n", name, gauger, plain);
            }
            int backlog = plan.number("backlog");
            double drained = backlog == 0 ? Double.NaN : drained(database);
            double plainOverAsMany = backlog == 0 ? Double.NaN : run(database, false, backlog);
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %.0f | %.0f | %s | %.0f | %.2f | %.2f | %s |%n",
                    name,
                    ours.median(),
                    theirs.median(),
                    ratios,
                    drained,
                    drained / theirs.median(),
                    drained / plainOverAsMany,
                    size(database, name)));
        }
    }

    /** Records a second, out of a journal. */
    private double drained(TestDatabase database) throws IOException, SQLException {
        String url = database.create(plan.prices());
        return Backlog.drained(url, plan);
    }

    /** Records a second; what is written first is not measured. */
    private double run(TestDatabase database, boolean gauger, int count) throws SQLException {
        SampleRecords records = new SampleRecords(1, plan.number("accounts"), plan.prices(), FROM);
        String url = database.create(plan.prices());
        try (Writer writer = gauger ? database.gauger(url) : database.plain(url)) {
            write(writer, records, plan.number("warmup"));
            return count / (write(writer, records, count) / 1e9);
        }
    }

    /** Nanoseconds that the writer took; making the records is not its work. */
    private static long write(Writer writer, SampleRecords records, int count) throws SQLException {
        long nanos = 0;
        for (int written = 0; written < count; written += BATCH) {
            List<UsageRecord> batch = records.next(BATCH, 1);
            long start = System.nanoTime();
            writer.write(batch);
            nanos += System.nanoTime() - start;
        }
        return nanos;
    }

    private String size(TestDatabase database, String name) throws SQLException {
        if (!name.equals("postgresql")) {
            return "";
        }
        String url = database.create(plan.prices());
        int count = plan.number("records");
        try (Writer writer = database.gauger(url)) {
            write(writer, new SampleRecords(1, plan.number("accounts"), plan.prices(), FROM), count);
        }
        try (Connection connection = database.connect(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select sum(pg_relation_size(t.relid)),"
                        + " (select sum(pg_relation_size(i.relid)) from pg_partition_tree('gauger_record_pkey') i),"
                        + " sum(pg_indexes_size(t.relid)), max(pg_table_size('gauger_ledger')),"
                        + " max(pg_indexes_size('gauger_ledger')) from pg_partition_tree('gauger_record') t")) {
            if (!row.next()) {
                throw new SQLException("no size");
            }
            return String.format(
                    Locale.ROOT,
                    "%.0f: table %.0f, primary key %.0f, other indexes %.0f; ledger %.0f and %.0f of indexes",
                    (row.getDouble(1) + row.getDouble(3)) / count,
                    row.getDouble(1) / count,
                    row.getDouble(2) / count,
                    (row.getDouble(3) - row.getDouble(2)) / count,
                    row.getDouble(4) / count,
                    row.getDouble(5) / count);
        }
    }
}
