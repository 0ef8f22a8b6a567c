package io.gauger.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gauger.admit.Caller;
import io.gauger.measure.Basis;
import io.gauger.measure.Flag;
import io.gauger.measure.Measurement;
import io.gauger.measure.TokenUsage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class RecordTest {

    @Test
    void anIdIsAUuidOfVersion7WithItsTime() {
        RecordId ids = new RecordId();
        Set<UUID> made = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            UUID id = ids.next(1_700_000_000_123L);
            assertThat(id.version()).isEqualTo(7);
            assertThat(id.variant()).isEqualTo(2);
            assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(1_700_000_000_123L);
            made.add(id);
        }
        assertThat(made).hasSize(1000);
    }

    /** Also where threads share what random numbers are in store, and at its end. */
    @Test
    void idsThatManyThreadsMakeAtOnceDiffer() throws Exception {
        RecordId ids = new RecordId();
        int threads = 16;
        int each = 20_000;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<UUID[]>> made = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                made.add(pool.submit(() -> {
                    UUID[] mine = new UUID[each];
                    start.await();
                    for (int j = 0; j < each; j++) {
                        mine[j] = ids.next(1);
                    }
                    return mine;
                }));
            }
            start.countDown();
            Set<UUID> all = new HashSet<>();
            for (Future<UUID[]> mine : made) {
                Collections.addAll(all, mine.get());
            }
            assertThat(all).hasSize(threads * each);
            assertThat(all.stream().map(UUID::getLeastSignificantBits).distinct())
                    .as("random numbers")
                    .hasSize(threads * each);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void whatACallerSendsTakesOnlySoMuchMemory() {
        assertThat(exchange("/" + "p".repeat(5000), "x".repeat(511) + "😀").path())
                .hasSize(1024);
        assertThat(exchange("/", "x".repeat(511) + "😀").userAgent()).isEqualTo("x".repeat(511));
        assertThat(exchange("/", "x".repeat(510) + "😀").userAgent()).endsWith("😀");
        assertThat(exchange("/", null).userAgent()).isNull();
    }

    @Test
    void aRecordTellsWhatItWasMadeOf() {
        Exchange exchange = new Exchange("POST", "/p", 207, true, "2001:db8::1", "agent", 12, 3L, 45, 67);
        Measurement measurement = new Measurement(
                new BigDecimal("98765432109876543210.123456789"),
                Basis.PARTIAL,
                Set.of(Flag.CLIENT_ABORTED, Flag.ESTIMATED),
                new TokenUsage(Long.MAX_VALUE, 0L, null),
                "provider",
                "model",
                8);
        UsageRecord record =
                new UsageRecord(new UUID(1, 2), 3, Caller.ofAccount("a"), "r", "/p", exchange, measurement, "refused");
        assertThat(record.exchange()).isEqualTo(exchange);
        assertThat(record.measurement()).isEqualTo(measurement);
        assertThat(record)
                .isEqualTo(new UsageRecord(
                        new UUID(1, 2), 3, Caller.ofAccount("a"), "r", "/p", exchange, measurement, "refused"));
    }

    /** Until then expressions see the path as it is, and behind it what waits in memory is bounded. */
    @Test
    void aRecordIsCutWhenItIsCompleteAndDoesNotChangeAnyMore() {
        UsageRecord record = new UsageRecord(
                new UUID(1, 2), 3, Caller.ANONYMOUS, "r", "/*", "M".repeat(33), "/" + "p".repeat(5000), null, null);
        assertThat(record.path()).hasSize(5001);
        assertThat(record.method()).hasSize(33);
        record.answered(200, false, 1, UsageRecord.NO_BYTE, 0, 0);
        record.complete(null);
        assertThat(record.path()).hasSize(1024);
        assertThat(record.method()).hasSize(32);
        assertThat(record.exchange().ttfbMs()).isNull();
        assertThat(record.measurement().units()).isEqualTo(new BigDecimal("0.000000000"));
        assertThatThrownBy(() -> record.answered(500, false, 1, 1, 1, 1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> record.complete("late")).isInstanceOf(IllegalStateException.class);
    }

    /** RFC 9562, section 6.2: ids of one instant may count on, but from a start that nobody can know. */
    @Test
    void everyStartOfIdsIsRandomInAllBits() {
        int made = 5_000;
        int[] ones = new int[74];
        for (int i = 0; i < made; i++) {
            UUID id = new RecordId().next(0);
            for (int bit = 0; bit < 74; bit++) {
                long word =
                        bit < 62 ? id.getLeastSignificantBits() >>> bit : id.getMostSignificantBits() >>> (bit - 62);
                ones[bit] += (int) (word & 1);
            }
        }
        assertThat(Arrays.stream(ones).boxed()).allMatch(count -> count > made * 0.45 && count < made * 0.55);
    }

    private static Exchange exchange(String path, String userAgent) {
        return new Exchange("GET", path, 200, false, "127.0.0.1", userAgent, 1, null, 0, 0);
    }
}
