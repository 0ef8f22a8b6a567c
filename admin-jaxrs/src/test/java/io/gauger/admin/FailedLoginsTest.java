package io.gauger.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FailedLoginsTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-31T10:00:00Z"));
    private final FailedLogins failedLogins = new FailedLogins(new MovableClock());

    @Test
    void the61stInAMinuteIsTooMany() {
        for (int i = 0; i < 60; i++) {
            assertThat(failedLogins.add("192.0.2.1")).isFalse();
        }

        assertThat(failedLogins.add("192.0.2.1")).isTrue();
    }

    @Test
    void anotherAddressIsCountedApart() {
        for (int i = 0; i < 100; i++) {
            failedLogins.add("192.0.2.1");
        }

        assertThat(failedLogins.add("192.0.2.2")).isFalse();
    }

    @Test
    void theNextMinuteBeginsAnew() {
        for (int i = 0; i < 100; i++) {
            failedLogins.add("192.0.2.1");
        }
        assertThat(failedLogins.secondsToNextWindow()).isEqualTo(60);

        now.set(now.get().plusMillis(59_001));
        assertThat(failedLogins.add("192.0.2.1")).isTrue();
        assertThat(failedLogins.secondsToNextWindow()).isEqualTo(1);

        now.set(now.get().plusSeconds(1));
        assertThat(failedLogins.add("192.0.2.1")).isFalse();
    }

    @Test
    void aFloodOfAMinuteDoesNotOverflowIntoTheNext() {
        for (int i = 0; i < 200_000; i++) {
            failedLogins.add("192.0.2.1");
        }
        assertThat(failedLogins.add("192.0.2.1")).isTrue();

        now.set(now.get().plus(Duration.ofMinutes(1)));
        assertThat(failedLogins.add("192.0.2.1")).isFalse();
    }

    @Test
    void concurrentAttemptsAreAllCounted() throws Exception {
        AtomicInteger allowed = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        IntStream.range(0, 1000)
                .forEach(i -> threads.execute(() -> {
                    if (!failedLogins.add("192.0.2.1")) {
                        allowed.incrementAndGet();
                    }
                }));
        threads.shutdown();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();

        assertThat(allowed).hasValue(FailedLogins.MOST_A_MINUTE);
    }

    private final class MovableClock extends Clock {
        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now.get();
        }
    }
}
