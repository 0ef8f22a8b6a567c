package io.gauger.store;

import io.gauger.usage.Dimension;
import io.gauger.usage.TimeGroup;
import io.gauger.usage.UsageQuery;
import io.gauger.usage.UsageReader;
import io.gauger.usage.UsageReport;
import io.gauger.usage.UsageRow;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Sums records by one query, so that everything in an answer is of one moment. The database groups by what is stored
 * (quarter hour, dimensions, latency), without any date function, and this folds the groups: quarters into hours, days
 * or months, latencies into percentiles.
 */
final class StoredUsageReader implements UsageReader {
    /** No CASE: where one stands in a query, EclipseLink writes all values into the text instead of binding them. */
    private static final List<String> FINEST = List.of("r.refused", "r.flagged", "r.status", "r.latencyMs");

    private static final String SUMS = "count(r), sum(r.units), sum(r.requestBytes), sum(r.responseBytes),"
            + " sum(r.promptTokens), sum(r.completionTokens), sum(r.cachedTokens), sum(r.cost), sum(r.market)";

    /** Success is a status below 400. */
    private static final int FIRST_FAILURE = 400;

    private final EntityManagers managers;

    StoredUsageReader(EntityManagers managers) {
        this.managers = managers;
    }

    @Override
    public UsageReport read(UsageQuery query) {
        Conditions conditions = new Conditions()
                .and(
                        "r.time >= ? and r.time < ?",
                        query.from().toEpochMilli(),
                        query.to().toEpochMilli());
        for (Map.Entry<Dimension, String> filter : query.filters().entrySet()) {
            if (!add(filter.getKey(), filter.getValue(), conditions)) {
                return new UsageReport(List.of(), new Tally().measures());
            }
        }
        List<String> groups = new ArrayList<>(FINEST);
        if (query.timeGroup() != null) {
            groups.add("r.bucket");
        }
        query.groupBy().forEach(dimension -> groups.add(attribute(dimension)));
        String grouping = String.join(", ", groups);
        String text = "select " + grouping + ", " + SUMS + " from RecordRow r" + conditions.clause() + " group by "
                + grouping;
        return fold(query, managers.read(manager -> conditions
                .bind(manager.createQuery(text, Object[].class))
                .getResultList()));
    }

    private static UsageReport fold(UsageQuery query, List<Object[]> groups) {
        Tally totals = new Tally();
        SortedMap<Group, Tally> tallies = new TreeMap<>();
        for (Object[] columns : groups) {
            Columns next = new Columns(columns);
            boolean refused = (Boolean) next.value();
            boolean flagged = (Boolean) next.value();
            boolean succeeded = next.count() < FIRST_FAILURE;
            long latencyMs = next.count();
            Instant period =
                    query.timeGroup() == null ? null : start(query.timeGroup(), Instant.ofEpochMilli(next.count()));
            List<String> values = new ArrayList<>();
            query.groupBy().forEach(dimension -> values.add(next.text()));
            Tally tally = tallies.computeIfAbsent(new Group(period, values), group -> new Tally());
            long requests = next.count();
            if (refused) {
                tally.addRefused(requests);
                totals.addRefused(requests);
            } else {
                Tally.Sums sums = next.sums(succeeded ? requests : 0, flagged ? requests : 0);
                tally.add(latencyMs, requests, sums);
                totals.add(latencyMs, requests, sums);
            }
        }
        List<UsageRow> rows = new ArrayList<>();
        tallies.forEach((group, tally) ->
                rows.add(new UsageRow(group.period(), group.byDimension(query.groupBy()), tally.measures())));
        return new UsageReport(rows, totals.measures());
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

    /** False if no record can match. */
    private static boolean add(Dimension dimension, String value, Conditions conditions) {
        String attribute = attribute(dimension);
        if (dimension == Dimension.STATUS) {
            if (!value.matches("[0-9]{1,9}")) {
                return false;
            }
            conditions.and(attribute + " = ?", Integer.valueOf(value));
        } else if (value.isEmpty()) {
            conditions.and("(" + attribute + " is null or " + attribute + " = '')");
        } else {
            conditions.and(attribute + " = ?", value);
        }
        return true;
    }

    private static String attribute(Dimension dimension) {
        return switch (dimension) {
            case ACCOUNT -> "r.accountId";
            case KEY -> "r.keyId";
            case ROUTE -> "r.route";
            case ENDPOINT -> "r.endpoint";
            case PROVIDER -> "r.provider";
            case MODEL -> "r.model";
            case STATUS -> "r.status";
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

    /** The columns of one group, from left to right. */
    private static final class Columns {
        private final Object[] columns;
        private int next;

        Columns(Object[] columns) {
            this.columns = columns;
        }

        Object value() {
            return columns[next++];
        }

        String text() {
            Object value = value();
            return value == null ? "" : value.toString();
        }

        long count() {
            return ((Number) value()).longValue();
        }

        /** Sums over nothing but absent values are null. */
        BigDecimal sum() {
            Object value = value();
            return value == null ? BigDecimal.ZERO : new BigDecimal(value.toString());
        }

        BigInteger wholeSum() {
            return sum().toBigIntegerExact();
        }

        Tally.Sums sums(long succeeded, long flagged) {
            return new Tally.Sums(
                    sum(),
                    wholeSum(),
                    wholeSum(),
                    wholeSum(),
                    wholeSum(),
                    wholeSum(),
                    sum(),
                    sum(),
                    succeeded,
                    flagged);
        }
    }
}
