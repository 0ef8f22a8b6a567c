package io.gauger.usage;

import java.util.Optional;
import java.util.UUID;

/** Reads single stored records. Implementations are safe for concurrent use. */
public interface RecordReader {
    /**
     * The record with this id, or none.
     *
     * @throws StoreUnavailableException if the database cannot be asked
     */
    Optional<StoredRecord> find(UUID id);

    /**
     * A page of records, newest first.
     *
     * @throws StoreUnavailableException if the database cannot be asked
     */
    RecordPage list(RecordQuery query);
}
