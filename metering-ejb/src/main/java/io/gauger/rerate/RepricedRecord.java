package io.gauger.rerate;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/**
 * A record that was priced otherwise than before. It is never changed and never removed, even when the record is.
 *
 * @param id names it for good; later ones are greater
 * @param recordId the record
 * @param time the record's
 * @param accountId who is billed
 * @param oldCost what it cost before, by its own price or an earlier re-rating
 * @param newCost what it costs since
 * @param oldMarket the list price before
 * @param newMarket the list price since
 * @param priceId the version of the price that decided
 */
public record RepricedRecord(
        UUID id,
        UUID recordId,
        Instant time,
        String accountId,
        BigDecimal oldCost,
        BigDecimal newCost,
        BigDecimal oldMarket,
        BigDecimal newMarket,
        String priceId) {}
