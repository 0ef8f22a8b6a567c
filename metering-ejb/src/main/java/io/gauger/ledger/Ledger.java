package io.gauger.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the ledger. All methods throw {@code StoreUnavailableException} if the database cannot be asked. Implementations are
 * safe for concurrent use.
 */
public interface Ledger {
    /** What was posted comes to; empty if nothing was ever posted for the account, and it was not made since there are ledgers. */
    Optional<Balance> balance(String accountId);

    /**
     * Entries of one account, newest first.
     *
     * @param before those with lesser numbers only; null from the newest on
     * @param limit at most so many
     */
    List<LedgerEntry> entries(Query query, @Nullable Long before, int limit);

    /**
     * Which entries; conditions that are null hold for all.
     *
     * @param from the first instant
     * @param to the first instant that is not meant any more
     */
    record Query(String accountId, @Nullable EntryType type, @Nullable Instant from, @Nullable Instant to) {}
}
