package io.gauger.usage;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The usage of one group.
 *
 * @param period the start of the period; null if not grouped by time
 * @param group the value of each dimension grouped by; a dimension that the records do not tell is absent
 * @param measures what was summed
 */
public record UsageRow(@Nullable Instant period, Map<Dimension, String> group, Measures measures) {
    public UsageRow {
        group = Map.copyOf(group);
    }
}
