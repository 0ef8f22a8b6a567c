package io.gauger.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.measure.Flag;
import io.gauger.record.Ticket;
import io.gauger.record.UsageRecord;
import io.gauger.testing.Records;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever happens in whatever order, and whenever the process is killed: every request is there, under its id. */
class JournalHistoryTest {
    @Property(tries = 25)
    void everyCompletedRequestIsReadAndEveryOpenOneIsInterrupted(@ForAll long seed) throws IOException {
        play(new Random(seed), false);
    }

    @Property(tries = 25)
    void damageCostsOnlyWhatItHits(@ForAll long seed) throws IOException {
        play(new Random(seed), true);
    }

    private static void play(Random random, boolean damage) throws IOException {
        Path root = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "journal-history");
        History history = new History(root.resolve("0"));
        try {
            for (int life = 1; life <= 3; life++) {
                int steps = random.nextInt(600);
                for (int step = 0; step < steps; step++) {
                    history.step(random);
                }
                history.crash(root.resolve(String.valueOf(life)), damage ? random : null);
            }
            history.end();
        } finally {
            history.journal.close();
            delete(root);
        }
    }

    /** A journal, a database that knows ids, and what must come out. */
    private static final class History {
        private final Map<UUID, UsageRecord> database = new LinkedHashMap<>();
        private final Set<UsageRecord> completed = new LinkedHashSet<>();
        private final Set<UUID> interrupted = new LinkedHashSet<>();
        private final Map<UsageRecord, Ticket> open = new LinkedHashMap<>();

        /** At most so many requests were hit by damage. */
        private int damaged;

        private Path directory;
        private Journal journal;

        History(Path directory) {
            this.directory = directory;
            journal = Journal.open(new JournalSettings(directory, 64, 1 << 16, false));
        }

        void step(Random random) {
            switch (random.nextInt(10)) {
                case 0, 1, 2, 3 -> {
                    UsageRecord record = Records.random(random.nextLong(), 1).get(0);
                    open.put(record, Journals.announce(journal, record));
                }
                case 4, 5, 6, 7 -> {
                    if (!open.isEmpty()) {
                        List<UsageRecord> all = new ArrayList<>(open.keySet());
                        UsageRecord record = all.get(random.nextInt(all.size()));
                        open.remove(record).complete(record);
                        completed.add(record);
                    }
                }
                case 8 -> drain(1 + random.nextInt(50), random.nextInt(4) > 0);
                default -> journal.tick();
            }
        }

        /** The database may commit and the process be killed before the journal knows. */
        void drain(int most, boolean remove) {
            Batch batch = journal.peek(most);
            if (!batch.isEmpty()) {
                for (UsageRecord record : batch.records()) {
                    UsageRecord known = database.putIfAbsent(record.id(), record);
                    assertThat(known == null || batch.maybeReplayed() || !remove || known.equals(record))
                            .isTrue();
                }
                if (remove) {
                    journal.remove(batch);
                }
            }
        }

        void crash(Path to, Random damage) throws IOException {
            Path copy = Journals.copy(directory, to);
            journal.close();
            open.keySet().forEach(record -> interrupted.add(record.id()));
            open.clear();
            if (damage != null) {
                damage(copy, damage);
            }
            directory = copy;
            journal = Journal.open(new JournalSettings(directory, 64, 1 << 16, false));
        }

        void end() {
            Batch batch = journal.peek(100);
            while (!batch.isEmpty()) {
                batch.records().forEach(record -> database.putIfAbsent(record.id(), record));
                journal.remove(batch);
                batch = journal.peek(100);
            }
            int missing = 0;
            for (UsageRecord record : completed) {
                missing += record.equals(database.get(record.id())) ? 0 : 1;
            }
            for (UUID id : interrupted) {
                UsageRecord record = database.get(id);
                missing += record != null && record.measurement().flags().contains(Flag.INTERRUPTED) ? 0 : 1;
            }
            assertThat(missing).isLessThanOrEqualTo(damaged);
            assertThat(database.keySet()).hasSizeLessThanOrEqualTo(completed.size() + interrupted.size());
            assertThat(Journals.ids(new ArrayList<>(completed)))
                    .as("nothing that never was")
                    .containsAll(database.keySet().stream()
                            .filter(id -> !interrupted.contains(id))
                            .toList());
        }

        /** Overwrites a few bytes of some segment: that hits three frames at most, with what each stands for. */
        private void damage(Path copy, Random random) throws IOException {
            List<Path> segments;
            try (Stream<Path> files = Files.walk(copy)) {
                segments = files.filter(file -> file.toString().endsWith(".segment"))
                        .sorted()
                        .toList();
            }
            Path hit = segments.get(random.nextInt(segments.size()));
            try (RandomAccessFile file = new RandomAccessFile(hit.toFile(), "rw")) {
                byte[] noise = new byte[1 + random.nextInt(16)];
                random.nextBytes(noise);
                file.seek(random.nextInt((int) file.length() - noise.length));
                file.write(noise);
            }
            damaged += 3;
        }
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
