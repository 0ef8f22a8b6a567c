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

    public UsageQuery {
        QuarterHours whole = new QuarterHours(from, to);
        from = whole.from();
        to = whole.to();
        groupBy = List.copyOf(groupBy);
        filters = Map.copyOf(filters);
    }
}
