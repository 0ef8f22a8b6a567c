package io.gauger.store;

import io.gauger.store.Table.Column;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** JDBC batches, which every driver has. */
final class BatchedStatements implements Bulk {
    /** Databases bound the parameters of a statement. */
    private static final int IDS_A_QUERY = 512;

    /** Drivers hold what is sent at once in memory, MariaDB's in a buffer that grows by factors of 8 and 16. */
    private static final int ROWS_A_BATCH = 1000;

    private final String hint;
    private final boolean replaces;

    /** As the standard has it. */
    BatchedStatements() {
        this("", false);
    }

    private BatchedStatements(String hint, boolean replaces) {
        this.hint = hint;
        this.replaces = replaces;
    }

    /**
     * As MariaDB is best at: a small table is read by its key, where it would be read whole, which waits for every row that
     * another node has locked. Rows are changed by {@code replace}, of which the server runs a batch as one statement, in
     * place; an update it begins anew for each row.
     */
    static BatchedStatements ofMariaDb() {
        return new BatchedStatements(" force index (primary)", true);
    }

    @Override
    public <R> void insert(Connection connection, Table<R> table, List<R> rows) throws SQLException {
        put("insert", connection, table, rows);
    }

    @Override
    public <R> List<R> insertMissing(Connection connection, Table<R> table, List<R> rows, boolean maybeThere)
            throws SQLException {
        List<R> missing = rows;
        if (maybeThere) {
            Set<UUID> there = new HashSet<>();
            List<UUID> ids = rows.stream().map(table.id()).toList();
            select(
                    connection,
                    "select id from " + table.name(),
                    ids,
                    "",
                    row -> there.add(row.getObject(1, UUID.class)));
            missing = rows.stream()
                    .filter(row -> !there.contains(table.id().apply(row)))
                    .toList();
        }
        insert(connection, table, missing);
        return missing;
    }

    @Override
    public <R> void add(Connection connection, Table<R> table, List<R> rows, int added) throws SQLException {
        List<UUID> ids = rows.stream().map(table.id()).toList();
        Set<UUID> there = new HashSet<>();
        select(
                connection,
                "select id from " + table.name(),
                ids,
                "order by id for update",
                row -> there.add(row.getObject(1, UUID.class)));
        List<Column<R>> sums = table.columns()
                .subList(table.columns().size() - added, table.columns().size());
        String settings = sums.stream()
                .map(column -> column.name() + " = " + column.name() + " + ?")
                .collect(Collectors.joining(", "));
        List<Column<R>> bound = new ArrayList<>(sums);
        bound.add(table.columns().get(0));
        execute(
                connection,
                "update " + table.name() + " set " + settings + " where id = ?",
                bound,
                rows.stream()
                        .filter(row -> there.contains(table.id().apply(row)))
                        .toList());
        insert(
                connection,
                table,
                rows.stream()
                        .filter(row -> !there.contains(table.id().apply(row)))
                        .toList());
    }

    @Override
    public <R> void update(Connection connection, Table<R> table, List<R> rows) throws SQLException {
        if (replaces) {
            put("replace", connection, table, rows);
            return;
        }
        List<Column<R>> columns = table.changing().columns();
        List<Column<R>> changed = columns.subList(1, columns.size());
        String settings = changed.stream().map(column -> column.name() + " = ?").collect(Collectors.joining(", "));
        List<Column<R>> bound = new ArrayList<>(changed);
        bound.add(columns.get(0));
        execute(connection, "update " + table.name() + " set " + settings + " where id = ?", bound, rows);
    }

    @Override
    public void select(Connection connection, String select, Collection<UUID> ids, String end, RowReader reader)
            throws SQLException {
        List<UUID> all = new ArrayList<>(ids);
        for (int from = 0; from < all.size(); from += IDS_A_QUERY) {
            List<UUID> some = all.subList(from, Math.min(from + IDS_A_QUERY, all.size()));
            // few different statements, which drivers and databases then know; the last id fills up
            int width = Integer.highestOneBit(2 * some.size() - 1);
            String places = String.join(", ", Collections.nCopies(width, "?"));
            try (PreparedStatement statement =
                    connection.prepareStatement(select + hint + " where id in (" + places + ") " + end)) {
                for (int i = 0; i < width; i++) {
                    statement.setObject(i + 1, some.get(Math.min(i, some.size() - 1)));
                }
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        reader.read(rows);
                    }
                }
            }
        }
    }

    private static <R> void put(String verb, Connection connection, Table<R> table, List<R> rows) throws SQLException {
        String places = String.join(", ", Collections.nCopies(table.columns().size(), "?"));
        String sql = verb + " into " + table.name() + " (" + table.names() + ") values (" + places + ")";
        execute(connection, sql, table.columns(), rows);
    }

    private static <R> void execute(Connection connection, String sql, List<Column<R>> columns, List<R> rows)
            throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int from = 0; from < rows.size(); from += ROWS_A_BATCH) {
                for (R row : rows.subList(from, Math.min(from + ROWS_A_BATCH, rows.size()))) {
                    for (int i = 0; i < columns.size(); i++) {
                        bind(statement, i + 1, columns.get(i).value().apply(row));
                    }
                    statement.addBatch();
                }
                statement.executeBatch();
            }
        }
    }

    /** By the type's own method: for an object MariaDB's driver asks one after the other of the types that it knows. */
    private static void bind(PreparedStatement statement, int place, @Nullable Object value) throws SQLException {
        if (value instanceof String text) {
            statement.setString(place, text);
        } else if (value instanceof Long whole) {
            statement.setLong(place, whole);
        } else if (value instanceof BigDecimal decimal) {
            statement.setBigDecimal(place, decimal);
        } else if (value instanceof Boolean truth) {
            statement.setBoolean(place, truth);
        } else if (value instanceof byte[] bytes) {
            statement.setBytes(place, bytes);
        } else {
            statement.setObject(place, value);
        }
    }
}
