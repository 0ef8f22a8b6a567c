package io.gauger.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {
    private final RetrySchedule earliest = new RetrySchedule(bound -> 0);
    private final RetrySchedule latest = new RetrySchedule(bound -> bound - 1);

    @Test
    void tenAttemptsTakeAboutADayAndEachPauseIsAtLeastAsLongAsTheOneBefore() {
        List<Duration> pauses = new ArrayList<>();
        int attempt = 1;
        for (Duration pause = pause(earliest, attempt); pause != null; pause = pause(earliest, attempt)) {
            pauses.add(pause);
            attempt++;
        }

        assertThat(attempt).isEqualTo(10);
        assertThat(pauses).isSorted();
        assertThat(pauses.get(0)).isEqualTo(Duration.ofSeconds(10));
        assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus))
                .isBetween(Duration.ofHours(23), Duration.ofHours(24));
    }

    @Test
    void eachPauseIsLongerByUpToAFifth() {
        for (int attempt = 1; attempt < 10; attempt++) {
            Duration shortest = pause(earliest, attempt);
            assertThat(pause(latest, attempt))
                    .isGreaterThan(shortest)
                    .isLessThan(shortest.multipliedBy(6).dividedBy(5));
        }
    }

    @Test
    void theReceiverMayAskForMoreUpToADay() {
        assertThat(earliest.pauseAfter(1, Duration.ofMinutes(7))).isEqualTo(Duration.ofMinutes(7));
        assertThat(earliest.pauseAfter(4, Duration.ofMinutes(7))).isEqualTo(Duration.ofMinutes(20));
        assertThat(earliest.pauseAfter(1, Duration.ofDays(300))).isEqualTo(Duration.ofDays(1));
        assertThat(earliest.pauseAfter(10, Duration.ofMinutes(7))).isNull();
    }

    private static Duration pause(RetrySchedule schedule, int attempt) {
        return schedule.pauseAfter(attempt, Duration.ZERO);
    }
}
