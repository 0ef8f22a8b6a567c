package io.gauger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gauger.alert.Alert;
import io.gauger.alert.AlertLevel;
import io.gauger.alert.AlertStore;
import io.gauger.alert.AlertStore.Claim;
import io.gauger.alert.AlertStore.Outcome;
import io.gauger.alert.Alerts;
import io.gauger.alert.Delivery;
import io.gauger.alert.Delivery.Status;
import io.gauger.alert.RaisedAlert;
import io.gauger.reserve.Period;
import io.gauger.testing.Records;
import io.gauger.usage.StoreUnavailableException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What every database must do so that each alert is raised once and sent by one node at a time; a database is one subclass. */
abstract class AlertsKit extends OpenStore {
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    private static final Period NOVEMBER = new Period(
            START.toEpochMilli(), Instant.parse("2026-12-01T00:00:00Z").toEpochMilli());
    private static final Outcome DELIVERED = new Outcome(Status.DELIVERED, Duration.ZERO, 204, null);
    private static final Outcome LATER = new Outcome(Status.PENDING, Duration.ofHours(1), 500, "answered 500");
    private static final Outcome DEAD = new Outcome(Status.DEAD, Duration.ZERO, null, "no connection");

    @Test
    void whatAccountsSpentInAPeriodIsSummedToTheLastDigit() {
        store.append(
                List.of(
                        Records.priced(START.minusMillis(1), "acme", "100"),
                        Records.priced(START, "acme", "0.000000000001"),
                        Records.priced(START.plusSeconds(86_400), "acme", "1.5"),
                        Records.priced(START.plusSeconds(86_400), "globex", "7"),
                        Records.priced(Instant.ofEpochMilli(NOVEMBER.end()), "acme", "1000")),
                false);

        Map<String, BigDecimal> november = store.alerts().spent(NOVEMBER, List.of("acme", "globex", "nobody"));
        Map<String, BigDecimal> ever = store.alerts().spent(Period.EVER, List.of("acme"));

        assertThat(november).containsOnlyKeys("acme", "globex");
        assertThat(november.get("acme")).isEqualByComparingTo("1.500000000001");
        assertThat(november.get("globex")).isEqualByComparingTo("7");
        assertThat(ever.get("acme")).isEqualByComparingTo("1101.500000000001");
    }

    @Test
    void anAlertIsRaisedOnceAndKeptAsItWas() {
        Alert alert = alert("acme", NOVEMBER, AlertLevel.CRITICAL, START);

        assertThat(store.alerts().raise(List.of(alert), true)).hasSize(1);
        assertThat(store.alerts().raise(List.of(alert), true)).isEmpty();
        store.close();
        store = reopened();
        assertThat(store.alerts().raise(List.of(alert), true)).isEmpty();

        RaisedAlert kept = all().get(0);
        assertThat(all()).hasSize(1);
        assertThat(kept.alert())
                .usingRecursiveComparison()
                .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                .isEqualTo(alert);
        assertThat(kept.delivery().status()).isEqualTo(Status.PENDING);
        assertThat(kept.delivery().attempts()).isZero();
    }

    @Test
    void accountsPeriodsAndLevelsHaveAlertsOfTheirOwn() {
        Period firstDay = new Period(NOVEMBER.start(), NOVEMBER.start() + 86_400_000);
        List<Alert> different = List.of(
                alert("acme", NOVEMBER, AlertLevel.WARNING, START),
                alert("acme", NOVEMBER, AlertLevel.CRITICAL, START),
                alert("acme", firstDay, AlertLevel.WARNING, START),
                alert("acme", Period.EVER, AlertLevel.WARNING, START),
                alert("globex", NOVEMBER, AlertLevel.WARNING, START));

        assertThat(store.alerts().raise(different, false)).hasSize(5);
        assertThat(all()).hasSize(5).allMatch(raised -> raised.delivery() == null);
    }

