package io.gauger.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.gauger.measure.Flag;
import io.gauger.record.UsageRecord;
import io.gauger.testing.LogCapture;
import io.gauger.testing.Records;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecordQueueTest {
    @Test
    void givesRecordsInOrderAndKeepsThemUntilTheyAreRemoved() {
        RecordQueue queue = new RecordQueue(10);
        List<UsageRecord> records = Records.ordinary(5);
        records.forEach(queue::offer);

        assertThat(queue.peek(3)).isEqualTo(records.subList(0, 3));
        assertThat(queue.peek(3)).isEqualTo(records.subList(0, 3));
        queue.remove(3);

        assertThat(queue.peek(3)).isEqualTo(records.subList(3, 5));
        assertThat(queue.backlog()).isEqualTo(2);
        assertThat(queue.oldest()).isEqualTo(records.get(3).time());
    }

    @Test
    void anEmptyQueueHasNoOldestRecord() {
        RecordQueue queue = new RecordQueue(10);

        assertThat(queue.oldest()).isNull();
        assertThat(queue.peek(3)).isEmpty();
        assertThatIllegalStateException().isThrownBy(() -> queue.remove(1));
    }

    @Test
    void aFullQueueKeepsWhatItHasAndCountsTheNewestAsLost() {
        RecordQueue queue = new RecordQueue(2);
        List<UsageRecord> records = Records.ordinary(4);

        assertThat(records.stream().map(queue::offer)).containsExactly(true, true, false, false);

        assertThat(queue.peek(10)).isEqualTo(records.subList(0, 2));
        assertThat(queue.lost()).isEqualTo(2);
        queue.remove(1);
        assertThat(queue.offer(records.get(2))).isTrue();
    }

    @Test
    void warnsOfLossAtOnceAndThenAtMostOnceAMinute() {
        AtomicLong now = new AtomicLong(-5);
        RecordQueue queue = new RecordQueue(1, now::get);
        List<UsageRecord> records = Records.ordinary(10);
        try (LogCapture log = new LogCapture(RecordQueue.class)) {
            records.forEach(queue::offer);
            assertThat(log.messages())
                    .containsExactly("WARNING The queue of records is full (gauger.queue-capacity is 1): 1 usage"
                            + " records are lost so far and will not be billed");

            now.addAndGet(Duration.ofSeconds(59).toNanos());
            queue.offer(records.get(0));
            assertThat(log.messages()).hasSize(1);

            now.addAndGet(Duration.ofSeconds(1).toNanos());
            queue.offer(records.get(0));
            queue.offer(records.get(0));
            assertThat(log.messages()).hasSize(2).last().asString().contains(": 11 usage records are lost");
        }
    }

    @Test
    void countsTheFlagsOfTheRecordsThatItTook() {
        RecordQueue queue = new RecordQueue(2);
        Set<Flag> flags = Set.of(Flag.TIMEOUT, Flag.ESTIMATED);
        for (int i = 0; i < 3; i++) {
            queue.offer(Records.with(Instant.EPOCH, "acme", "ping", 200, 1, BigDecimal.ONE, flags, null));
        }

        assertThat(queue.flags())
                .containsEntry(Flag.TIMEOUT, 2L)
                .containsEntry(Flag.ESTIMATED, 2L)
                .containsEntry(Flag.NEGATIVE, 0L);
    }

    @ParameterizedTest
    @EnumSource
    void countsEveryFlag(Flag flag) {
        RecordQueue queue = new RecordQueue(2);
        queue.offer(Records.with(Instant.EPOCH, "acme", "ping", 200, 1, BigDecimal.ONE, Set.of(flag), null));

        queue.flags().forEach((any, count) -> assertThat(count).as(any.name()).isEqualTo(any == flag ? 1 : 0));
        assertThat(queue.flags()).containsOnlyKeys(Flag.values());
    }

    @Test
    void aClosedQueueTakesNothingMoreButCanBeEmptied() {
        RecordQueue queue = new RecordQueue(10);
        List<UsageRecord> records = Records.ordinary(2);
        queue.offer(records.get(0));

        queue.close();

        assertThat(queue.offer(records.get(1))).isFalse();
        assertThat(queue.lost()).isEqualTo(1);
        assertThat(queue.peek(5)).containsExactly(records.get(0));
    }

    @Test
    void manyThreadsNeverExceedTheBoundAndNothingTakenGetsLost() throws Exception {
        RecordQueue queue = new RecordQueue(1000);
        ExecutorService requests = Executors.newFixedThreadPool(4);
        Set<UUID> seen = new HashSet<>();
        try {
            List<Future<Long>> taken = java.util.stream.IntStream.range(0, 4)
                    .mapToObj(thread -> requests.submit(() ->
                            Records.ordinary(5000).stream().filter(queue::offer).count()))
                    .toList();
            boolean running = true;
            while (running) {
                running = !taken.stream().allMatch(Future::isDone);
                assertThat(queue.peek(Integer.MAX_VALUE)).hasSizeLessThanOrEqualTo(1000);
                List<UsageRecord> batch = queue.peek(300);
                batch.forEach(record -> seen.add(record.id()));
                queue.remove(batch.size());
            }
            queue.peek(1000).forEach(record -> seen.add(record.id()));
            long sum = 0;
            for (Future<Long> each : taken) {
                sum += each.get();
            }
            assertThat(seen).hasSize((int) sum);
            assertThat(queue.lost()).isEqualTo(20_000 - sum);
        } finally {
            requests.shutdownNow();
        }
    }
}
