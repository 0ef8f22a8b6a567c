package io.gauger.usage;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which usage is summed, and how it is grouped.
 *
 * @param from the first instant, inclusive; moved back to the beginning of its quarter hour, as usage is summed by them
 * @param to the last instant, exclusive; moved on to the end of its quarter hour
 * @param timeGroup the period to group by; null for none
 * @param groupBy the dimensions to group by, in the order wanted
 * @param filters the value that a dimension must have, compared exactly; an empty value means absent (anonymous
 *     account, no key, unknown provider or model)
 */
public record UsageQuery(
        Instant from,
        Instant to,
        @Nullable TimeGroup timeGroup,
        List<Dimension> groupBy,
        Map<Dimension, String> filters) {

    private static final long QUARTER_HOUR_S = 900;

    /** Behind it is a year of five digits, which databases and JSON do not know. */
    private static final Instant LAST = Instant.parse("9999-12-31T23:45:00Z");

    public UsageQuery {
        from = Instant.ofEpochSecond(Math.floorDiv(from.getEpochSecond(), QUARTER_HOUR_S) * QUARTER_HOUR_S);
        to = to.isBefore(LAST) ? end(to.minusNanos(1)) : to;
        groupBy = List.copyOf(groupBy);
        filters = Map.copyOf(filters);
    }

    private static Instant end(Instant last) {
        return Instant.ofEpochSecond((Math.floorDiv(last.getEpochSecond(), QUARTER_HOUR_S) + 1) * QUARTER_HOUR_S);
    }
}
