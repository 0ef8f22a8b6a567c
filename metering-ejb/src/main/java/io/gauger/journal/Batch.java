package io.gauger.journal;

import io.gauger.record.UsageRecord;
import java.util.List;

/** Records that wait, the oldest first. Immutable, and equal to itself only. */
public final class Batch {
    /** Nothing waits. */
    public static final Batch NONE = new Batch(List.of(), false);

    private final List<UsageRecord> records;
    private final boolean maybeReplayed;

    Batch(List<UsageRecord> records, boolean maybeReplayed) {
        this.records = records;
        this.maybeReplayed = maybeReplayed;
    }

    /** The records; none if nothing waits. */
    public List<UsageRecord> records() {
        return records;
    }

    /** Whether some of them may be in the database already. */
    public boolean maybeReplayed() {
        return maybeReplayed;
    }

    /** Whether nothing waits. */
    public boolean isEmpty() {
        return records.isEmpty();
    }

    /** How many records there are. */
    public int size() {
        return records.size();
    }
}
