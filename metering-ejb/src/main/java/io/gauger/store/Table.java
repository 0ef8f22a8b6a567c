package io.gauger.store;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How objects are written into a table.
 *
 * @param name the table's name
 * @param id what each row is known by, in the column {@code id}
 * @param columns all columns, that of the id first
 */
record Table<R>(String name, Function<R, UUID> id, List<Column<R>> columns) {

    Table {
        columns = List.copyOf(columns);
    }

    /** A table with its id and no other column yet. */
    static <R> Builder<R> named(String name, Function<R, UUID> id) {
        return new Builder<>(name, id);
    }

    /** The columns' names between commas. */
    String names() {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }

    /** The same without the columns that never change, but with the id. */
    Table<R> changing() {
        return new Table<>(
                name, id, columns.stream().filter(column -> !column.isFixed()).toList());
    }

    /** What a column holds; each database has its type for it. */
    enum Kind {
        ID,
        TEXT,
        WHOLE,
        DECIMAL,
        TRUTH,
        BYTES
    }

    /**
     * A column.
     *
     * @param isFixed whether it stays as it was inserted; not said of the id
     * @param value a UUID, String, Long, BigDecimal, Boolean or byte[], as the kind says; or null
     */
    record Column<R>(String name, Kind kind, boolean isFixed, Function<R, @Nullable Object> value) {}

    /** Puts columns together. For one thread. */
    static final class Builder<R> {
        private final String name;
        private final Function<R, UUID> id;
        private final List<Column<R>> columns = new ArrayList<>();

        private Builder(String name, Function<R, UUID> id) {
            this.name = name;
            this.id = id;
            column("id", Kind.ID, id::apply);
        }

        Builder<R> column(String column, Kind kind, Function<R, @Nullable Object> value) {
            columns.add(new Column<>(column, kind, false, value));
            return this;
        }

        /** A column that stays as it was inserted. */
        Builder<R> fixed(String column, Kind kind, Function<R, @Nullable Object> value) {
            columns.add(new Column<>(column, kind, true, value));
            return this;
        }

        Table<R> build() {
            return new Table<>(name, id, columns);
        }
    }
}
