package io.gauger.store;

import io.gauger.usage.Dimension;
import io.gauger.usage.TimeGroup;
import io.gauger.usage.UsageQuery;
import io.gauger.usage.UsageReader;
import io.gauger.usage.UsageReport;
import io.gauger.usage.UsageRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Sums rollups, which one query gives so that everything in an answer is of one moment. The database selects, without
 * any date function, and this adds up: quarter hours to hours, days or months, nodes to one, latencies to percentiles.
 */
final class StoredUsageReader implements UsageReader {
    /** Rows that are in memory at a time, where the driver can do that. */
    private static final int ROWS_AT_ONCE = 1000;

    private final EntityManagers managers;

    StoredUsageReader(EntityManagers managers) {
        this.managers = managers;
    }

    @Override
    public UsageReport read(UsageQuery query) {
        Map<Group, Totals> groups = managers.query(connection -> groups(connection, query));
        Totals totals = new Totals();
        List<UsageRow> rows = new ArrayList<>();
        new TreeMap<>(groups).forEach((group, sums) -> {
            totals.add(sums);
            rows.add(new UsageRow(group.period(), group.byDimension(query.groupBy()), sums.measures()));
        });
        return new UsageReport(rows, totals.measures());
    }

    private static Map<Group, Totals> groups(Connection connection, UsageQuery query) throws SQLException {
        StringBuilder sql = new StringBuilder("select bucket");
        query.groupBy().forEach(dimension -> sql.append(", ").append(column(dimension)));
        sql.append(", ").append(RollupTable.MEASURES).append(" from gauger_rollup where bucket >= ? and bucket < ?");
        List<Object> values = new ArrayList<>();
        values.add(query.from().toEpochMilli());
        values.add(query.to().toEpochMilli());
        for (Map.Entry<Dimension, String> filter : query.filters().entrySet()) {
            if (filter.getValue().isEmpty()) {
                sql.append(" and ").append(column(filter.getKey())).append(" is null");
            } else {
                sql.append(" and ").append(column(filter.getKey())).append(" = ?");
                values.add(value(filter.getKey(), filter.getValue()));
            }
        }
        Map<Group, Totals> groups = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(sql.toString())) {
            select.setFetchSize(ROWS_AT_ONCE);
            for (int i = 0; i < values.size(); i++) {
                select.setObject(i + 1, values.get(i));
            }
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    Group group = group(rows, query);
                    RollupTable.readTotals(
                            rows, 2 + query.groupBy().size(), groups.computeIfAbsent(group, key -> new Totals()));
                }
            }
        }
        return groups;
    }

    private static Group group(ResultSet row, UsageQuery query) throws SQLException {
        Instant period =
                query.timeGroup() == null ? null : start(query.timeGroup(), Instant.ofEpochMilli(row.getLong(1)));
        List<String> values = new ArrayList<>(query.groupBy().size());
        for (int i = 0; i < query.groupBy().size(); i++) {
            String value = row.getString(2 + i);
            values.add(value == null ? "" : query.groupBy().get(i) == Dimension.STATUS ? value + "xx" : value);
        }
        return new Group(period, values);
    }

    private static Instant start(TimeGroup group, Instant bucket) {
        return switch (group) {
            case HOUR -> bucket.truncatedTo(ChronoUnit.HOURS);
            case DAY -> bucket.truncatedTo(ChronoUnit.DAYS);
            case MONTH ->
                LocalDate.ofInstant(bucket, ZoneOffset.UTC)
                        .withDayOfMonth(1)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant();
        };
    }

    /** A class of statuses is stored as its first digit; none is below zero. */
    private static Object value(Dimension dimension, String value) {
        if (dimension != Dimension.STATUS) {
            return value;
        }
        return value.matches("[0-9]{1,8}xx") ? Integer.parseInt(value.substring(0, value.length() - 2)) : -1;
    }

    private static String column(Dimension dimension) {
        return switch (dimension) {
            case ACCOUNT -> "account_id";
            case KEY -> "key_id";
            case ROUTE -> "route";
            case ENDPOINT -> "endpoint";
            case PROVIDER -> "provider";
            case MODEL -> "model";
            case STATUS -> "status_class";
        };
    }

    /** Values that the records do not tell are empty. */
    private record Group(@Nullable Instant period, List<String> values) implements Comparable<Group> {
        @Override
        public int compareTo(Group other) {
            if (period != null && other.period != null && !period.equals(other.period)) {
                return period.compareTo(other.period);
            }
            for (int i = 0; i < values.size(); i++) {
                int order = values.get(i).compareTo(other.values.get(i));
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        }

        Map<Dimension, String> byDimension(List<Dimension> dimensions) {
            Map<Dimension, String> named = new EnumMap<>(Dimension.class);
            for (int i = 0; i < dimensions.size(); i++) {
                if (!values.get(i).isEmpty()) {
                    named.put(dimensions.get(i), values.get(i));
                }
            }
            return named;
        }
    }
}
