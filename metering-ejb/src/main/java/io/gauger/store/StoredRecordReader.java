package io.gauger.store;

import io.gauger.usage.RecordFilter;
import io.gauger.usage.RecordPage;
import io.gauger.usage.RecordQuery;
import io.gauger.usage.RecordReader;
import io.gauger.usage.StoredRecord;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads rows newest first by their place (time, id), so that a page begins exactly where the one before ended. */
final class StoredRecordReader implements RecordReader {
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
            conditions.and("r.time >= ?", query.from().toEpochMilli());
        }
        if (query.to() != null) {
            conditions.and("r.time < ?", query.to().toEpochMilli());
        }
        RecordQuery.Position after = query.after();
        if (after != null) {
            // The first condition alone lets the database begin in its index; the second is exact.
            long time = after.time().toEpochMilli();
            conditions.and("r.time <= ?", time).and("(r.time < ? or r.id < ?)", time, after.id());
        }
        for (RecordFilter filter : query.filters()) {
            if (!FilterConditions.add(filter, conditions)) {
                return new RecordPage(List.of(), null);
            }
        }
        return page(conditions, query.limit());
    }

    private RecordPage page(Conditions conditions, int limit) {
        List<StoredRecord> records = managers.read(manager -> conditions
                .bind(manager.createQuery(
                        "select r from RecordRow r" + conditions.clause() + " order by r.time desc, r.id desc",
                        RecordRow.class))
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
}
