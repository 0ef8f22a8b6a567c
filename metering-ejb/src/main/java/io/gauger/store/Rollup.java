package io.gauger.store;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A row of {@code gauger_rollup}: the totals of what is alike. */
record Rollup(UUID id, RollupKey key, Totals totals) {

    /** Sums records by what they have in common. */
    static Collection<Rollup> of(List<RecordRow> records, UUID node) {
        Map<RollupKey, Rollup> rollups = new HashMap<>();
        for (RecordRow record : records) {
            rollups.computeIfAbsent(RollupKey.of(record, node), key -> new Rollup(key.id(), key, new Totals()))
                    .totals()
                    .add(record);
        }
        return rollups.values();
    }
}
