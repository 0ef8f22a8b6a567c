package io.gauger.alert;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The alerts that were raised, and their deliveries. Implementations are safe for concurrent use. */
public interface Alerts {
    /**
     * Some alerts, newest first.
     *
     * @param account only its alerts; null for all
     * @param status only those whose delivery stands so; null for all, also those without a delivery
     * @param after where the page before ended; null for the first page
     * @param limit how many at most
     * @throws io.gauger.usage.StoreUnavailableException if the database cannot be asked
     */
    List<RaisedAlert> list(
            @Nullable String account, Delivery.@Nullable Status status, @Nullable Position after, int limit);

    /**
     * Some alerts that have a delivery, newest first.
     *
     * @param status only those whose delivery stands so; null for all
     * @param after where the page before ended; null for the first page
     * @param limit how many at most
     * @throws io.gauger.usage.StoreUnavailableException if the database cannot be asked
     */
    List<RaisedAlert> deliveries(Delivery.@Nullable Status status, @Nullable Position after, int limit);

    /**
     * Lets a delivery that is dead, or waits for its next attempt, be tried at once, with all attempts before it; one that is
     * delivered stays as it is.
     *
     * @return it, as it is then; nothing if there is none with this id
     * @throws io.gauger.usage.StoreUnavailableException if it is not certain what became of it
     */
    Optional<RaisedAlert> retry(UUID delivery);

    /** How many deliveries wait and how many are dead, as far as this node knows; asks nobody. */
    Counts counts();

    /** Where a page ended: when its last alert was raised, and its id. */
    record Position(Instant raisedAt, UUID id) {}

    /** How many deliveries stand so. */
    record Counts(long pending, long dead) {}
}
