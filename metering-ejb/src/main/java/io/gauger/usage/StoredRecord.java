package io.gauger.usage;

import io.gauger.record.UsageRecord;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A usage record as the database holds it.
 *
 * @param usage what was measured
 * @param cost what the customer pays, scale 12; zero where nothing had a price
 * @param market what the list price says, scale 12; zero where nothing had a price
 * @param priceId the price that decided; null without one
 * @param batch the number of the debit of its account that it is part of; null if nobody was debited for it
 */
public record StoredRecord(
        UsageRecord usage, BigDecimal cost, BigDecimal market, @Nullable String priceId, @Nullable Long batch) {}
