package io.gauger.journal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the journal is doing. Counts are since the application started.
 *
 * @param directory where it is; null as long as it could not be opened
 * @param bytes what its segments take on disk
 * @param mostBytes what they may take
 * @param problem why requests cannot be journaled now, or not for long, readable; null if all is well
 * @param unjournaled requests that were counted in memory because of that
 * @param unwrittenSummaries sums of such requests that are in memory only, so far
 * @param interrupted requests that an earlier process did not complete
 * @param corrupt files that were damaged and set aside; what was whole in them was read
 */
public record JournalState(
        @Nullable String directory,
        long bytes,
        long mostBytes,
        @Nullable String problem,
        long unjournaled,
        int unwrittenSummaries,
        long interrupted,
        List<String> corrupt) {

    /** There is no journal yet. */
    public static final JournalState NONE = new JournalState(null, 0, 0, null, 0, 0, 0, List.of());

    public JournalState {
        corrupt = List.copyOf(corrupt);
    }

    /** Whether an operator should look. */
    public boolean isDegraded() {
        return problem != null || unwrittenSummaries > 0 || !corrupt.isEmpty();
    }
}
