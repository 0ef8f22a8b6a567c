package io.gauger.alert;

import io.gauger.reserve.Period;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where nodes share alerts and deliveries. Each method throws {@link io.gauger.usage.StoreUnavailableException} if the
 * database did not confirm it. Implementations are safe for concurrent use.
 */
public interface AlertStore extends Alerts {
    /** What accounts used in a period, in their currencies; those that used nothing are not in it. */
    Map<String, BigDecimal> spent(Period period, Collection<String> accounts);

    /** The id of the alert of this level, the same on every node. */
    UUID idOf(String account, Period period, AlertLevel level);

    /**
     * Keeps those that are not there yet, each with a delivery if so wanted, all of it or nothing.
     *
     * @return those that were not there
     */
    List<Alert> raise(List<Alert> alerts, boolean delivered);

    /** Some deliveries whose next attempt is due and which no node is sending; counts those that wait and are dead anew. */
    List<UUID> due(int most);

    /** Takes a delivery for this node, for as long as an attempt can last; nothing if it is not due any more. */
    Optional<Claim> claim(UUID delivery);

    /** Notes what came of an attempt, unless the delivery is another node's meanwhile. */
    void finish(Claim claim, Outcome outcome);

    /**
     * A delivery that this node may send.
     *
     * @param attempt which one it is, from 1 on
     */
    record Claim(UUID delivery, int attempt, Alert alert) {}

    /**
     * What becomes of a delivery.
     *
     * @param pause until the next attempt, if there is one
     * @param lastStatus the HTTP status of the answer; null without one
     * @param lastError why it failed; null if it did not
     */
    record Outcome(Delivery.Status status, Duration pause, @Nullable Integer lastStatus, @Nullable String lastError) {}
}
