package io.gauger.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
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

    private static Exchange exchange(String path, String userAgent) {
        return new Exchange("GET", path, 200, false, "127.0.0.1", userAgent, 1, null, 0, 0);
    }
}
