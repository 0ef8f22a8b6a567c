package io.gauger.admin;

import io.gauger.journal.JournalState;
import io.gauger.runtime.Health;
import io.gauger.usage.Reconciliation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Something that was measured, or may have been, and is in neither records nor rollups.
 *
 * @param kind what it is
 * @param count how much of it there is, at least 1
 */
record Unaccounted(Kind kind, long count) {

    /** Why it is in neither; in the order of what should be looked at first. */
    enum Kind {
        /** Records that are nowhere; when they were of is not known, so it counts for every range. */
        LOST,
        /** Sums of requests that could not be journaled, in memory only. */
        UNWRITTEN_SUMMARIES,
        /** Damaged files of the journal, of which what is whole was read. */
        CORRUPT_FILES,
        /** Records that the database refused. */
        DEAD_LETTERS,
        /** Records that wait for the database. */
        UNWRITTEN;

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** All there is; empty if everything of the range that ended by its end is in the database. */
    static List<Unaccounted> of(Reconciliation stored, Health health) {
        JournalState journal = health.journal();
        List<Unaccounted> all = new ArrayList<>();
        add(all, Kind.LOST, health.lost());
        add(all, Kind.UNWRITTEN_SUMMARIES, journal.unwrittenSummaries());
        add(all, Kind.CORRUPT_FILES, journal.corrupt().size());
        add(all, Kind.DEAD_LETTERS, stored.deadLetters());
        add(all, Kind.UNWRITTEN, mayBeOf(stored, health) ? unwritten(health) : 0);
        return all;
    }

    /** Records wait in the order in which their requests ended: behind one that began after the range, all ended after it. */
    private static boolean mayBeOf(Reconciliation stored, Health health) {
        Instant oldest = health.oldestUnwritten();
        return oldest == null || oldest.isBefore(stored.range().to());
    }

    /** The backlog without the summaries, which have a line of their own. */
    private static long unwritten(Health health) {
        return Math.max(0, health.backlog() - health.journal().unwrittenSummaries());
    }

    private static void add(List<Unaccounted> all, Kind kind, long count) {
        if (count > 0) {
            all.add(new Unaccounted(kind, count));
        }
    }
}
