package io.gauger.store;

import io.gauger.usage.Measures;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Sums over requests that can be added up further, whatever order they come in. Counts that leave the range of a
 * {@code long} stay at its end. For one thread.
 */
@SuppressWarnings("EnumOrdinal")
final class Totals {
    /** What is counted in whole numbers. All but {@code REFUSED} is about admitted requests. */
    enum Count {
        REQUESTS,
        REFUSED,
        SUCCEEDED,
        FLAGGED,
        REQUEST_BYTES,
        RESPONSE_BYTES,
        PROMPT_TOKENS,
        COMPLETION_TOKENS,
        CACHED_TOKENS,
        SSE_EVENTS,
        LATENCY_MS
    }

    /** What is summed in exact decimals. */
    enum Amount {
        UNITS,
        COST,
        MARKET
    }

    /** Success is a status below 400. */
    private static final int FIRST_FAILURE = 400;

    /** By the places of their names, which nobody else sees. */
    private final long[] counts = new long[Count.values().length];

    private final BigDecimal[] amounts = {BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO};
    private final Latencies latencies = new Latencies();
    private boolean latenciesUnreadable;

    /** Adds a record, with all the requests that it stands for. */
    void add(RecordRow row) {
        int requests = row.requests();
        if (row.refusal != null) {
            add(Count.REFUSED, requests);
            return;
        }
        add(Count.REQUESTS, requests);
        add(Count.SUCCEEDED, row.status < FIRST_FAILURE ? requests : 0);
        add(Count.FLAGGED, row.flags == null ? 0 : requests);
        add(Count.REQUEST_BYTES, row.requestBytes);
        add(Count.RESPONSE_BYTES, row.responseBytes);
        add(Count.PROMPT_TOKENS, orZero(row.promptTokens));
        add(Count.COMPLETION_TOKENS, orZero(row.completionTokens));
        add(Count.CACHED_TOKENS, orZero(row.cachedTokens));
        add(Count.SSE_EVENTS, row.sseEvents);
        // of many it holds the mean
        add(Count.LATENCY_MS, product(row.latencyMs, requests));
        add(Amount.UNITS, row.units);
        add(Amount.COST, row.cost);
        add(Amount.MARKET, row.market);
        latencies.add(row.latencyMs, requests);
    }

    void add(Totals more) {
        for (Count count : Count.values()) {
            add(count, more.count(count));
        }
        for (Amount amount : Amount.values()) {
            add(amount, more.amount(amount));
        }
        latencies.add(more.latencies);
    }

    void add(Count count, long more) {
        counts[count.ordinal()] = sum(counts[count.ordinal()], more);
    }

    void add(Amount amount, BigDecimal more) {
        amounts[amount.ordinal()] = amounts[amount.ordinal()].add(more);
    }

    void addLatencies(byte[] encoded) {
        latencies.add(encoded);
    }

    long count(Count count) {
        return counts[count.ordinal()];
    }

    BigDecimal amount(Amount amount) {
        return amounts[amount.ordinal()];
    }

    byte[] encodedLatencies() {
        return latencies.encoded();
    }

    /** Some of the latencies could not be read. */
    void markLatenciesUnreadable() {
        latenciesUnreadable = true;
    }

    boolean areLatenciesUnreadable() {
        return latenciesUnreadable;
    }

    /** As {@link Latencies#unlike}. */
    String latenciesUnlike(Totals other) {
        return latencies.unlike(other.latencies);
    }

    /** As they are shown. */
    Measures measures() {
        return new Measures(
                count(Count.REQUESTS),
                amount(Amount.UNITS),
                count(Count.REQUEST_BYTES),
                count(Count.RESPONSE_BYTES),
                count(Count.PROMPT_TOKENS),
                count(Count.COMPLETION_TOKENS),
                count(Count.CACHED_TOKENS),
                amount(Amount.COST),
                amount(Amount.MARKET),
                meanLatency(),
                latencies.percentile(50),
                latencies.percentile(95),
                count(Count.SUCCEEDED),
                count(Count.FLAGGED),
                count(Count.REFUSED));
    }

    private @Nullable Long meanLatency() {
        long requests = count(Count.REQUESTS);
        return requests == 0
                ? null
                : BigDecimal.valueOf(count(Count.LATENCY_MS))
                        .divide(BigDecimal.valueOf(requests), 0, RoundingMode.HALF_EVEN)
                        .longValueExact();
    }

    private static long sum(long one, long other) {
        long sum = one + other;
        boolean overflow = ((one ^ sum) & (other ^ sum)) < 0;
        return overflow ? (one < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : sum;
    }

    private static long product(long one, long other) {
        long high = Math.multiplyHigh(one, other);
        long low = one * other;
        return high == low >> (Long.SIZE - 1) ? low : one < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }

    private static long orZero(@Nullable Long value) {
        return value == null ? 0 : value;
    }
}
