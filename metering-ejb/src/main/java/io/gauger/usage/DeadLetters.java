package io.gauger.usage;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The records that the database refused. Implementations are safe for concurrent use. */
public interface DeadLetters {
    /**
     * Some of them, newest first by the ids of their records.
     *
     * @param after the record that the page before ended with; null for the first page
     * @param limit how many at most
     * @throws StoreUnavailableException if the database cannot be asked
     */
    List<DeadLetter> list(@Nullable UUID after, int limit);

    /**
     * Tries to write the record again; if it is taken, it is a record like any other and no dead letter any more.
     *
     * @throws StoreUnavailableException if it is not certain what became of it
     */
    Outcome redrive(UUID id);

    /** How many there are, as far as this node knows; asks nobody. */
    long count();

    /** What became of an attempt. */
    enum Outcome {
        /** It is written. */
        WRITTEN,
        /** It is still refused. */
        REFUSED,
        /** There is no such dead letter. */
        UNKNOWN
    }
}
