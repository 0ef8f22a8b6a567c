package io.gauger.usage;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which records are listed, newest first (by id, which begins with {@code time} in milliseconds).
 *
 * @param from the first instant, inclusive; null for no bound
 * @param to the last instant, exclusive; null for no bound
 * @param filters all must hold
 * @param after the last record of the page before; null for the first page
 * @param limit how many at most, from 1 to 1000
 */
public record RecordQuery(
        @Nullable Instant from, @Nullable Instant to, List<RecordFilter> filters, @Nullable Position after, int limit) {

    public RecordQuery {
        filters = List.copyOf(filters);
    }

    /** Where a page ended; stable whatever is inserted meanwhile. */
    public record Position(Instant time, UUID id) {}
}
