package io.gauger.rerate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Prices periods anew, one account after the other, each as a whole or not at all. What a record costs since is what its last
 * re-rating says. All methods throw {@code StoreUnavailableException} if the database cannot be asked; what is done then stays
 * done. Implementations are safe for concurrent use, on any number of nodes.
 */
public interface Reratings {
    /**
     * What an order would come to by the prices that are there now; nothing is written.
     *
     * @throws RuntimeException as {@link #finish} does
     */
    ReratingResult tried(ReratingOrder order);

    /**
     * Does what is left of a re-rating that was ordered, by the prices that are there now. For each account the sum of the
     * differences becomes one adjustment of its ledger, with the reference {@code rerating:<id>:<account>}. A finished one
     * stays as it is.
     *
     * @throws RuntimeException the refused change that accounts know, if there is no such re-rating, or if records of its
     *     period are not kept any more; the accounts that are done stay so
     */
    Rerating finish(String id);

    Optional<Rerating> find(String id);

    /** Newest first, those made before this one, at most so many. */
    List<Rerating> list(@Nullable String before, int limit);

    /** What a re-rating came to for the accounts that are done. */
    ReratingResult result(String id);

    /** The records that a re-rating priced otherwise, of accounts that are done; those after this one, at most so many. */
    List<RepricedRecord> records(String id, @Nullable UUID after, int limit);

    /** The first instant from which records are kept; null if none was removed. */
    @Nullable
    Instant recordsKeptFrom();

    /**
     * What has no price, most requests first: of the records of a period those that are flagged and were not re-rated since.
     *
     * @param limit at most so many groups
     */
    List<UnknownPrice> unknown(Instant from, Instant to, int limit);

    /**
     * Prices the records of a period again by the prices that they name, and compares; and tells where another version of a price
     * decides now, which {@link #finish} would put right. It reads all of them.
     */
    RatingVerification verify(Instant from, Instant to);
}
