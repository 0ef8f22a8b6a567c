package io.gauger.usage;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Sums over admitted requests; those that were refused are only in {@code refused}.
 *
 * @param requests admitted requests
 * @param units their units, exact
 * @param requestBytes bytes of their bodies
 * @param responseBytes bytes of the answers' bodies
 * @param promptTokens tokens of prompts
 * @param completionTokens tokens of answers
 * @param cachedTokens those of the prompts that came from a cache
 * @param cost what the customers pay, exact
 * @param market what the list prices say, exact
 * @param avgLatencyMs mean latency in milliseconds, rounded half-even; null without requests
 * @param p50LatencyMs latency that half of the requests did not exceed (nearest rank, exact below
 *     64 ms and within 1.6 % above); null without requests
 * @param p95LatencyMs latency that 95 % of the requests did not exceed, as exact as the other; null without requests
 * @param succeeded requests with a status below 400
 * @param flagged requests with at least one flag
 * @param refused requests that were refused before the application ran
 */
public record Measures(
        long requests,
        BigDecimal units,
        long requestBytes,
        long responseBytes,
        long promptTokens,
        long completionTokens,
        long cachedTokens,
        BigDecimal cost,
        BigDecimal market,
        @Nullable Long avgLatencyMs,
        @Nullable Long p50LatencyMs,
        @Nullable Long p95LatencyMs,
        long succeeded,
        long flagged,
        long refused) {}
