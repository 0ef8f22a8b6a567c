package io.gauger.alert;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.gauger.alert.AlertStore.Claim;
import io.gauger.alert.AlertStore.Outcome;
import io.gauger.alert.Delivery.Status;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Sends what is due, one after the other, until one fails: there is one receiver, so the next would fail too. For one thread
 * at a time.
 */
final class Deliveries {
    private static final System.Logger LOG = System.getLogger(Deliveries.class.getName());

    /** More wait for the next turn, so that budgets are looked at meanwhile. */
    private static final int MOST_A_TURN = 20;

    private final @Nullable WebhookSender sender;
    private final RetrySchedule schedule;
    private boolean failing;

    /** Without a sender nothing is sent. */
    Deliveries(@Nullable WebhookSender sender, RetrySchedule schedule) {
        this.sender = sender;
        this.schedule = schedule;
    }

    /**
     * Sends.
     *
     * @throws io.gauger.usage.StoreUnavailableException if the database cannot be asked; what was sent comes again then
     */
    void send(AlertStore store) {
        List<UUID> due = store.due(MOST_A_TURN);
        if (sender == null) {
            return;
        }
        for (UUID delivery : due) {
            Optional<Claim> claim = store.claim(delivery);
            if (claim.isPresent() && !send(sender, store, claim.get())) {
                return;
            }
        }
    }

    private boolean send(WebhookSender receiver, AlertStore store, Claim claim) {
        WebhookSender.Answer answer = receiver.send(claim.delivery().toString(), AlertPayload.of(claim.alert()));
        Duration pause = answer.isTaken() || answer.isUnwanted()
                ? null
                : schedule.pauseAfter(claim.attempt(), answer.retryAfter());
        Status status = answer.isTaken() ? Status.DELIVERED : pause == null ? Status.DEAD : Status.PENDING;
        store.finish(
                claim, new Outcome(status, pause == null ? Duration.ZERO : pause, answer.status(), answer.error()));
        tell(claim, status, answer);
        return answer.isTaken();
    }

    private void tell(Claim claim, Status status, WebhookSender.Answer answer) {
        if (status == Status.DEAD) {
            LOG.log(
                    ERROR,
                    "The webhook " + claim.delivery() + " for an alert of the account "
                            + claim.alert().accountId() + " is given up after attempt "
                            + claim.attempt() + ": " + answer.error()
                            + ". GET /metering/v1/webhook-deliveries?status=dead lists"
                            + " such, and each can be tried again",
                    answer.cause());
        } else if (status == Status.PENDING && !failing) {
            LOG.log(
                    WARNING,
                    "Webhooks do not arrive, and are tried again for a day: " + answer.error(),
                    answer.cause());
        } else if (status == Status.PENDING) {
            LOG.log(DEBUG, "The webhook {0} did not arrive: {1}", claim.delivery(), answer.error());
        } else if (failing) {
            LOG.log(INFO, "Webhooks arrive again");
        }
        failing = status != Status.DELIVERED;
    }
}
