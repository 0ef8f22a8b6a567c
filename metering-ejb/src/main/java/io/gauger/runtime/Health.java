package io.gauger.runtime;

import io.gauger.journal.JournalState;
import io.gauger.measure.Flag;
import io.gauger.node.NodeState;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How metering is doing. Counts are since the application started.
 *
 * @param backlog records that wait for the database
 * @param oldestUnwritten the {@code time} of the oldest record that waits; null if none does
 * @param lastWrite when a batch was last committed; null if none was
 * @param written records committed
 * @param lost records that are nowhere: not even a sum of them will be in the database
 * @param writerErrors batches that failed, each attempt counted
 * @param lastError what the last failure was, readable and without secrets; null if there was none since the last
 *     success
 * @param storeOpen whether the database is open and its schema current
 * @param flags how often each flag was set on a record
 * @param journal how the journal is doing in which they wait
 * @param nodes who this node is, and which others there are
 */
public record Health(
        long backlog,
        @Nullable Instant oldestUnwritten,
        @Nullable Instant lastWrite,
        long written,
        long lost,
        long writerErrors,
        @Nullable String lastError,
        boolean storeOpen,
        Map<Flag, Long> flags,
        JournalState journal,
        NodeState nodes) {

    public Health {
        flags = Map.copyOf(flags);
    }

    /** What all this comes to. */
    public State state() {
        if (lost > 0 || lastError != null || journal.isDegraded()) {
            return State.DEGRADED;
        }
        return storeOpen ? State.UP : State.STARTING;
    }

    /** How metering is doing, in a word. */
    public enum State {
        /** Nothing is lost, and the database takes what is measured. */
        UP,
        /** The database is being opened, which takes a second or two; records wait. */
        STARTING,
        /** Something was lost, or the database or the journal does not take what is measured, or a file was damaged. */
        DEGRADED
    }
}
