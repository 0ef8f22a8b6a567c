package io.gauger.record;

/** A request that was announced to a sink and is still to be recorded. */
@FunctionalInterface
public interface Ticket {
    /**
     * Takes over the record of the request that was announced, under the same id. Called at most once, on whatever thread
     * ends the request: it neither blocks nor throws.
     */
    void complete(UsageRecord record);
}
