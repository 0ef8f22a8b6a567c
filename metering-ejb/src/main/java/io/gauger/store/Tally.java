package io.gauger.store;

import io.gauger.usage.Measures;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Adds up rows of sums, each for requests of one latency. For one thread. */
final class Tally {
    private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);

    private final SortedMap<Long, Long> requestsByLatency = new TreeMap<>();
    private long requests;
    private long refused;
    private Sums sums = Sums.NONE;

    /** Adds refused requests. */
    void addRefused(long count) {
        refused += count;
    }

    /** Adds admitted requests that took so long. */
    void add(long latencyMs, long count, Sums more) {
        requests += count;
        requestsByLatency.merge(latencyMs, count, Long::sum);
        sums = sums.plus(more);
    }

    /** Everything added so far. Counts too large for a {@code long} are shown as the largest there is. */
    Measures measures() {
        return new Measures(
                requests,
                sums.units(),
                saturated(sums.requestBytes()),
                saturated(sums.responseBytes()),
                saturated(sums.promptTokens()),
                saturated(sums.completionTokens()),
                saturated(sums.cachedTokens()),
                sums.cost(),
                sums.market(),
                meanLatency(),
                latencyRank(50),
                latencyRank(95),
                sums.succeeded(),
                sums.flagged(),
                refused);
    }

    private @Nullable Long meanLatency() {
        if (requests == 0) {
            return null;
        }
        BigDecimal total = BigDecimal.ZERO;
        for (Map.Entry<Long, Long> each : requestsByLatency.entrySet()) {
            total = total.add(BigDecimal.valueOf(each.getKey()).multiply(BigDecimal.valueOf(each.getValue())));
        }
        return total.divide(BigDecimal.valueOf(requests), 0, RoundingMode.HALF_EVEN)
                .longValueExact();
    }

    /** Nearest rank: the smallest latency that at least this share of the requests did not exceed. */
    private @Nullable Long latencyRank(int percent) {
        long rank = Math.floorDiv(Math.multiplyExact(requests, percent) + 99, 100L);
        long seen = 0;
        for (Map.Entry<Long, Long> each : requestsByLatency.entrySet()) {
            seen += each.getValue();
            if (seen >= rank) {
                return each.getKey();
            }
        }
        return null;
    }

    private static long saturated(BigInteger value) {
        return value.min(LARGEST).longValue();
    }

    /** What is summed beside requests and latencies. */
    record Sums(
            BigDecimal units,
            BigInteger requestBytes,
            BigInteger responseBytes,
            BigInteger promptTokens,
            BigInteger completionTokens,
            BigInteger cachedTokens,
            BigDecimal cost,
            BigDecimal market,
            long succeeded,
            long flagged) {

        static final Sums NONE = new Sums(
                BigDecimal.ZERO,
                BigInteger.ZERO,
                BigInteger.ZERO,
                BigInteger.ZERO,
                BigInteger.ZERO,
                BigInteger.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                0,
                0);

        Sums plus(Sums more) {
            return new Sums(
                    units.add(more.units),
                    requestBytes.add(more.requestBytes),
                    responseBytes.add(more.responseBytes),
                    promptTokens.add(more.promptTokens),
                    completionTokens.add(more.completionTokens),
                    cachedTokens.add(more.cachedTokens),
                    cost.add(more.cost),
                    market.add(more.market),
                    succeeded + more.succeeded,
                    flagged + more.flagged);
        }
    }
}
