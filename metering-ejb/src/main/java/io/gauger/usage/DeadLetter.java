package io.gauger.usage;

import io.gauger.record.UsageRecord;
import java.time.Instant;

/**
 * A record that the database refused; it is in no list and no total of records.
 *
 * @param record the record
 * @param since when it was put aside
 * @param reason what the database said, without values
 */
public record DeadLetter(UsageRecord record, Instant since, String reason) {}
