package io.gauger.store;

import io.gauger.store.Table.Kind;
import io.gauger.store.Totals.Amount;
import io.gauger.store.Totals.Count;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Adds to the rows of {@code gauger_rollup}. The rows are locked in the order of their ids, so that writers wait for
 * each other but not in a circle. Two that insert the same row are told apart by its key: one of them fails, and comes
 * again.
 */
final class RollupTable {
    /** The columns of what is summed, in the order of {@link #readTotals}. */
    static final String MEASURES = Stream.of(
                    Arrays.stream(Count.values()).map(RollupTable::column),
                    Arrays.stream(Amount.values()).map(RollupTable::column),
                    Stream.of("latencies"))
            .flatMap(names -> names)
            .collect(Collectors.joining(", "));

    private static final Table<Rollup> TABLE = measures(Table.<Rollup>named("gauger_rollup", Rollup::id)
                    .fixed("bucket", Kind.WHOLE, row -> row.key().bucket())
                    .fixed("account_id", Kind.TEXT, row -> row.key().accountId())
                    .fixed("key_id", Kind.TEXT, row -> row.key().keyId())
                    .fixed("route", Kind.TEXT, row -> row.key().route())
                    .fixed("endpoint", Kind.TEXT, row -> row.key().endpoint())
                    .fixed("provider", Kind.TEXT, row -> row.key().provider())
                    .fixed("model", Kind.TEXT, row -> row.key().model())
                    .fixed("status_class", Kind.WHOLE, row -> (long) row.key().statusClass())
                    .fixed("node", Kind.ID, row -> row.key().node())
                    .fixed("price_id", Kind.TEXT, row -> row.key().priceId()))
            .build();

    private RollupTable() {}

    /** Adds these to what is there, in the transaction of the connection. */
    static void add(Connection connection, Bulk bulk, Collection<Rollup> rollups) throws SQLException {
        Map<UUID, Rollup> byId = new HashMap<>();
        rollups.forEach(rollup -> byId.put(rollup.id(), rollup));
        List<UUID> ids = byId.keySet().stream().sorted(IdOrder.OF_DATABASES).toList();
        Set<UUID> there = new HashSet<>();
        bulk.select(
                connection, "select id, " + MEASURES + " from gauger_rollup", ids, "order by id for update", row -> {
                    UUID id = row.getObject(1, UUID.class);
                    Rollup rollup = byId.get(id);
                    if (rollup != null && there.add(id)) {
                        readTotals(row, 2, rollup.totals());
                    }
                });
        bulk.update(connection, TABLE, rows(ids, byId, there, true));
        bulk.insert(connection, TABLE, rows(ids, byId, there, false));
    }

    /** Adds the columns of {@link #MEASURES}, which begin at this place, to totals. */
    static void readTotals(ResultSet row, int first, Totals totals) throws SQLException {
        int place = first;
        for (Count count : Count.values()) {
            totals.add(count, row.getLong(place++));
        }
        for (Amount amount : Amount.values()) {
            totals.add(amount, row.getBigDecimal(place++));
        }
        totals.addLatencies(row.getBytes(place));
    }

    private static List<Rollup> rows(List<UUID> ids, Map<UUID, Rollup> byId, Set<UUID> there, boolean wanted) {
        return ids.stream()
                .filter(id -> there.contains(id) == wanted)
                .map(byId::get)
                .toList();
    }

    private static Table.Builder<Rollup> measures(Table.Builder<Rollup> table) {
        for (Count count : Count.values()) {
            table.column(column(count), Kind.WHOLE, row -> row.totals().count(count));
        }
        for (Amount amount : Amount.values()) {
            table.column(column(amount), Kind.DECIMAL, row -> row.totals().amount(amount));
        }
        return table.column("latencies", Kind.BYTES, row -> row.totals().encodedLatencies());
    }

    /** The column that a measure is in. */
    static String column(Enum<?> measure) {
        return measure.name().toLowerCase(Locale.ROOT);
    }
}
