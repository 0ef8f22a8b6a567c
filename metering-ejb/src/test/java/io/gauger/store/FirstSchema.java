package io.gauger.store;

import io.gauger.store.Table.Kind;
import java.util.Set;

/** Writes as the first version did, with what later ones derive. */
final class FirstSchema {
    static final Table<RecordRow> RECORDS = records();

    private FirstSchema() {}

    private static Table<RecordRow> records() {
        Table.Builder<RecordRow> table = Table.named("gauger_record", row -> row.id);
        RecordTable.TABLE.columns().stream()
                .skip(1)
                .filter(column ->
                        !Set.of("basis", "path", "record_count", "batch").contains(column.name()))
                .forEach(column -> table.column(column.name(), column.kind(), column.value()));
        return table.column("basis", Kind.TEXT, row -> row.basis == null ? "measured" : row.basis)
                .column("path", Kind.TEXT, row -> row.path == null ? row.endpoint : row.path)
                .column("bucket", Kind.WHOLE, row -> RollupKey.bucketOf(row.time))
                .column("flagged", Kind.TRUTH, row -> row.flags != null)
                .column("refused", Kind.TRUTH, row -> row.refusal != null)
                .build();
    }
}
