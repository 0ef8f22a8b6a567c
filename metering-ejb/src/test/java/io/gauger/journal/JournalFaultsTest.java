package io.gauger.journal;

import static io.gauger.journal.Journals.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.measure.Flag;
import io.gauger.record.Ticket;
import io.gauger.record.UsageRecord;
import io.gauger.testing.Records;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the journal does when disk, operator or neighbour do not do what they should. */
class JournalFaultsTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    @TempDir
    Path directory;

    private final Faulty disk = new Faulty();

    @ParameterizedTest
    @ValueSource(strings = {"No space left on device", "Read-only file system"})
    void whileTheDiskRefusesRequestsAreCountedInMemoryAndBecomeOneRecordForEachRouteAndAccount(String refusal) {
        disk.refusal = new IOException(refusal);
        try (Journal journal = Journal.open(Journals.small(directory), disk)) {
            List<UsageRecord> acme = List.of(record("acme", "chat", 200), record("acme", "chat", 201));
            acme.forEach(record -> Journals.announce(journal, record).complete(record));
            journal.offer(record("globex", "chat", 200));
            journal.offer(record("acme", "chat", 500));

            assertThat(journal.state().problem())
                    .isEqualTo("The journal in " + directory + " cannot be written: " + refusal);
            assertThat(journal.state().isDegraded()).isTrue();
            assertThat(journal.state().unjournaled()).isEqualTo(4);
            assertThat(journal.state().unwrittenSummaries()).isEqualTo(3);
            assertThat(journal.backlog()).isEqualTo(3);
            assertThat(journal.peek(10).isEmpty()).isTrue();

            disk.refusal = null;
            List<UsageRecord> read = drainUntil(journal, 3);

            UsageRecord sum = read.stream()
                    .filter(record -> record.id().equals(acme.get(0).id()))
                    .findFirst()
                    .orElseThrow();
            assertThat(sum.measurement().units()).isEqualByComparingTo(new BigDecimal(2));
            assertThat(sum.measurement().flags()).containsExactly(Flag.SUMMARY);
            assertThat(sum.exchange().responseBytes()).isEqualTo(2 * 2048);
            assertThat(sum.exchange().path()).isEqualTo("(2 requests)");
            assertThat(journal.state().isDegraded()).isFalse();
            assertThat(journal.lost()).isZero();
        }
    }

    @Test
    void aDirectoryThatCannotBeMadeIsToldByItsName() {
        disk.denied = true;
        try (Journal journal = Journal.open(Journals.small(directory), disk)) {
            journal.offer(record("acme", "chat", 200));

            assertThat(journal.state().problem())
                    .isEqualTo("The journal in " + directory + " cannot be written: AccessDeniedException "
                            + directory.resolve("journal"));
            assertThat(journal.state().directory()).isNull();
            disk.denied = false;
            assertThat(drainUntil(journal, 1)).hasSize(1);
        }
    }

    @Test
    void whatIsInMemoryAtTheEndIsReadLikeAllElse() {
        disk.refusal = new IOException("No space left on device");
        try (Journal journal = Journal.open(Journals.small(directory), disk)) {
            journal.offer(record("acme", "chat", 200));
            journal.stop();

            assertThat(Journals.drain(journal)).hasSize(1);
            assertThat(journal.backlog()).isZero();
        }
    }

    @Test
    void aFullJournalTakesNoMoreDiskAndWorksAgainWhenItIsDrained() {
        try (Journal journal = Journal.open(Journals.small(directory), disk)) {
            List<UsageRecord> records = new ArrayList<>();
            while (journal.state().unjournaled() == 0) {
                await().until(() ->
                        journal.state().problem() != null || journal.state().bytes() >= 4 << 16);
                List<UsageRecord> some = Records.ordinary(50);
                some.forEach(journal::offer);
                records.addAll(some);
            }
            await().untilAsserted(() -> assertThat(journal.state().problem()).contains("gauger.journal-mb"));
            assertThat(journal.state().bytes())
                    .isLessThanOrEqualTo(journal.state().mostBytes());

            long summed = journal.state().unjournaled();
            List<UsageRecord> read = drainUntil(journal, (int) (records.size() - summed));

            assertThat(Journals.ids(records)).containsAll(Journals.ids(read));
            await().until(() -> {
                journal.tick();
                Journals.drain(journal);
                return !journal.state().isDegraded();
            });
            assertThat(journal.lost()).isZero();
        }
    }

    @Test
    void twoApplicationsOnOneDirectoryHaveAJournalEachAndTheDeadOnesIsAdopted() {
        try (Journal first = Journal.open(Journals.small(directory), disk)) {
            List<UsageRecord> records = Records.ordinary(10);
            try (Journal second = Journal.open(Journals.small(directory), disk)) {
                assertThat(first.state().directory())
                        .isEqualTo(directory.resolve("journal").toString());
                assertThat(second.state().directory())
                        .isEqualTo(directory.resolve("journal-2").toString());
                records.forEach(second::offer);
            }
            first.tick();

            assertThat(first.backlog()).isEqualTo(10);
            assertThat(Journals.drain(first)).isEqualTo(records);
        }
    }

    @Test
    void theJournalOfANeighbourThatLivesIsLeftAlone() {
        try (Journal first = Journal.open(Journals.small(directory), disk);
                Journal second = Journal.open(Journals.small(directory), disk)) {
            Records.ordinary(10).forEach(second::offer);
            first.tick();

            assertThat(first.backlog()).isZero();
            assertThat(Journals.drain(second)).hasSize(10);
        }
    }

    @Test
    void aDirectoryThatIsDeletedIsMadeAgainAndNothingIsLost() throws Exception {
        try (Journal journal = Journal.open(Journals.small(directory), disk)) {
            List<UsageRecord> records = Records.ordinary(30);
            UsageRecord later = record("globex", "chat", 200);
            Ticket ticket = Journals.announce(journal, later);
            records.forEach(journal::offer);
            delete(directory.resolve("journal"));
            journal.tick();
            await().until(() -> Files.exists(directory.resolve("journal").resolve("lock")));
            await().until(() -> journal.state().problem() == null);

            List<UsageRecord> more = Records.ordinary(30);
            more.forEach(journal::offer);
            ticket.complete(later);

            List<UsageRecord> all = new ArrayList<>(records);
            all.addAll(more);
            all.add(later);
            assertThat(Journals.drain(journal)).isEqualTo(all);
        }
    }

    @Test
    void aDamagedFileIsReadAsFarAsItIsWholeAndSetAside() throws Exception {
        List<UsageRecord> records = Records.ordinary(60);
        try (Journal journal = Journal.open(Journals.small(directory), disk)) {
            records.forEach(journal::offer);
        }
        Path segment = firstSegment();
        try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
            file.seek(5000);
            file.write(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
        }

        try (Journal journal = Journal.open(Journals.small(directory), disk)) {
            List<UsageRecord> read = Journals.drain(journal);

            assertThat(read).hasSizeBetween(58, 59).isSubsetOf(records);
            assertThat(journal.state().corrupt()).containsExactly(segment + ".corrupt");
            assertThat(journal.state().isDegraded()).isTrue();
        }
        assertThat(Path.of(segment + ".corrupt")).exists();
        assertThat(segment).doesNotExist();
        try (Journal journal = Journal.open(Journals.small(directory), disk)) {
            assertThat(Journals.drain(journal)).isEmpty();
        }
    }

    @Test
    void aFileThatWasCutIsReadAsFarAsItGoes() throws Exception {
        List<UsageRecord> records = Records.ordinary(60);
        try (Journal journal = Journal.open(Journals.small(directory), disk)) {
            records.forEach(journal::offer);
        }
        try (FileChannel file = FileChannel.open(firstSegment(), java.nio.file.StandardOpenOption.WRITE)) {
            file.truncate(6001);
        }

        try (Journal journal = Journal.open(Journals.small(directory), disk)) {
            List<UsageRecord> read = Journals.drain(journal);

            assertThat(read).hasSizeGreaterThan(10).isEqualTo(records.subList(0, read.size()));
        }
    }

    @Test
    void whatIsForcedInGroupsIsReadLikeAllElse() {
        try (Journal journal = Journal.open(new JournalSettings(directory, 8, 1 << 16, true), disk)) {
            Set<UsageRecord> written = new HashSet<>();
            Set<UsageRecord> read = new HashSet<>();
            for (int round = 0; round < 10; round++) {
                List<UsageRecord> records = Records.random(round, 50);
                await().until(() -> journal.state().problem() == null);
                records.forEach(journal::offer);
                written.addAll(records);
                read.addAll(Journals.drain(journal));
            }
            assertThat(read).isEqualTo(written);
        }
    }

    private Path firstSegment() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("journal"))) {
            return files.filter(file -> file.toString().endsWith(".segment"))
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
        }
    }

    private static List<UsageRecord> drainUntil(Journal journal, int count) {
        List<UsageRecord> read = new ArrayList<>();
        await().until(() -> {
            journal.tick();
            read.addAll(Journals.drain(journal));
            return read.size() >= count;
        });
        return read;
    }

    private static UsageRecord record(String account, String route, int status) {
        return Records.with(NOON, account, route, status, 12, BigDecimal.ONE.setScale(9), Set.of(), null);
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** A disk that refuses when it is told to. */
    private static final class Faulty extends Disk {
        private volatile IOException refusal;
        private volatile boolean denied;

        @Override
        void makeDirectory(Path path) throws IOException {
            if (denied) {
                throw new AccessDeniedException(path.toString());
            }
            super.makeDirectory(path);
        }

        @Override
        void write(FileChannel file, ByteBuffer bytes) throws IOException {
            IOException now = refusal;
            if (now != null) {
                throw now;
            }
            super.write(file, bytes);
        }
    }
}
