package io.gauger.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.admit.ResetPeriod;
import io.gauger.alert.Delivery.Status;
import io.gauger.testing.LogCapture;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From alerts to webhooks. */
class AlertDeliveryTest extends AlertedAccounts {
    @Test
    void withoutAReceiverAlertsAreKeptAndNothingIsSentLaterEither() {
        alerting = started(false);
        budget("acme", "10", ResetPeriod.MONTHLY);
        spend("acme", "8");
        alerting = started(true);
        tick();

        assertThat(levels()).isEmpty();
        assertThat(listed()).singleElement().satisfies(raised -> assertThat(raised.delivery())
                .isNull());
    }

    @Test
    void afterAFailureTheOthersWaitAndAllComeInTheEnd() {
        answer = new WebhookSender.Answer(500, "The receiver answered 500", Duration.ofHours(2), null);
        budget("acme", "10", ResetPeriod.MONTHLY);
        try (LogCapture log = new LogCapture(Deliveries.class)) {
            spend("acme", "12");
            assertThat(levels()).hasSize(1);
            tick();
            tick();
            tick();
            assertThat(levels()).hasSize(3);
            assertThat(log.messages())
                    .containsExactly(
                            "WARNING Webhooks do not arrive, and are tried again for a day: The receiver answered"
                                    + " 500");
        }
        assertThat(listed()).allSatisfy(raised -> {
            assertThat(raised.delivery().status()).isEqualTo(Status.PENDING);
            assertThat(raised.delivery().lastStatus()).isEqualTo(500);
            assertThat(Duration.between(
                            raised.delivery().lastAttempt(), raised.delivery().nextAttempt()))
                    .isEqualTo(Duration.ofHours(2));
        });
        answer = new WebhookSender.Answer(200, null, Duration.ZERO, null);
        listed().forEach(raised -> store.alerts().retry(raised.delivery().id()));
        sent.clear();
        List<String> before = List.copyOf(ids);
        tick();
        assertThat(levels()).containsExactlyInAnyOrder(80, 90, 100);
        assertThat(ids.subList(3, 6)).containsExactlyInAnyOrderElementsOf(before);
        assertThat(listed()).allMatch(raised -> raised.delivery().status() == Status.DELIVERED);
    }

    @Test
    void whoWantsNothingAnyMoreGetsNothingAnyMore() {
        answer = new WebhookSender.Answer(410, "The receiver answered 410", Duration.ZERO, null);
        budget("acme", "10", ResetPeriod.MONTHLY);
        try (LogCapture log = new LogCapture(Deliveries.class)) {
            spend("acme", "8");
            assertThat(log.messages()).singleElement().asString().startsWith("SEVERE The webhook " + ids.get(0));
        }

        assertThat(listed().get(0).delivery().status()).isEqualTo(Status.DEAD);
        tick();
        assertThat(levels()).hasSize(1);
        assertThat(store.alerts().counts().dead()).isOne();
    }
}
