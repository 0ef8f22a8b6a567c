package io.gauger.store;

import io.gauger.store.Table.Column;
import io.gauger.store.Table.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL's way: one statement takes a column of all rows as one array, so that it is parsed and answered once
 * however many rows there are.
 */
final class UnnestedArrays implements Bulk {
    @Override
    public <R> void insert(Connection connection, Table<R> table, List<R> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(insertion(table))) {
            bind(connection, statement, table, rows);
            statement.executeUpdate();
        }
    }

    @Override
    public <R> List<R> insertMissing(Connection connection, Table<R> table, List<R> rows, boolean maybeThere)
            throws SQLException {
        if (!maybeThere) {
            // to look for conflicts, and to tell what was inserted, costs an eighth
            insert(connection, table, rows);
            return rows;
        }
        Set<UUID> inserted = new HashSet<>();
        try (PreparedStatement statement =
                connection.prepareStatement(insertion(table) + " on conflict (id) do nothing returning id")) {
            bind(connection, statement, table, rows);
            try (ResultSet ids = statement.executeQuery()) {
                while (ids.next()) {
                    inserted.add(ids.getObject(1, UUID.class));
                }
            }
        }
        return rows.stream()
                .filter(row -> inserted.contains(table.id().apply(row)))
                .toList();
    }

    @Override
    public <R> void add(Connection connection, Table<R> table, List<R> rows, int added) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        String sums = table.columns().stream()
                .skip(table.columns().size() - added)
                .map(column -> column.name() + " = t." + column.name() + " + excluded." + column.name())
                .collect(Collectors.joining(", "));
        String sql = "insert into " + table.name() + " as t (" + table.names() + ") select * from " + arrays(table)
                + " on conflict (id) do update set " + sums;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(connection, statement, table, rows);
            statement.executeUpdate();
        }
    }

    @Override
    public <R> void update(Connection connection, Table<R> table, List<R> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        Table<R> changing = table.changing();
        String settings = changing.columns().stream()
                .skip(1)
                .map(column -> column.name() + " = s." + column.name())
                .collect(Collectors.joining(", "));
        String sql = "update " + table.name() + " t set " + settings + " from " + arrays(changing) + " as s ("
                + changing.names() + ") where t.id = s.id";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(connection, statement, changing, rows);
            statement.executeUpdate();
        }
    }

    @Override
    public void select(Connection connection, String select, Collection<UUID> ids, String end, RowReader reader)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(select + " where id = any(?) " + end)) {
            statement.setArray(1, connection.createArrayOf(type(Kind.ID), ids.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        }
    }

    private static <R> String insertion(Table<R> table) {
        return "insert into " + table.name() + " (" + table.names() + ") select * from " + arrays(table);
    }

    private static <R> String arrays(Table<R> table) {
        return table.columns().stream()
                .map(column -> "?::" + type(column.kind()) + "[]")
                .collect(Collectors.joining(", ", "unnest(", ")"));
    }

    private static <R> void bind(Connection connection, PreparedStatement statement, Table<R> table, List<R> rows)
            throws SQLException {
        for (int i = 0; i < table.columns().size(); i++) {
            Column<R> column = table.columns().get(i);
            @Nullable Object[] values = values(column.kind(), rows.size());
            for (int row = 0; row < values.length; row++) {
                values[row] = column.value().apply(rows.get(row));
            }
            statement.setArray(i + 1, connection.createArrayOf(type(column.kind()), values));
        }
    }

    private static String type(Kind kind) {
        return switch (kind) {
            case ID -> "uuid";
            case TEXT -> "text";
            case WHOLE -> "bigint";
            case DECIMAL -> "numeric";
            case TRUTH -> "boolean";
            case BYTES -> "bytea";
        };
    }

    /** Of the type of which the driver knows the shortest form. */
    private static @Nullable Object[] values(Kind kind, int length) {
        return switch (kind) {
            case ID, DECIMAL -> new Object[length];
            case TEXT -> new String[length];
            case WHOLE -> new Long[length];
            case TRUTH -> new Boolean[length];
            case BYTES -> new byte[length][];
        };
    }
}
