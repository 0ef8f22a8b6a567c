package io.gauger.benchmark.storage;

import io.gauger.record.UsageRecord;
import java.sql.SQLException;
import java.util.List;

/** Writes batches into a database of its own. For one thread. */
interface Writer extends AutoCloseable {
    /** Returns when the batch is committed. */
    void write(List<UsageRecord> batch) throws SQLException;

    @Override
    void close() throws SQLException;
}
