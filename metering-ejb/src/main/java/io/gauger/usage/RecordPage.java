package io.gauger.usage;

import io.gauger.usage.RecordQuery.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of records.
 *
 * @param records newest first
 * @param next where the next page begins; null if this is the last
 */
public record RecordPage(List<StoredRecord> records, @Nullable Position next) {
    public RecordPage {
        records = List.copyOf(records);
    }
}
