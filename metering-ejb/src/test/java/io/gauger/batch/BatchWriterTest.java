package io.gauger.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.journal.RecordQueue;
import io.gauger.record.UsageRecord;
import io.gauger.testing.LogCapture;
import io.gauger.testing.Records;
import io.gauger.usage.StoreUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BatchWriterTest {
    private final AtomicLong now = new AtomicLong();
    private final RecordQueue queue = new RecordQueue(10_000);
    private final MemoryTarget target = new MemoryTarget();
    private final BatchWriter writer = new BatchWriter(queue, target, now::get);

    @Test
    void aTickWritesEverythingInBatchesOfAThousandInOrder() {
        List<UsageRecord> records = Records.ordinary(2500);
        records.forEach(queue::offer);

        writer.tick();

        assertThat(target.batchSizes).containsExactly(1000, 1000, 500);
        assertThat(target.kept).isEqualTo(records);
        assertThat(queue.backlog()).isZero();
        assertThat(writer.progress().written()).isEqualTo(2500);
        assertThat(writer.progress().lastWrite()).isNotNull();
    }

    @Test
    void aTickEndsBeforeTheNextOneIsDue() {
        target.durationOfABatch = Duration.ofMillis(400);
        Records.ordinary(10_000).forEach(queue::offer);

        writer.tick();

        assertThat(target.batchSizes).hasSize(3);
        assertThat(queue.backlog()).isEqualTo(7000);
        assertThat(writer.progress().lastError()).isNull();
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
        records.forEach(queue::offer);

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
        assertThat(queue.backlog()).isEqualTo(10);

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
        Records.ordinary(2).forEach(queue::offer);
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
        Records.ordinary(2).forEach(queue::offer);

        writer.tick();

        assertThat(writer.progress().lastError())
                .isEqualTo("Writing failed unexpectedly (NullPointerException); the log has the cause");
        assertThat(queue.backlog()).isEqualTo(2);
    }

    @Test
    void drainingTriesAgainUntilEverythingIsWritten() {
        BatchWriter closing = new BatchWriter(queue, target);
        target.failuresLeft = 2;
        Records.ordinary(1500).forEach(queue::offer);

        assertThat(closing.drain(Duration.ofSeconds(30))).isTrue();

        assertThat(target.kept).hasSize(1500);
    }

    @Test
    void drainingEndsInTimeAndSaysThatSomethingIsLeft() {
        BatchWriter closing = new BatchWriter(queue, target);
        target.away = true;
        Records.ordinary(5).forEach(queue::offer);

        assertThat(closing.drain(Duration.ofMillis(300))).isFalse();

        assertThat(queue.backlog()).isEqualTo(5);
    }

    /** Keeps batches in memory, and fails when told to. */
    private final class MemoryTarget implements BatchTarget {
        private final List<UsageRecord> kept = new ArrayList<>();
        private final List<Integer> batchSizes = new ArrayList<>();
        private Duration durationOfABatch = Duration.ZERO;
        private int prepared;
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
        public void append(List<UsageRecord> batch, boolean maybeReplayed) {
            if (failure != null) {
                throw failure;
            }
            if (failuresLeft > 0) {
                failuresLeft--;
                throw new StoreUnavailableException("The database cannot be reached");
            }
            batchSizes.add(batch.size());
            kept.addAll(batch);
            now.addAndGet(durationOfABatch.toNanos());
        }
    }
}
