package io.gauger.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.record.UsageRecord;
import io.gauger.usage.Dimension;
import io.gauger.usage.Measures;
import io.gauger.usage.TimeGroup;
import io.gauger.usage.UsageQuery;
import io.gauger.usage.UsageReader;
import io.gauger.usage.UsageReport;
import io.gauger.usage.UsageRow;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** Works the totals out from the records themselves, one by one. */
final class UsageReference {
    private final List<UsageRecord> records;

    UsageReference(List<UsageRecord> records) {
        this.records = records;
    }

    static UsageQuery everything() {
        return query(null, List.of(), Map.of());
    }

    void assertEqualForEveryGrouping(UsageReader reader, Random random) {
        List<TimeGroup> times = new ArrayList<>(Arrays.asList(TimeGroup.values()));
        times.add(null);
        for (TimeGroup time : times) {
            assertEqual(reader, query(time, List.of(), Map.of()));
            for (Dimension dimension : Dimension.values()) {
                assertEqual(reader, query(time, List.of(dimension), Map.of()));
                assertEqual(reader, query(time, List.of(), Map.of(dimension, value(dimension, records.get(3)))));
            }
            for (int i = 0; i < 6; i++) {
                List<Dimension> some = new ArrayList<>(Arrays.asList(Dimension.values()));
                Collections.shuffle(some, random);
                UsageRecord example = records.get(random.nextInt(records.size()));
                Dimension filter = some.get(6);
                assertEqual(
                        reader,
                        query(time, some.subList(0, 2 + random.nextInt(5)), Map.of(filter, value(filter, example))));
            }
        }
        Instant from = records.get(0).time();
        assertEqual(
                reader,
                new UsageQuery(from, from.plusSeconds(100_000), TimeGroup.HOUR, List.of(Dimension.ACCOUNT), Map.of()));
        assertEqual(reader, query(null, List.of(), Map.of(Dimension.STATUS, "none")));
    }

    private void assertEqual(UsageReader reader, UsageQuery query) {
        UsageReport report = reader.read(query);
        List<UsageRecord> matching = records.stream()
                .filter(record -> !record.time().isBefore(query.from())
                        && record.time().isBefore(query.to())
                        && query.filters().entrySet().stream().allMatch(filter -> value(filter.getKey(), record)
                                .equals(filter.getValue())))
                .toList();
        Map<List<Object>, List<UsageRecord>> groups = matching.stream()
                .collect(Collectors.groupingBy(
                        record -> key(query, period(query, record.time()), group(query, record))));

        assertThat(report.rows())
                .as(query.toString())
                .extracting(row -> key(query, row.period(), row.group()))
                .containsExactlyElementsOf(groups.keySet().stream()
                        .sorted((a, b) -> Arrays.compare(
                                a.stream().map(Object::toString).toArray(String[]::new),
                                b.stream().map(Object::toString).toArray(String[]::new)))
                        .toList());
        for (UsageRow row : report.rows()) {
            assertSame(row.measures(), groups.get(key(query, row.period(), row.group())));
        }
        assertSame(report.totals(), matching);
    }

    private static void assertSame(Measures measures, List<UsageRecord> all) {
        List<UsageRecord> admitted =
                all.stream().filter(record -> record.refusal() == null).toList();
        List<Long> latencies = admitted.stream()
                .map(record -> record.exchange().latencyMs())
                .sorted()
                .toList();
        Measures expected = new Measures(
                admitted.size(),
                admitted.stream().map(record -> record.measurement().units()).reduce(BigDecimal.ZERO, BigDecimal::add),
                sum(admitted, record -> record.exchange().requestBytes()),
                sum(admitted, record -> record.exchange().responseBytes()),
                sum(admitted, record -> orZero(record.measurement().tokens().prompt())),
                sum(admitted, record -> orZero(record.measurement().tokens().completion())),
                sum(admitted, record -> orZero(record.measurement().tokens().cached())),
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                latencies.isEmpty()
                        ? null
                        : BigDecimal.valueOf(sum(
                                        admitted, record -> record.exchange().latencyMs()))
                                .divide(BigDecimal.valueOf(latencies.size()), 0, RoundingMode.HALF_EVEN)
                                .longValueExact(),
                rank(latencies, 0.5),
                rank(latencies, 0.95),
                sum(admitted, record -> record.exchange().status() < 400 ? 1 : 0),
                sum(admitted, record -> record.measurement().flags().isEmpty() ? 0 : 1),
                all.size() - admitted.size());
        assertThat(plain(measures)).isEqualTo(plain(expected));
    }

    /** So that sums which are equal are so in Java; a comparison by fields would take most of the time of all this. */
    private static Measures plain(Measures measures) {
        return new Measures(
                measures.requests(),
                measures.units().stripTrailingZeros(),
                measures.requestBytes(),
                measures.responseBytes(),
                measures.promptTokens(),
                measures.completionTokens(),
                measures.cachedTokens(),
                measures.cost().stripTrailingZeros(),
                measures.market().stripTrailingZeros(),
                measures.avgLatencyMs(),
                measures.p50LatencyMs(),
                measures.p95LatencyMs(),
                measures.succeeded(),
                measures.flagged(),
                measures.refused());
    }

    private static Long rank(List<Long> sorted, double share) {
        return sorted.isEmpty() ? null : sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }

    private static long sum(List<UsageRecord> records, ToLongFunction<UsageRecord> value) {
        return records.stream().mapToLong(value).sum();
    }

    private static long orZero(Long value) {
        return value == null ? 0 : value;
    }

    private static List<Object> key(UsageQuery query, Instant period, Map<Dimension, String> group) {
        List<Object> key = new ArrayList<>();
        key.add(period == null ? "" : period);
        query.groupBy().forEach(dimension -> key.add(group.getOrDefault(dimension, "")));
        return key;
    }

    private static Map<Dimension, String> group(UsageQuery query, UsageRecord record) {
        Map<Dimension, String> group = new HashMap<>();
        query.groupBy().forEach(dimension -> group.put(dimension, value(dimension, record)));
        return group;
    }

    private static Instant period(UsageQuery query, Instant time) {
        if (query.timeGroup() == null) {
            return null;
        }
        return switch (query.timeGroup()) {
            case HOUR -> Instant.ofEpochSecond(time.getEpochSecond() / 3600 * 3600);
            case DAY -> Instant.ofEpochSecond(time.getEpochSecond() / 86_400 * 86_400);
            case MONTH ->
                YearMonth.from(time.atOffset(ZoneOffset.UTC))
                        .atDay(1)
                        .atStartOfDay()
                        .toInstant(ZoneOffset.UTC);
        };
    }

    private static String value(Dimension dimension, UsageRecord record) {
        String value =
                switch (dimension) {
                    case ACCOUNT -> record.caller().accountId();
                    case KEY -> record.caller().keyId();
                    case ROUTE -> record.route();
                    case ENDPOINT -> record.endpoint();
                    case PROVIDER -> record.measurement().provider();
                    case MODEL -> record.measurement().model();
                    case STATUS -> record.exchange().status() / 100 + "xx";
                };
        return value == null ? "" : value;
    }

    private static UsageQuery query(TimeGroup time, List<Dimension> groupBy, Map<Dimension, String> filters) {
        return new UsageQuery(
                Instant.parse("2020-01-01T00:00:00Z"), Instant.parse("2030-01-01T00:00:00Z"), time, groupBy, filters);
    }
}
