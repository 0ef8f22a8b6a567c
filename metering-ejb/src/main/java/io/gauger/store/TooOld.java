package io.gauger.store;

import io.gauger.record.UsageRecord;
import io.gauger.usage.DeadLetter;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Records older than what is kept: whether they were there, and so in the totals, nobody can tell any more.
 *
 * @param ids their ids
 * @param horizon from when on records are kept
 */
record TooOld(Set<UUID> ids, Horizon horizon) {
    static TooOld of(List<RecordRow> rows, Horizon horizon) {
        return new TooOld(
                rows.stream()
                        .map(row -> row.id)
                        .filter(id -> !horizon.covers(id))
                        .collect(Collectors.toSet()),
                horizon);
    }

    boolean contains(UsageRecord record) {
        return ids.contains(record.id());
    }

    /** What is put aside of the records. */
    List<DeadLetter> letters(List<UsageRecord> records) {
        String reason = "The record is older than gauger.retention-days: those before " + horizon.instant()
                + " were removed, so it may be in the totals already";
        return records.stream()
                .filter(this::contains)
                .map(record -> new DeadLetter(record, Instant.now(), reason))
                .toList();
    }
}
