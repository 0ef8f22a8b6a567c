package io.gauger.benchmark.storage;

import io.gauger.batch.BatchTarget;
import io.gauger.batch.BatchWriter;
import io.gauger.journal.Journal;
import io.gauger.journal.JournalSettings;
import io.gauger.record.UsageRecord;
import io.gauger.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Drains a journal that many records wait in, as after a long outage of the database, in a process of its own with little
 * memory. What the journal costs to read is in its time; to fill it is not.
 */
public final class Backlog {
    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final int PART = 1000;
    private static final long PAUSE_NANOS = 5_000_000;
    private static final int SEGMENT = 8 << 20;
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Journal journal;
    private final SampleRecords records;

    private Backlog(Path directory, int accounts, boolean priced) {
        journal = Journal.open(new JournalSettings(directory, 256, SEGMENT, false));
        records = new SampleRecords(1, accounts, priced, FROM);
    }

    /** Records a second that such a process writes to this database. */
    static double drained(String url, StoragePlan plan) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + plan.number("heap") + "m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Backlog.class.getName(),
                        url,
                        String.valueOf(plan.number("warmup")),
                        String.valueOf(plan.number("backlog")),
                        String.valueOf(plan.number("accounts")),
                        String.valueOf(plan.prices()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        int code = process.onExit().join().exitValue();
        if (code != 0) {
            throw new IOException("The process that drains a backlog ended with " + code + ": " + said);
        }
        return Double.parseDouble(said);
    }

    /** The process: address of the database, records to warm up with, records to measure, accounts, whether they are priced. */
    public static void main(String[] arguments) throws IOException {
        Path directory = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "backlog");
        Backlog backlog = new Backlog(directory, Integer.parseInt(arguments[3]), Boolean.parseBoolean(arguments[4]));
        try (Store store = TestDatabase.store(arguments[0])) {
            backlog.drain(store, Integer.parseInt(arguments[1]));
            int count = Integer.parseInt(arguments[2]);
            System.out.printf(Locale.ROOT, "%.0f%n", count / (backlog.drain(store, count) / 1e9));
        } finally {
            backlog.journal.close();
            delete(directory);
        }
    }

    /** Nanoseconds that it takes to write so many records that wait. */
    private long drain(Store store, int count) {
        for (int filled = 0; filled < count; filled += PART) {
            records.next(PART, 1).forEach(journal::offer);
            // the journal makes segments ahead, and no request waits until there is one
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        if (journal.state().unjournaled() > 0) {
            throw new IllegalStateException("The journal had no room; the machine is too busy");
        }
        BatchWriter writer = new BatchWriter(journal, target(store));
        long start = System.nanoTime();
        if (!writer.drain(LONGEST) || writer.progress().written() != count) {
            throw new IllegalStateException("Not all were written, but " + writer.progress());
        }
        return System.nanoTime() - start;
    }

    private static BatchTarget target(Store store) {
        return new BatchTarget() {
            @Override
            public void prepare() {}

            @Override
            public void append(List<UsageRecord> batch, boolean maybeReplayed) {
                store.append(batch, maybeReplayed);
            }
        };
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
