package io.gauger.store;

import io.gauger.record.UsageRecord;
import io.gauger.usage.StoreUnavailableException;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Writes batches of records, each as one transaction. For one thread at a time. */
final class RecordStore {
    /** Databases bound the parameters of a statement. */
    private static final int IDS_A_QUERY = 500;

    private final EntityManagers managers;

    /** Whether the last attempt failed, perhaps after the database had committed. */
    private boolean inDoubt;

    RecordStore(EntityManagers managers) {
        this.managers = managers;
    }

    /**
     * Writes all of them, or none. After a failure the caller comes again with at least the same records; those that
     * got into the database after all are then not written twice.
     *
     * @param maybeReplayed whether some may be there already although no attempt before failed
     * @throws StoreUnavailableException if the database did not confirm the commit
     */
    void append(List<UsageRecord> records, boolean maybeReplayed) {
        Map<UUID, UsageRecord> byId = new LinkedHashMap<>();
        records.forEach(record -> byId.put(record.id(), record));
        boolean check = inDoubt || maybeReplayed;
        inDoubt = true;
        managers.write(manager -> {
            if (check) {
                byId.keySet().removeAll(stored(manager, byId.keySet()));
            }
            byId.values().forEach(record -> manager.persist(new RecordRow(record)));
        });
        inDoubt = false;
    }

    private static Set<UUID> stored(EntityManager manager, Set<UUID> ids) {
        Set<UUID> stored = new HashSet<>();
        List<UUID> all = new ArrayList<>(ids);
        for (int from = 0; from < all.size(); from += IDS_A_QUERY) {
            List<UUID> some = all.subList(from, Math.min(from + IDS_A_QUERY, all.size()));
            stored.addAll(manager.createQuery("select r.id from RecordRow r where r.id in :ids", UUID.class)
                    .setParameter("ids", some)
                    .getResultList());
        }
        return stored;
    }
}
