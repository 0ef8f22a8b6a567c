package io.gauger.journal;

import io.gauger.measure.Flag;
import io.gauger.record.UsageRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes records from many request threads and gives them, oldest first, to one writer. A record stays until the writer
 * removes it, so a batch that the database refused is simply read again. Implementations are safe for concurrent use;
 * {@link #peek} and {@link #remove} are called by one thread at a time.
 */
public interface Journal extends AutoCloseable {

    /**
     * Takes the record over, or counts it as lost. Never blocks and never throws.
     *
     * @return whether the record was taken
     */
    boolean offer(UsageRecord record);

    /** The oldest records, at most so many, which stay where they are; empty if none wait. */
    List<UsageRecord> peek(int most);

    /** Forgets the oldest records: those that {@link #peek} gave and that are in the database now. */
    void remove(int count);

    /** Records that wait. */
    long backlog();

    /** How many records can wait. */
    long capacity();

    /** The {@code time} of the record that waits longest; null if none waits. */
    @Nullable
    Instant oldest();

    /** Records that were not taken, since the start. */
    long lost();

    /** How often each flag was set on a record that was taken, since the start; flags never seen count 0. */
    Map<Flag, Long> flags();

    /** From now on {@link #offer} takes nothing; what waits can still be read and removed. */
    @Override
    void close();
}
