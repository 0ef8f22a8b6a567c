package io.gauger.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.journal.Journal;
import io.gauger.journal.JournalSettings;
import io.gauger.record.UsageRecord;
import io.gauger.testing.LogCapture;
import io.gauger.testing.Records;
import io.gauger.usage.StoreUnavailableException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchWriterTest {
    private final AtomicLong now = new AtomicLong();
    private final MemoryTarget target = new MemoryTarget();

    @TempDir
    Path directory;

    private Journal journal;
    private BatchWriter writer;

    @BeforeEach
    void open() {
        journal = Journal.open(new JournalSettings(directory, 8, 8 << 20, false));
        writer = new BatchWriter(journal, target, now::get);
    }

    @AfterEach
    void close() {
        journal.close();
    }

    @Test
    void aTickWritesEverythingInBatchesOfAThousandInOrder() {
        List<UsageRecord> records = Records.ordinary(2500);
        records.forEach(journal::offer);

        writer.tick();

        assertThat(target.batchSizes).containsExactly(1000, 1000, 500);
        assertThat(target.kept).isEqualTo(records);
        assertThat(journal.backlog()).isZero();
        assertThat(writer.progress().written()).isEqualTo(2500);
        assertThat(writer.progress().lastWrite()).isNotNull();
    }

    @Test
    void whatAnEarlierProcessLeftMayBeInTheDatabaseAlreadyAndTheTargetIsTold() {
        Records.ordinary(3).forEach(journal::offer);
        journal.close();
        open();
        Records.ordinary(2).forEach(journal::offer);

        writer.tick();

        assertThat(target.batchSizes).containsExactly(3, 2);
        assertThat(target.told).containsExactly(true, false);
    }

    @Test
    void aTickEndsBeforeTheNextOneIsDue() {
        target.durationOfABatch = Duration.ofMillis(400);
        Records.ordinary(10_000).forEach(journal::offer);

        writer.tick();

        assertThat(target.batchSizes).hasSize(3);
        assertThat(journal.backlog()).isEqualTo(7000);
        assertThat(writer.progress().lastError()).isNull();
    }

    @Test
    void aBatchThatTakesTooLongComesAgainHalfAsLongSoThatASlowDatabaseStillTakesAll() {
        target.most = 200;
        List<UsageRecord> records = Records.ordinary(1500);
        records.forEach(journal::offer);

        tickUntilDrained();

        assertThat(target.refusedSizes).startsWith(1000, 500, 250).doesNotContain(125);
        assertThat(target.batchSizes).startsWith(125);
        assertThat(target.kept).isEqualTo(records);
        assertThat(writer.progress().lastError()).isNull();
    }

    @Test
    void evenADatabaseThatTakesOneRecordAtATimeTakesAll() {
        target.most = 1;
        target.durationOfABatch = Duration.ofSeconds(5);
        List<UsageRecord> records = Records.ordinary(20);
        records.forEach(journal::offer);

        tickUntilDrained();

        assertThat(target.kept).isEqualTo(records);
        assertThat(target.refusedSizes)
                .as("as each takes so long, two at once are not tried again")
                .containsExactly(20, 10, 5, 2);
    }

    @Test
    void batchesGrowAgainWhenTheDatabaseIsFastAgain() {
        target.most = 100;
        Records.ordinary(300).forEach(journal::offer);
        tickUntilDrained();
        target.most = Integer.MAX_VALUE;
        target.batchSizes.clear();
        Records.ordinary(12_000).forEach(journal::offer);

        tickUntilDrained();

        assertThat(target.batchSizes).anyMatch(size -> size >= 1000);
    }

    @Test
    void aBacklogIsWrittenInLargerBatchesAfterSomeQuickOnes() {
        List<UsageRecord> records = Records.ordinary(13_000);
        records.forEach(journal::offer);

        tickUntilDrained();

        assertThat(target.batchSizes.subList(0, 8)).containsOnly(1000);
        assertThat(target.batchSizes.subList(8, target.batchSizes.size())).containsExactly(2000, 2000, 1000);
        assertThat(target.kept).isEqualTo(records);
    }

    @Test
    void batchesDoNotGrowWhereTheyTakeASecond() {
        target.durationOfABatch = Duration.ofSeconds(1);
        Records.ordinary(13_000).forEach(journal::offer);

        tickUntilDrained();

        assertThat(target.batchSizes).containsOnly(1000);
    }

    @Test
    void whoSaysNothingOfTimeButFailsOnlyAfterALongOneTookTooLongToo() {
        target.most = 200;
        target.tells = false;
        List<UsageRecord> records = Records.ordinary(1000);
        records.forEach(journal::offer);

        tickUntilDrained();

        assertThat(target.kept).isEqualTo(records);
    }

    @Test
    void aDatabaseThatIsAwayGetsWholeBatchesWhenItIsBack() {
        Records.ordinary(2000).forEach(journal::offer);
        target.failuresLeft = 3;

        tickUntilDrained();

        assertThat(target.batchSizes).containsExactly(1000, 1000);
    }

    private void tickUntilDrained() {
        for (int seconds = 0; journal.backlog() > 0 && seconds < 1000; seconds++) {
            now.addAndGet(Duration.ofSeconds(1).toNanos());
            writer.tick();
        }
        assertThat(journal.backlog()).isZero();
    }

    @Test
    void upkeepIsDoneInTheTimeThatRecordsLeave() {
        writer.tick();
        assertThat(target.upkeeps).isEqualTo(1);

        target.durationOfABatch = Duration.ofSeconds(1);
        journal.offer(Records.ordinary(Instant.now()));
        writer.tick();
        assertThat(target.upkeeps).as("after a tick without time left").isEqualTo(1);

        target.away = true;
        writer.tick();
        assertThat(target.upkeeps).as("while the database is away").isEqualTo(1);
    }

    @Test
    void theEndDoesNotWaitForUpkeep() {
        journal.offer(Records.ordinary(Instant.now()));

        assertThat(writer.drain(Duration.ofSeconds(5))).isTrue();

        assertThat(target.upkeeps).isZero();
    }

    @Test
    void theTargetIsPreparedByTheFirstTickEvenWithoutRecords() {
        writer.tick();

        assertThat(target.prepared).isEqualTo(1);
        assertThat(writer.progress().lastWrite()).isNull();
    }

    @Test
    void whileTheTargetIsAwayItIsTriedLessAndLessOftenAndNothingGetsLost() {
        target.away = true;
        List<UsageRecord> records = Records.ordinary(10);
        records.forEach(journal::offer);

        List<Long> attempts = new ArrayList<>();
        for (long second = 0; second < 130; second++) {
            int before = target.attempts;
            writer.tick();
            if (target.attempts > before) {
                attempts.add(second);
            }
            now.addAndGet(Duration.ofSeconds(1).toNanos());
        }

        assertThat(attempts).containsExactly(0L, 1L, 3L, 7L, 15L, 31L, 61L, 91L, 121L);
        assertThat(writer.progress().errors()).isEqualTo(9);
        assertThat(writer.progress().lastError()).isEqualTo("The database cannot be reached");
        assertThat(journal.backlog()).isEqualTo(10);

        target.away = false;
        now.addAndGet(Duration.ofSeconds(30).toNanos());
        writer.tick();

        assertThat(target.kept).isEqualTo(records);
        assertThat(writer.progress().lastError()).isNull();
        assertThat(writer.progress().errors()).isEqualTo(9);
    }

    @Test
    void afterASuccessTheNextFailureIsTriedAgainSoon() {
        target.away = true;
        writer.tick();
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        writer.tick();
        target.away = false;
        now.addAndGet(Duration.ofSeconds(2).toNanos());
        writer.tick();
        target.away = true;
        writer.tick();
        int before = target.attempts;

        now.addAndGet(Duration.ofSeconds(1).toNanos());
        writer.tick();

        assertThat(target.attempts).isEqualTo(before + 1);
    }

    @Test
    void theFirstFailureIsLoggedWithItsCauseAndTheReturnIsLogged() {
        target.away = true;
        Records.ordinary(2).forEach(journal::offer);
        try (LogCapture log = new LogCapture(BatchWriter.class)) {
            writer.tick();
            target.away = false;
            now.addAndGet(Duration.ofSeconds(1).toNanos());
            writer.tick();

            assertThat(log.messages())
                    .containsExactly(
                            "WARNING The database cannot be reached; 2 usage records wait",
                            "INFO The database takes usage records again, after 1 failed attempts");
        }
    }

    @Test
    void anUnexpectedFailureIsOneToo() {
        target.failure = new NullPointerException("secret");
        Records.ordinary(2).forEach(journal::offer);

        writer.tick();

        assertThat(writer.progress().lastError())
                .isEqualTo("Writing failed unexpectedly (NullPointerException); the log has the cause");
        assertThat(journal.backlog()).isEqualTo(2);
    }

    @Test
    void drainingTriesAgainUntilEverythingIsWritten() {
        BatchWriter closing = new BatchWriter(journal, target);
        target.failuresLeft = 2;
        Records.ordinary(1500).forEach(journal::offer);

        assertThat(closing.drain(Duration.ofSeconds(30))).isTrue();

        assertThat(target.kept).hasSize(1500);
    }

    @Test
    void drainingEndsInTimeAndSaysThatSomethingIsLeft() {
        BatchWriter closing = new BatchWriter(journal, target);
        target.away = true;
        Records.ordinary(5).forEach(journal::offer);

        assertThat(closing.drain(Duration.ofMillis(300))).isFalse();

        assertThat(journal.backlog()).isEqualTo(5);
    }

    /** Keeps batches in memory, and fails when told to. */
    private final class MemoryTarget implements BatchTarget {
        private final List<UsageRecord> kept = new ArrayList<>();
        private final List<Integer> batchSizes = new ArrayList<>();
        private final List<Boolean> told = new ArrayList<>();
        private Duration durationOfABatch = Duration.ZERO;
        private final List<Integer> refusedSizes = new ArrayList<>();
        private int most = Integer.MAX_VALUE;
        private boolean tells = true;
        private int prepared;
        private int upkeeps;
        private int attempts;
        private int failuresLeft;
        private boolean away;
        private RuntimeException failure;

        @Override
        public void prepare() {
            prepared++;
            attempts++;
            if (away) {
                throw new StoreUnavailableException("The database cannot be reached");
            }
        }

        @Override
        public void upkeep() {
            upkeeps++;
        }

        @Override
        public void append(List<UsageRecord> batch, boolean replays) {
            if (failure != null) {
                throw failure;
            }
            if (failuresLeft > 0) {
                failuresLeft--;
                throw new StoreUnavailableException("The database cannot be reached");
            }
            if (batch.size() > most) {
                refusedSizes.add(batch.size());
                now.addAndGet(Duration.ofSeconds(tells ? 5 : 60).toNanos());
                throw tells
                        ? StoreUnavailableException.tooSlow("The database cancelled the statement", null)
                        : new StoreUnavailableException("The database cannot be reached");
            }
            batchSizes.add(batch.size());
            told.add(replays);
            kept.addAll(batch);
            now.addAndGet(durationOfABatch.toNanos());
        }
    }
}