    @RepeatedTest(10)
    void nodesThatFindTheSameAtOnceRaiseItOnce() throws Exception {
        try (Store other = reopened()) {
            List<Alert> same = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                same.add(alert("account-" + i, NOVEMBER, AlertLevel.WARNING, START));
            }
            List<Alert> backwards = new ArrayList<>(same);
            Collections.reverse(backwards);

            List<List<Alert>> raised = atOnce(
                    () -> store.alerts().raise(same, true), () -> other.alerts().raise(backwards, true));

            assertThat(raised.get(0).size() + raised.get(1).size()).isEqualTo(40);
        }
        assertThat(all()).hasSize(40);
        assertThat(store.alerts().due(1000)).hasSize(40);
    }

    @Test
    void anAlertAndItsDeliveryAreKeptTogetherOrNotAtAll() {
        Alert alert = alert("acme", NOVEMBER, AlertLevel.WARNING, START);
        connections.failNextCommit();
        assertThatThrownBy(() -> store.alerts().raise(List.of(alert), true))
                .isInstanceOf(StoreUnavailableException.class);
        assertThat(all()).isEmpty();
        assertThat(store.alerts().due(10)).isEmpty();

        connections.loseAnswerOfNextCommit();
        assertThatThrownBy(() -> store.alerts().raise(List.of(alert), true))
                .isInstanceOf(StoreUnavailableException.class);
        assertThat(store.alerts().raise(List.of(alert), true)).isEmpty();
        assertThat(all()).hasSize(1);
        assertThat(store.alerts().due(10)).hasSize(1);
    }

    @Test
    void aDeliveryIsSentByOneNodeAtATime() throws Exception {
        try (Store other = reopened()) {
            for (int i = 0; i < 20; i++) {
                UUID delivery = raised("account-" + i);

                List<Optional<Claim>> claims = atOnce(() -> store.alerts().claim(delivery), () -> other.alerts()
                        .claim(delivery));

                assertThat(claims.stream().filter(Optional::isPresent)).hasSize(1);
                assertThat(store.alerts().due(10)).isEmpty();
            }
        }
    }

    @Test
    void whatANodeWasSendingWhenItDiedIsSentByAnotherWhenTheLeaseIsOver() throws Exception {
        UUID delivery = raised("acme");
        Claim ofTheDead = store.alerts().claim(delivery).orElseThrow();
        try (Store other = reopened()) {
            assertThat(other.alerts().claim(delivery)).isEmpty();
            execute("update gauger_webhook_delivery set leased_until = leased_until - 121000");

            Claim taken = other.alerts().claim(delivery).orElseThrow();

            assertThat(taken.attempt()).isEqualTo(2);
            assertThat(taken.alert().accountId()).isEqualTo("acme");
            store.alerts().finish(ofTheDead, DEAD);
            assertThat(delivery(delivery).status()).isEqualTo(Status.PENDING);
            other.alerts().finish(taken, DELIVERED);
            store.alerts().finish(ofTheDead, DEAD);
            assertThat(delivery(delivery).status()).isEqualTo(Status.DELIVERED);
        }
    }

    @Test
    void anAttemptThatFailedIsFollowedByAnotherWhenItsTimeHasCome() throws Exception {
        UUID delivery = raised("acme");
        store.alerts().finish(store.alerts().claim(delivery).orElseThrow(), LATER);

        Delivery waiting = delivery(delivery);
        assertThat(waiting.status()).isEqualTo(Status.PENDING);
        assertThat(waiting.attempts()).isEqualTo(1);
        assertThat(waiting.lastStatus()).isEqualTo(500);
        assertThat(waiting.lastError()).isEqualTo("answered 500");
        assertThat(Duration.between(waiting.lastAttempt(), waiting.nextAttempt()))
                .isEqualTo(Duration.ofHours(1));
        assertThat(store.alerts().due(10)).isEmpty();
        assertThat(store.alerts().claim(delivery)).isEmpty();
        execute("update gauger_webhook_delivery set next_attempt = next_attempt - 3600001");
        assertThat(store.alerts().due(10)).containsExactly(delivery);
        store.alerts().finish(store.alerts().claim(delivery).orElseThrow(), DELIVERED);
        assertThat(delivery(delivery).lastError()).isNull();
        assertThat(delivery(delivery).lastStatus()).isEqualTo(204);
    }

    @Test
    void whatIsDeadOrWaitsIsTriedAgainByHandAndWhatIsDeliveredIsNot() {
        AlertStore alerts = store.alerts();
        UUID dead = raised("dead");
        alerts.finish(alerts.claim(dead).orElseThrow(), DEAD);
        UUID waiting = raised("waiting");
        alerts.finish(alerts.claim(waiting).orElseThrow(), LATER);
        UUID delivered = raised("delivered");
        alerts.finish(alerts.claim(delivered).orElseThrow(), DELIVERED);
        UUID sending = raised("sending");
        Claim claim = alerts.claim(sending).orElseThrow();
        assertThat(alerts.due(10)).isEmpty();
        assertThat(alerts.counts()).isEqualTo(new Alerts.Counts(2, 1));

        assertThat(alerts.retry(dead).orElseThrow().delivery().status()).isEqualTo(Status.PENDING);
        alerts.retry(waiting);
        assertThat(alerts.retry(delivered).orElseThrow().delivery().status()).isEqualTo(Status.DELIVERED);
        alerts.retry(sending);

        assertThat(alerts.due(10)).containsExactlyInAnyOrder(dead, waiting);
        assertThat(delivery(dead).attempts()).isZero();
        assertThat(alerts.counts()).isEqualTo(new Alerts.Counts(3, 0));
        alerts.finish(claim, DELIVERED);
        assertThat(delivery(sending).status()).isEqualTo(Status.DELIVERED);
        assertThat(alerts.retry(UUID.randomUUID())).isEmpty();
    }

    @Test
    void alertsAreListedNewestFirstInPagesByAccountAndByHowTheirDeliveryStands() {
        AlertStore alerts = store.alerts();
        List<UUID> expected = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            // two of each moment
            Period day = new Period(i, NOVEMBER.end());
            Alert alert = alert("a" + i % 2, day, AlertLevel.WARNING, START.plusSeconds(i / 2));
            alerts.raise(List.of(alert), i != 6);
            expected.add(alert.id());
        }
        alerts.finish(alerts.claim(alerts.due(10).get(0)).orElseThrow(), DEAD);

        List<UUID> seen = new ArrayList<>();
        Alerts.Position after = null;
        do {
            List<RaisedAlert> page = alerts.list(null, null, after, 2);
            page.forEach(raised -> seen.add(raised.alert().id()));
            after = page.isEmpty()
                    ? null
                    : new Alerts.Position(
                            page.get(page.size() - 1).alert().raisedAt(),
                            page.get(page.size() - 1).alert().id());
        } while (after != null);

        assertThat(seen).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(seen.get(0)).isEqualTo(expected.get(6));
        assertThat(alerts.list("a1", null, null, 10)).hasSize(3);
        assertThat(alerts.list(null, Status.DEAD, null, 10)).hasSize(1);
        assertThat(alerts.list(null, Status.PENDING, null, 10)).hasSize(5);
        assertThat(alerts.list("nobody", null, null, 10)).isEmpty();
    }

    private UUID raised(String account) {
        store.alerts().raise(List.of(alert(account, NOVEMBER, AlertLevel.WARNING, START)), true);
        return store.alerts().list(account, null, null, 1).get(0).delivery().id();
    }

    private Delivery delivery(UUID id) {
        return all().stream()
                .map(RaisedAlert::delivery)
                .filter(delivery -> delivery.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private List<RaisedAlert> all() {
        return store.alerts().list(null, null, null, 1000);
    }

    private Alert alert(String account, Period period, AlertLevel level, Instant raisedAt) {
        return new Alert(
                store.alerts().idOf(account, period, level),
                account,
                level,
                new BigDecimal("100"),
                new BigDecimal("91.000000000001"),
                "EUR",
                period,
                raisedAt);
    }

    private static <T> List<T> atOnce(Callable<T> one, Callable<T> other) throws Exception {
        ExecutorService background = Executors.newFixedThreadPool(2);
        CyclicBarrier start = new CyclicBarrier(2);
        try {
            List<Future<T>> futures = new ArrayList<>();
            for (Callable<T> each : List.of(one, other)) {
                futures.add(background.submit(() -> {
                    start.await();
                    return each.call();
                }));
            }
            return List.of(futures.get(0).get(), futures.get(1).get());
        } finally {
            background.shutdownNow();
        }
    }
}
