package io.gauger.store;

import io.gauger.ledger.LedgerEntry.Debited;
import io.gauger.usage.RecordFilter;
import io.gauger.usage.RecordFilter.Field;
import io.gauger.usage.RecordPage;
import io.gauger.usage.RecordQuery;
import io.gauger.usage.RecordReader;
import io.gauger.usage.StoredRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads rows newest first by their ids, which begin with their times, so that a page begins exactly where the one before
 * ended.
 */
final class StoredRecordReader implements RecordReader {
    /** RFC 9562, section 5.7: the time is the first 48 bits of a UUIDv7. */
    private static final int TIME_SHIFT = 16;

    private final EntityManagers managers;

    StoredRecordReader(EntityManagers managers) {
        this.managers = managers;
    }

    @Override
    public Optional<StoredRecord> find(UUID id) {
        return managers.read(manager -> Optional.ofNullable(manager.find(RecordRow.class, id)))
                .map(RecordRow::toStoredRecord);
    }

    @Override
    public RecordPage list(RecordQuery query) {
        Conditions conditions = new Conditions();
        if (query.from() != null) {
            conditions.and(
                    "r.id >= ? and r.time >= ?",
                    first(query.from()),
                    query.from().toEpochMilli());
        }
        if (query.to() != null) {
            conditions.and(
                    "r.id < ? and r.time < ?", first(query.to()), query.to().toEpochMilli());
        }
        RecordQuery.Position after = query.after();
        if (after != null) {
            conditions.and("r.id < ?", after.id());
        }
        for (RecordFilter filter : query.filters()) {
            if (!FilterConditions.add(filter, conditions) || !addRange(filter, conditions)) {
                return new RecordPage(List.of(), null);
            }
        }
        return page(conditions, query.limit());
    }

    /** Records of a batch are found by their ids, which its debits tell; there is no index of batches. */
    private boolean addRange(RecordFilter filter, Conditions conditions) {
        if (filter.field() != Field.BATCH || !(filter instanceof RecordFilter.Quantity batch)) {
            return true;
        }
        List<Debited> debits = managers.query(
                connection -> LedgerTable.ofBatch(connection, batch.value().longValue()));
        debits.stream().map(Debited::first).min(IdOrder.OF_DATABASES).ifPresent(id -> conditions.and("r.id >= ?", id));
        debits.stream().map(Debited::last).max(IdOrder.OF_DATABASES).ifPresent(id -> conditions.and("r.id <= ?", id));
        return !debits.isEmpty();
    }

    private RecordPage page(Conditions conditions, int limit) {
        List<StoredRecord> records = managers.read(manager -> conditions
                .bind(manager.createQuery(
                        "select r from RecordRow r" + conditions.clause() + " order by r.id desc", RecordRow.class))
                .setMaxResults(limit + 1)
                .getResultList()
                .stream()
                .map(RecordRow::toStoredRecord)
                .toList());
        if (records.size() <= limit) {
            return new RecordPage(records, null);
        }
        List<StoredRecord> page = records.subList(0, limit);
        StoredRecord last = page.get(limit - 1);
        return new RecordPage(
                page, new RecordQuery.Position(last.usage().time(), last.usage().id()));
    }

    private static UUID first(Instant time) {
        return first(time.toEpochMilli());
    }

    /** The least id that a record of this millisecond or later can have; the database begins in its primary key there. */
    static UUID first(long milliseconds) {
        return milliseconds <= 0 ? new UUID(0, 0) : new UUID(milliseconds << TIME_SHIFT, 0);
    }

    /** The time that an id begins with, in milliseconds since 1970. */
    static long timeOf(UUID id) {
        return id.getMostSignificantBits() >>> TIME_SHIFT;
    }
}
