package io.gauger.store;

import io.gauger.record.UsageRecord;
import io.gauger.usage.StoreUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Writes batches of records and what they add to the rollups, each as one transaction. For one thread at a time. */
final class RecordStore {
    /** A transaction that another one was in the way of is tried so often before the batch is left for later. */
    private static final int ATTEMPTS = 4;

    private final EntityManagers managers;
    private final Database database;
    private final Bulk bulk;
    private final UUID node;

    /** Whether the last attempt failed, perhaps after the database had committed. */
    private boolean inDoubt;

    RecordStore(EntityManagers managers, Database database, UUID node) {
        this.managers = managers;
        this.database = database;
        this.bulk = database.bulk();
        this.node = node;
    }

    /**
     * Writes all of them, or none. After a failure the caller comes again with at least the same records; those that
     * got into the database after all are then not written twice.
     *
     * @param maybeReplayed whether some may be there already although no attempt before failed
     * @throws StoreUnavailableException if the database did not confirm the commit
     */
    void append(List<UsageRecord> records, boolean maybeReplayed) {
        Map<UUID, RecordRow> byId = new LinkedHashMap<>();
        records.forEach(record -> byId.put(record.id(), new RecordRow(record)));
        List<RecordRow> rows = List.copyOf(byId.values());
        for (int attempt = 1; ; attempt++) {
            boolean maybeThere = inDoubt || maybeReplayed;
            inDoubt = true;
            try {
                managers.inTransaction(connection -> write(connection, rows, maybeThere));
                inDoubt = false;
                return;
            } catch (StoreUnavailableException e) {
                if (FailureKind.of(e) != FailureKind.CONFLICT || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private int write(Connection connection, List<RecordRow> rows, boolean maybeThere) throws SQLException {
        database.beginWriting(connection);
        List<RecordRow> written = bulk.insertMissing(connection, RecordTable.TABLE, rows, maybeThere);
        RollupTable.add(connection, bulk, Rollup.of(written, node));
        return written.size();
    }
}
