package io.gauger.usage;

/** Sums stored usage. Implementations are safe for concurrent use. */
public interface UsageReader {
    /**
     * Sums what matches.
     *
     * @throws StoreUnavailableException if the database cannot be asked
     */
    UsageReport read(UsageQuery query);
}
