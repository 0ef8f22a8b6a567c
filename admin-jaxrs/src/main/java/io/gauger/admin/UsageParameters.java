package io.gauger.admin;

import io.gauger.usage.Dimension;
import io.gauger.usage.TimeGroup;
import io.gauger.usage.UsageQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What {@code GET /v1/usage} is asked.
 *
 * @param query for the store
 * @param grouping the names to group by, in the order they were given
 */
record UsageParameters(UsageQuery query, List<String> grouping) {
    private static final String GROUP_BY = "group_by";
    private static final Map<String, TimeGroup> PERIODS = byName(TimeGroup.values());
    private static final Map<String, Dimension> DIMENSIONS = byName(Dimension.values());
    private static final Set<String> KNOWN = Stream.of(
                    Set.of(TimeBounds.FROM, TimeBounds.TO, GROUP_BY), PERIODS.keySet(), DIMENSIONS.keySet())
            .flatMap(Set::stream)
            .collect(Collectors.toUnmodifiableSet());

    /**
     * Reads a query as it was sent.
     *
     * @throws ProblemException with all that is wrong
     */
    static UsageParameters parse(@Nullable String query, Instant now) {
        QueryParameters parameters = new QueryParameters(query, KNOWN);
        Period period = range(parameters, now);
        List<String> grouping = grouping(parameters);
        Map<Dimension, String> filters = filters(parameters);
        parameters.check();

        TimeGroup timeGroup = grouping.stream()
                .filter(PERIODS::containsKey)
                .map(PERIODS::get)
                .findFirst()
                .orElse(null);
        List<Dimension> dimensions = grouping.stream()
                .filter(DIMENSIONS::containsKey)
                .map(DIMENSIONS::get)
                .toList();
        return new UsageParameters(
                new UsageQuery(period.start(), period.end(), timeGroup, dimensions, filters), grouping);
    }

    /**
     * The same for who sees one account only.
     *
     * @throws ProblemException if another one is asked for
     */
    UsageParameters within(Scope scope) {
        String account = scope.narrowed(query.filters().get(Dimension.ACCOUNT));
        if (account == null) {
            return this;
        }
        Map<Dimension, String> filters = new EnumMap<>(Dimension.class);
        filters.putAll(query.filters());
        filters.put(Dimension.ACCOUNT, account);
        return new UsageParameters(
                new UsageQuery(query.from(), query.to(), query.timeGroup(), query.groupBy(), filters), grouping);
    }

    /** Half-open, either given by its bounds or as one hour, day or month. */
    private static Period range(QueryParameters parameters, Instant now) {
        List<TimeGroup> units = Arrays.stream(TimeGroup.values())
                .filter(unit -> parameters.has(name(unit)))
                .toList();
        if (units.isEmpty()) {
            return TimeBounds.period(parameters, now);
        }
        TimeGroup unit = units.get(0);
        if (units.size() > 1 || parameters.has(TimeBounds.FROM) || parameters.has(TimeBounds.TO)) {
            parameters.reject(name(unit), "cannot stand beside 'from', 'to' or another period");
        }
        Period period = Period.parse(unit, String.valueOf(parameters.value(name(unit))));
        if (period == null) {
            parameters.rejectValue(name(unit), Period.expected(unit));
            return new Period(now, now);
        }
        return period;
    }

    private static List<String> grouping(QueryParameters parameters) {
        String value = parameters.value(GROUP_BY);
        if (value == null) {
            return List.of();
        }
        Set<String> names = new LinkedHashSet<>();
        for (String name : value.split(",", -1)) {
            if (!PERIODS.containsKey(name) && !DIMENSIONS.containsKey(name)) {
                parameters.reject(GROUP_BY, "'" + shortened(name) + "' is no grouping; there are: " + groupings());
            } else if (!names.add(name)) {
                parameters.reject(GROUP_BY, "'" + name + "' is given more than once");
            }
        }
        if (names.stream().filter(PERIODS::containsKey).count() > 1) {
            parameters.reject(GROUP_BY, "only one of hour, day and month can be grouped by");
        }
        return new ArrayList<>(names);
    }

    private static Map<Dimension, String> filters(QueryParameters parameters) {
        Map<Dimension, String> filters = new EnumMap<>(Dimension.class);
        DIMENSIONS.forEach((name, dimension) -> {
            String value = parameters.value(name);
            if (value == null) {
                return;
            }
            if (dimension == Dimension.STATUS && !value.matches("[1-5]xx")) {
                parameters.rejectValue(name, "a class of HTTP statuses: 1xx, 2xx, 3xx, 4xx or 5xx");
            }
            filters.put(dimension, value);
        });
        return filters;
    }

    private static String groupings() {
        Set<String> all = new HashSet<>(PERIODS.keySet());
        all.addAll(DIMENSIONS.keySet());
        return all.stream().sorted().collect(Collectors.joining(", "));
    }

    private static String shortened(String name) {
        return name.length() > 32 ? name.substring(0, 32) + "…" : name;
    }

    private static <E extends Enum<E>> Map<String, E> byName(E[] values) {
        return Arrays.stream(values).collect(Collectors.toUnmodifiableMap(UsageParameters::name, value -> value));
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
