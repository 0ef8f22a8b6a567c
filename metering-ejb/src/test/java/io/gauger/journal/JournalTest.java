package io.gauger.journal;

import static io.gauger.journal.Journals.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.gauger.measure.Basis;
import io.gauger.measure.Flag;
import io.gauger.record.Ticket;
import io.gauger.record.UsageRecord;
import io.gauger.route.OnError;
import io.gauger.testing.Records;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the journal promises as long as disk and process do what they should, and when the process is killed. */
class JournalTest {
    @TempDir
    Path directory;

    @TempDir
    Path elsewhere;

    private Journal journal;

    @BeforeEach
    void open() {
        journal = Journal.open(Journals.small(directory));
    }

    @AfterEach
    void close() {
        journal.close();
    }

    @Test
    void recordsComeBackAsTheyWereInTheOrderInWhichTheyCame() {
        List<UsageRecord> records = Records.random(7, 500);
        records.forEach(this::offer);

        assertThat(journal.backlog()).isEqualTo(500);
        assertThat(journal.oldest()).isEqualTo(records.get(0).time());
        assertThat(Journals.drain(journal)).isEqualTo(records);
        assertThat(journal.backlog()).isZero();
        assertThat(journal.oldest()).isNull();
    }

    @Test
    void aBatchStaysUntilItIsRemoved() {
        List<UsageRecord> records = Records.ordinary(5);
        records.forEach(this::offer);

        assertThat(journal.peek(3).records()).isEqualTo(records.subList(0, 3));
        Batch batch = journal.peek(3);
        assertThat(batch.records()).isEqualTo(records.subList(0, 3));
        assertThat(journal.oldest()).isEqualTo(records.get(0).time());
        journal.remove(batch);
        assertThatIllegalStateException().isThrownBy(() -> journal.remove(batch));

        assertThat(journal.peek(3).records()).isEqualTo(records.subList(3, 5));
    }

    @Test
    void aClockThatStepsBackChangesNothing() {
        List<UsageRecord> records = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            records.add(Records.ordinary(Instant.parse("2026-10-25T01:00:00Z").minusSeconds(3600L * i)));
        }
        records.forEach(this::offer);

