package io.gauger.batch;

import io.gauger.record.UsageRecord;
import io.gauger.usage.StoreUnavailableException;
import java.util.List;

/** Where batches go. Called by one thread at a time. */
public interface BatchTarget {
    /**
     * Makes it ready to take batches, which may mean to connect and to bring a schema up to date; does nothing if it is.
     *
     * @throws StoreUnavailableException if that cannot be done now
     */
    void prepare();

    /**
     * Keeps all of them. After a failure some may be kept all the same; the same records come again, be it fewer at once.
     *
     * @param maybeReplayed whether some of them may be kept already, by an attempt before this start, so that they must be
     *     recognised by their ids
     * @throws StoreUnavailableException if it is not certain that they are kept
     */
    void append(List<UsageRecord> batch, boolean maybeReplayed);

    /** Does some of what it needs from time to time, for some tenths of a second at most; a failure is logged there. */
    default void upkeep() {}
}
