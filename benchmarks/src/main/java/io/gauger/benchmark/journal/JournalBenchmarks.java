package io.gauger.benchmark.journal;

import io.gauger.admit.Caller;
import io.gauger.journal.EncodedAppend;
import io.gauger.journal.JournalSettings;
import io.gauger.measure.Basis;
import io.gauger.measure.Measurement;
import io.gauger.measure.TokenUsage;
import io.gauger.record.Exchange;
import io.gauger.record.RecordId;
import io.gauger.record.UsageRecord;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Appends of an encoded record to real files: how long one takes, at a rate above that of any server and at full speed,
 * on one thread and on eight. Not by JMH, as what counts are the rare long ones and the change of segments.
 */
public final class JournalBenchmarks {
    private static final int ROUNDS = 5;
    private static final int RECORDS = 1_000_000;
    private static final int SEGMENT = 8 << 20;
    private static final int PACED_A_SECOND = 250_000;
    private static final long WAIT_NANOS = 100_000;

    private JournalBenchmarks() {}

    /** Measures; {@code report=} names the file that the table goes to, {@code directory=} where the journals are. */
    public static void main(String[] words) throws Exception {
        Path report = Path.of(word(words, "report", "target/benchmarks.md"));
        Path parent = Path.of(word(words, "directory", "target"));
        StringBuilder table = new StringBuilder();
        table.append("| threads | speed | records/s | median | 99.9th percentile | longest | no room |\n");
        table.append("|---|---|---|---|---|---|---|\n");
        measure(parent, 1, false);
        for (int threads : new int[] {1, 8}) {
            for (boolean paced : new boolean[] {true, false}) {
                List<Figure> rounds = new ArrayList<>();
                for (int round = 0; round < ROUNDS; round++) {
                    rounds.add(measure(parent, threads, paced));
                }
                rounds.sort(Comparator.comparingLong(Figure::recordsASecond));
                Figure middle = rounds.get(ROUNDS / 2);
                table.append(middle.row(threads, paced));
                System.out.print(middle.row(threads, paced));
            }
        }
        Files.createDirectories(report.toAbsolutePath().getParent());
        Files.writeString(report, table);
    }

    /** What one round came to. */
    private record Figure(long recordsASecond, Delays delays, long noRoom) {
        String row(int threads, boolean paced) {
            return String.format(
                    Locale.ROOT,
                    "| %d | %s | %,d | %,d ns | %,d ns | %,d µs | %,d |%n",
                    threads,
                    paced ? "paced" : "full",
                    recordsASecond,
                    delays.perMille(500),
                    delays.perMille(999),
                    delays.longest() / 1000,
                    noRoom);
        }
    }

    private static Figure measure(Path parent, int threads, boolean paced) throws Exception {
        Path directory = Files.createTempDirectory(Files.createDirectories(parent), "journal");
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try (EncodedAppend.Segments segments =
                new EncodedAppend.Segments(new JournalSettings(directory, 1024, SEGMENT, false))) {
            List<Callable<Worker>> workers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                Worker worker = new Worker(segments.appending(record()), RECORDS / threads, paced ? pace(threads) : 0);
                workers.add(worker);
            }
            long begin = System.nanoTime();
            List<Future<Worker>> done = pool.invokeAll(workers);
            long took = System.nanoTime() - begin;
            return figure(done, took);
        } finally {
            pool.shutdownNow();
            delete(directory);
        }
    }

    private static Figure figure(List<Future<Worker>> done, long took) throws InterruptedException, ExecutionException {
        Delays all = new Delays();
        long noRoom = 0;
        for (Future<Worker> worker : done) {
            all.add(worker.get().delays);
            noRoom += worker.get().noRoom;
        }
        return new Figure(RECORDS * 1_000_000_000L / took, all, noRoom);
    }

    private static long pace(int threads) {
        return 1_000_000_000L * threads / PACED_A_SECOND;
    }

    /** One thread. An append that finds no room is counted, and repeated until it does. */
    private static final class Worker implements Callable<Worker> {
        private final EncodedAppend append;
        private final int count;
        private final long pace;
        private final Delays delays = new Delays();
        private long noRoom;

        Worker(EncodedAppend append, int count, long pace) {
            this.append = append;
            this.count = count;
            this.pace = pace;
        }

        @Override
        public Worker call() {
            long due = System.nanoTime();
            for (int i = 0; i < count; i++) {
                due += pace;
                if (pace > 0 && System.nanoTime() - due < 0) {
                    LockSupport.parkNanos(WAIT_NANOS);
                }
                long begin = System.nanoTime();
                boolean taken = append.append();
                delays.add(System.nanoTime() - begin);
                noRoom += taken ? 0 : 1;
                while (!taken) {
                    LockSupport.parkNanos(WAIT_NANOS);
                    taken = append.append();
                }
            }
            return this;
        }
    }

    private static UsageRecord record() {
        long now = System.currentTimeMillis();
        return new UsageRecord(
                new RecordId().next(now),
                now,
                new Caller("acme", "acme-production", "production", "gk_abcde", "business"),
                "chat",
                "/v1/chat/completions",
                new Exchange(
                        "POST",
                        "/v1/chat/completions",
                        200,
                        true,
                        "203.0.113.7",
                        "openai-python/1.2",
                        812,
                        40L,
                        900,
                        9000),
                new Measurement(
                        new BigDecimal("1234.000000000"),
                        Basis.MEASURED,
                        Set.of(),
                        new TokenUsage(1000L, 234L, 0L),
                        "openai",
                        "gpt-4o-mini",
                        230),
                null);
    }

    private static String word(String[] words, String name, String otherwise) {
        for (String word : words) {
            if (word.startsWith(name + "=")) {
                return word.substring(name.length() + 1);
            }
        }
        return otherwise;
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
