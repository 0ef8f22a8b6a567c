package io.gauger.rerate;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Requests that had units or tokens, and no price.
 *
 * @param route the id of their route
 * @param provider null if it was not known
 * @param model null if it was not known
 * @param currency in which a price is missing
 * @param accounts how many accounts; none if nobody is billed for them
 * @param requests how many
 * @param first the time of the first
 * @param last the time of the last
 */
public record UnknownPrice(
        String route,
        @Nullable String provider,
        @Nullable String model,
        String currency,
        long accounts,
        long requests,
        BigDecimal units,
        long promptTokens,
        long completionTokens,
        long cachedTokens,
        Instant first,
        Instant last) {}