        assertThat(Journals.drain(journal)).isEqualTo(records);
    }

    @Test
    void muchMoreThanAllSegmentsHoldGoesThroughThemWithoutALoss() {
        Set<UsageRecord> written = new HashSet<>();
        Set<UsageRecord> read = new HashSet<>();
        for (int round = 0; round < 60; round++) {
            List<UsageRecord> records = Records.random(round, 100);
            await().until(() -> journal.state().problem() == null);
            records.forEach(record -> announce(record).complete(record));
            written.addAll(records);
            read.addAll(Journals.drain(journal));
            journal.tick();
        }

        assertThat(journal.state().unjournaled()).isZero();
        assertThat(read).isEqualTo(written);
        assertThat(journal.state().bytes()).isLessThanOrEqualTo(journal.state().mostBytes());
    }

    @Test
    void threadsDoNotDisturbEachOther() throws Exception {
        journal.close();
        journal = Journal.open(new JournalSettings(directory, 64, 1 << 16, false));
        List<Thread> threads = new ArrayList<>();
        List<List<UsageRecord>> written = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            List<UsageRecord> records = Records.random(i, 1500);
            written.add(records);
            threads.add(
                    new Thread(() -> records.forEach(record -> announce(record).complete(record))));
        }
        threads.forEach(Thread::start);
        List<UsageRecord> read = new ArrayList<>();
        while (threads.stream().anyMatch(Thread::isAlive)) {
            read.addAll(Journals.drain(journal));
        }
        read.addAll(Journals.drain(journal));

        long summed = journal.state().unjournaled();
        List<UsageRecord> all = written.stream().flatMap(List::stream).toList();
        List<UsageRecord> single = read.stream()
                .filter(record -> !record.exchange().path().startsWith("("))
                .toList();
        assertThat(single).doesNotHaveDuplicates();
        assertThat(Journals.ids(all)).containsAll(Journals.ids(read));
        assertThat(single.size() + summed).isEqualTo(all.size());
    }

    @Test
    void afterACleanStopNothingIsReadAgainAndNoFileIsLeft() throws Exception {
        List<UsageRecord> records = Records.ordinary(300);
        records.forEach(record -> announce(record).complete(record));
        Journals.drain(journal);
        journal.close();

        try (Stream<Path> files = Files.list(directory.resolve("journal"))) {
            assertThat(files)
                    .extracting(Path::getFileName)
                    .extracting(Path::toString)
                    .containsExactly("lock");
        }
        open();
        assertThat(journal.peek(10).isEmpty()).isTrue();
    }

    @Test
    void whatWasNotWrittenIsThereAfterTheNextStart() {
        List<UsageRecord> records = Records.random(3, 900);
        records.forEach(this::offer);
        Batch written = journal.peek(100);
        journal.remove(written);
        journal.close();

        open();
        journal.tick();

        assertThat(journal.backlog()).isEqualTo(800);
        assertThat(journal.peek(10).maybeReplayed()).isTrue();
        assertThat(Journals.drain(journal)).isEqualTo(records.subList(100, 900));
        assertThat(journal.backlog()).isZero();
    }

    @Test
    void aKilledProcessLosesNothingAndWhatItHadNotCompletedIsInterrupted() throws Exception {
        List<UsageRecord> completed = Records.ordinary(300);
        completed.forEach(record -> announce(record).complete(record));
        UsageRecord open = Records.random(5, 1).get(0);
        Journals.announce(journal, open, OnError.ONE);

        try (Journal next = Journal.open(Journals.small(Journals.copy(directory, elsewhere.resolve("copy"))))) {
            List<UsageRecord> read = Journals.drain(next);

            assertThat(read).hasSize(301).containsAll(completed);
            UsageRecord interrupted = read.stream()
                    .filter(record -> !completed.contains(record))
                    .findFirst()
                    .orElseThrow();
            assertThat(interrupted.id()).isEqualTo(open.id());
            assertThat(interrupted.time()).isEqualTo(open.time());
            assertThat(interrupted.caller()).isEqualTo(open.caller());
            assertThat(interrupted.route()).isEqualTo(open.route());
            assertThat(interrupted.endpoint()).isEqualTo(open.endpoint());
            assertThat(interrupted.exchange().path()).isEqualTo(open.exchange().path());
            assertThat(interrupted.exchange().status()).isEqualTo(500);
            assertThat(interrupted.measurement().units()).isEqualTo(new BigDecimal("1.000000000"));
            assertThat(interrupted.measurement().basis()).isEqualTo(Basis.ESTIMATED);
            assertThat(interrupted.measurement().flags()).containsExactly(Flag.INTERRUPTED);
            assertThat(next.state().interrupted()).isEqualTo(1);
        }
    }

    @Test
    void aProcessThatIsKilledOverAndOverBeforeTheDatabaseIsThereDoesNotFillItsJournal() throws Exception {
        List<UsageRecord> records = Records.ordinary(25);
        List<Journal> killed = new ArrayList<>();
        Path next = directory;
        try {
            for (UsageRecord record : records) {
                next = Journals.copy(next, elsewhere.resolve("after" + killed.size()));
                Journal journal = Journal.open(Journals.small(next));
                killed.add(journal);
                Journals.announce(journal, record).complete(record);
                assertThat(journal.state().unjournaled()).isZero();
                await().until(() -> journal.ready() == 3);
            }

            try (Journal last = Journal.open(Journals.small(Journals.copy(next, elsewhere.resolve("last"))))) {
                assertThat(last.state().problem()).isNull();
                assertThat(Journals.ids(Journals.drain(last))).isEqualTo(Journals.ids(records));
                assertThat(last.state().corrupt()).isEmpty();
            }
        } finally {
            killed.forEach(Journal::close);
        }
    }

    @Test
    void theUnitsOfAnInterruptedRequestAreByTheRuleOfItsRoute() throws Exception {
        List<UsageRecord> records = Records.ordinary(3);
        Journals.announce(journal, records.get(0), OnError.ZERO);
        Journals.announce(journal, records.get(1), OnError.ONE);
        Journals.announce(journal, records.get(2), OnError.ESTIMATE);

        try (Journal next = Journal.open(Journals.small(Journals.copy(directory, elsewhere.resolve("copy"))))) {
            List<UsageRecord> read = Journals.drain(next);

            assertThat(read)
                    .extracting(record -> record.measurement().units().intValueExact())
                    .containsExactly(0, 1, 0);
            assertThat(read.get(2).measurement().flags()).containsExactlyInAnyOrder(Flag.INTERRUPTED, Flag.ESTIMATED);
        }
    }

    @Test
    void announcementsThatStayOpenForLongDoNotKeepSegments() throws Exception {
        UsageRecord stream = Records.random(9, 1).get(0);
        Ticket ticket = Journals.announce(journal, stream);
        fillAndDrain(120);

        assertThat(journal.state().unjournaled()).isZero();
        try (Journal killed = Journal.open(Journals.small(Journals.copy(directory, elsewhere.resolve("killed"))))) {
            assertThat(Journals.ids(Journals.drain(killed))).containsExactly(stream.id());
        }
        ticket.complete(stream);
        assertThat(Journals.drain(journal)).containsExactly(stream);
        try (Journal killed = Journal.open(Journals.small(Journals.copy(directory, elsewhere.resolve("later"))))) {
            assertThat(Journals.drain(killed)).isEmpty();
        }
    }

    private void fillAndDrain(int rounds) {
        for (int round = 0; round < rounds; round++) {
            List<UsageRecord> records = Records.ordinary(100);
            await().until(() -> journal.state().problem() == null);
            records.forEach(record -> announce(record).complete(record));
            assertThat(Journals.drain(journal)).isEqualTo(records);
            journal.tick();
        }
    }

    private void offer(UsageRecord record) {
        awaitRoom();
        journal.offer(record);
    }

    private Ticket announce(UsageRecord record) {
        awaitRoom();
        return Journals.announce(journal, record);
    }

    /** The segments are so small that a test could be faster than the thread that makes them. */
    private void awaitRoom() {
        if (journal.ready() == 0) {
            await().until(() -> journal.ready() > 0);
        }
    }
}
