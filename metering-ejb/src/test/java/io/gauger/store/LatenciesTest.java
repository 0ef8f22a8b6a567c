package io.gauger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Percentiles that can be added up. */
class LatenciesTest {
    private static final double LARGEST_ERROR = 1 / 64.0;

    @RepeatedTest(20)
    void everyPercentileIsWithinTheErrorOfTheExactOneHoweverPartsAreAddedUpAndStored(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<Long> all = new ArrayList<>();
        Latencies whole = new Latencies();
        for (int part = 0; part < 5; part++) {
            Latencies latencies = new Latencies();
            int size = random.nextInt(200);
            for (int i = 0; i < size; i++) {
                long latency = random.nextLong() >>> (1 + random.nextInt(62));
                all.add(latency);
                latencies.add(latency, 1);
            }
            if (part % 2 == 0) {
                whole.add(latencies.encoded());
            } else {
                whole.add(latencies);
            }
        }
        Collections.sort(all);

        for (int percent = 1; percent <= 100 && !all.isEmpty(); percent++) {
            long exact = all.get((int) Math.ceil(percent / 100.0 * all.size()) - 1);
            assertThat((double) whole.percentile(percent))
                    .as(percent + "% of " + all.size())
                    .isCloseTo(
                            (double) exact, Offset.offset(exact < Latencies.EXACT_BELOW ? 0 : exact * LARGEST_ERROR));
        }
    }

    @Test
    void theEndsOfTheRangeHaveTheirPlace() {
        for (long latency : new long[] {-5, 0, 63, 64, 65, 1L << 62, Long.MAX_VALUE}) {
            Latencies one = new Latencies();
            one.add(latency, 1);
            assertThat((double) one.percentile(50))
                    .isCloseTo((double) Math.max(0, latency), Offset.offset(Math.max(0, latency) * LARGEST_ERROR));
        }
    }

    @Test
    void nobodyHasNoPercentile() {
        assertThat(new Latencies().percentile(50)).isNull();
    }

    @Test
    void aFewBytesHoldManyRequests() {
        Latencies latencies = new Latencies();
        for (int i = 0; i < 1000; i++) {
            latencies.add(200 + i % 40, 1_000_000);
        }
        assertThat(latencies.encoded().length).isLessThan(80);
    }

    @Test
    void theFormOfALaterVersionIsNotMistakenForThisOne() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> new Latencies().add(new byte[] {2, 1, 1}));
    }

    @Test
    void damagedBytesAreRefusedAndNothingOfThemIsAdded() {
        Latencies latencies = new Latencies();
        byte[] withoutTheLastCount = {1, 5, 1, 3};
        byte[] withANumberThatDoesNotEnd = {1, 5, 1, 3, (byte) 0x80};
        byte[] ofAClassThatThereIsNot = {1, 5, 1, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x7F, 1};

        for (byte[] damaged : List.of(withoutTheLastCount, withANumberThatDoesNotEnd, ofAClassThatThereIsNot)) {
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> latencies.add(damaged))
                    .withMessage("A rollup's latencies are damaged");
        }
        assertThat(latencies.encoded()).isEqualTo(new Latencies().encoded());
    }

    @Test
    void whatIsAddedInAnyOrderIsStoredAsTheSameBytes() {
        Latencies one = new Latencies();
        Latencies other = new Latencies();
        for (long latency : new long[] {900, 3, 70_000, 3, 64, 901, Long.MAX_VALUE}) {
            one.add(latency, 1);
            Latencies single = new Latencies();
            single.add(latency, 1);
            Latencies sum = new Latencies();
            sum.add(single.encoded());
            sum.add(other);
            other = sum;
        }

        assertThat(other.encoded()).isEqualTo(one.encoded());
    }
}
