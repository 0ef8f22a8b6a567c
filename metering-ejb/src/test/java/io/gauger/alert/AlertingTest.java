package io.gauger.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.admit.KeySnapshot;
import io.gauger.admit.KnownAccount;
import io.gauger.admit.KnownBudget;
import io.gauger.admit.ResetPeriod;
import io.gauger.alert.Delivery.Status;
import io.gauger.node.NodeIdentity;
import io.gauger.reserve.Periods;
import io.gauger.settings.Settings;
import io.gauger.store.Store;
import io.gauger.store.StoreSettings;
import io.gauger.testing.LogCapture;
import io.gauger.testing.Records;
import io.gauger.usage.StoreUnavailableException;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From records that were written to alerts and webhooks, with a real database; time goes on when the test says so. */
class AlertingTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    @TempDir
    Path directory;

    private final Map<String, KnownAccount> accounts = new HashMap<>();
    private final List<JsonObject> sent = new ArrayList<>();
    private final List<String> ids = new ArrayList<>();
    private final AtomicLong nanoTime = new AtomicLong();
    private KeySnapshot snapshot = KeySnapshot.EMPTY;
    private Instant now = START;
    private WebhookSender.Answer answer = new WebhookSender.Answer(204, null, Duration.ZERO, null);
    private Store store;
    private Alerting alerting;

    @BeforeEach
    void open() {
        store = Store.open(
                StoreSettings.of(
                        Settings.of(Map.of("gauger.data-dir", directory.toString())),
                        getClass().getClassLoader()),
                NodeIdentity.ofThisStart());
        alerting = started(true);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void eachLevelIsToldOnceAsItIsReached() {
        budget("acme", "10", ResetPeriod.MONTHLY);
        spend("acme", "7.999999999999");
        assertThat(levels()).isEmpty();
        spend("acme", "0.000000000001");
        assertThat(levels()).containsExactly(80);
        spend("acme", "0.5");
        assertThat(levels()).containsExactly(80);
        spend("acme", "0.5");
        assertThat(levels()).containsExactly(80, 90);
        spend("acme", "0.999999999999");
        assertThat(levels()).containsExactly(80, 90);
        spend("acme", "0.000000000001");
        assertThat(levels()).containsExactly(80, 90, 100);
        spend("acme", "50");
        assertThat(levels()).containsExactly(80, 90, 100);
    }

    @Test
    void levelsThatAreReachedAtOnceAreToldOnceEach() {
        budget("acme", "10", ResetPeriod.MONTHLY);
        spend("acme", "12.5");

        assertThat(levels()).containsExactly(80, 90, 100);
        assertThat(ids).doesNotHaveDuplicates();
        JsonObject last = sent.get(2);
        assertThat(last.getString("type")).isEqualTo("budget.threshold_reached");
        assertThat(last.getString("timestamp")).isEqualTo("2026-11-22T10:00:00.000Z");
        JsonObject data = last.getJsonObject("data");
        assertThat(data.getString("account_id")).isEqualTo("acme");
        assertThat(data.getString("alert")).isEqualTo("EXCEEDED");
        assertThat(data.getInt("level")).isEqualTo(100);
        assertThat(data.getJsonNumber("percentage").bigDecimalValue()).isEqualByComparingTo("125");
        assertThat(data.getString("amount")).isEqualTo("10");
        assertThat(data.getString("used")).isEqualTo("12.5");
        assertThat(data.getString("currency")).isEqualTo("EUR");
        assertThat(data.getString("period_start")).isEqualTo("2026-11-01T00:00:00.000Z");
        assertThat(data.getString("period_end")).isEqualTo("2026-12-01T00:00:00.000Z");
        assertThat(sent)
                .extracting(each -> each.getJsonObject("data").getString("alert"))
                .containsExactly("WARNING", "CRITICAL", "EXCEEDED");
    }

    @Test
    void theNameOfAnAccountIsToldAsItIs() {
        String name = "a\"\\\u0001\n\u2028ünï 💶";
        budget(name, "10", ResetPeriod.MONTHLY);
        spend(name, "8");

        assertThat(sent.get(0).getJsonObject("data").getString("account_id")).isEqualTo(name);
    }

    @Test
    void aNewPeriodIsToldAnew() {
        budget("acme", "10", ResetPeriod.DAILY);
        spend("acme", "9.5");
        now = START.plus(Duration.ofDays(1));
        tick();
        assertThat(levels()).containsExactly(80, 90);
        spend("acme", "8");
        assertThat(levels()).containsExactly(80, 90, 80);
    }

    @Test
    void periodsAreThoseOfTheAccountsZone() {
        account("acme", "10", ResetPeriod.DAILY, ZoneId.of("Pacific/Auckland"));
        now = Instant.parse("2026-11-22T10:59:00Z");
        spend("acme", "8");
        now = Instant.parse("2026-11-22T11:01:00Z");
        spend("acme", "8");

        assertThat(levels()).containsExactly(80, 80);
    }

    @Test
    void aBudgetWithoutResetCountsAllOfTime() {
        budget("acme", "10", ResetPeriod.NEVER);
        spend("acme", "5");
        now = START.plus(Duration.ofDays(400));
        spend("acme", "3");

        assertThat(levels()).containsExactly(80);
        JsonObject data = sent.get(0).getJsonObject("data");
        assertThat(data.isNull("period_start")).isTrue();
        assertThat(data.isNull("period_end")).isTrue();
    }

    @Test
    void aBudgetOfNothingIsExceededByWhateverIsUsedAndNotBefore() {
        budget("acme", "0", ResetPeriod.MONTHLY);
        tick();
        assertThat(levels()).isEmpty();
        spend("acme", "0.000000000001");

        assertThat(levels()).containsExactly(80, 90, 100);
        assertThat(sent.get(0).getJsonObject("data").isNull("percentage")).isTrue();
    }

    @Test
    void aBudgetThatIsSetOrLoweredIsLookedAtAtOnce() {
        spend("acme", "8");
        assertThat(levels()).isEmpty();
        budget("acme", "100", ResetPeriod.MONTHLY);
        tick();
        assertThat(levels()).isEmpty();
        budget("acme", "10", ResetPeriod.MONTHLY);
        tick();
        assertThat(levels()).containsExactly(80);
    }

    @Test
    void aRaisedBudgetTellsNoLevelOfThePeriodASecondTime() {
        budget("acme", "10", ResetPeriod.MONTHLY);
        spend("acme", "9");
        budget("acme", "20", ResetPeriod.MONTHLY);
        spend("acme", "9.5");
        assertThat(levels()).containsExactly(80, 90);
        spend("acme", "1.5");
        assertThat(levels()).containsExactly(80, 90, 100);
    }

    @Test
    void whatWasWrittenBeforeAStartIsLookedAtOnceAfterIt() {
        budget("acme", "10", ResetPeriod.MONTHLY);
        store.append(List.of(Records.priced(now, "acme", "8")), false);
        tick();
        assertThat(levels()).containsExactly(80);

        alerting = started(true);
        tick();
        assertThat(levels()).containsExactly(80);
    }

    @Test
    void whatAnotherNodeWroteBeforeItDiedIsFoundWithinAnHour() {
        budget("acme", "10", ResetPeriod.MONTHLY);
        tick();
        store.append(List.of(Records.priced(now, "acme", "8")), false);
        tick();
        assertThat(levels()).isEmpty();
        now = now.plus(Duration.ofMinutes(61));
        tick();
        assertThat(levels()).containsExactly(80);
    }

    @Test
    void whatIsWrittenLateIsToldForThePeriodItBelongsTo() {
        budget("acme", "10", ResetPeriod.DAILY);
        tick();
        Instant late = START;
        now = START.plus(Duration.ofDays(1));
        write("acme", late, "8");
        tick();

        assertThat(levels()).containsExactly(80);
        assertThat(sent.get(0).getJsonObject("data").getString("period_start")).isEqualTo("2026-11-22T00:00:00.000Z");
    }

    @Test
    void aBudgetThatWasNotThereInAPeriodTellsNothingOfIt() {
        now = START.plus(Duration.ofDays(1));
        budget("acme", "10", ResetPeriod.DAILY);
        tick();
        write("acme", START, "8");
        tick();

        assertThat(levels()).isEmpty();
    }

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

    @Test
    void aDatabaseThatIsAwayLosesNoAlertAndIsToldOnce() {
        budget("acme", "10", ResetPeriod.DAILY);
        tick();
        write("acme", now, "8");
        now = START.plus(Duration.ofDays(1));
        Store away = store;
        store = null;
        try (LogCapture log = new LogCapture(Alerting.class)) {
            tick();
            tick();
            store = away;
            tick();
            assertThat(log.messages())
                    .containsExactly(
                            "WARNING Alerts of budgets and their webhooks wait until the database can be asked: away",
                            "INFO Budgets are looked at again");
        }
        assertThat(levels()).containsExactly(80);
    }

    @Test
    void looksTakeATwentiethOfTheTimeAtMost() {
        budget("acme", "10", ResetPeriod.MONTHLY);
        alerting = new Alerting(
                Periods.of(Settings.of(Map.of())), () -> snapshot, this::slow, sender(), () -> now, nanoTime::get);
        alerting.work();
        write("acme", now, "8");
        nanoTime.addAndGet(Duration.ofSeconds(18).toNanos());
        alerting.work();
        assertThat(listed()).isEmpty();
        nanoTime.addAndGet(Duration.ofSeconds(3).toNanos());
        alerting.work();
        assertThat(listed()).hasSize(1);
    }

    /** A second passes between the question for the store and the end of the look. */
    private AlertStore slow() {
        AlertStore real = store.alerts();
        return (AlertStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {AlertStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("spent")) {
                        nanoTime.addAndGet(Duration.ofSeconds(1).toNanos());
                    }
                    return method.invoke(real, arguments);
                });
    }

    private Alerting started(boolean withReceiver) {
        return new Alerting(
                Periods.of(Settings.of(Map.of())),
                () -> snapshot,
                () -> {
                    if (store == null) {
                        throw new StoreUnavailableException("away");
                    }
                    return store.alerts();
                },
                withReceiver ? sender() : null,
                () -> now,
                nanoTime::get);
    }

    private WebhookSender sender() {
        return new WebhookSender() {
            @Override
            public Answer send(String id, String payload) {
                ids.add(id);
                sent.add(Json.createReader(new StringReader(payload)).readObject());
                return answer;
            }

            @Override
            public void close() {}
        };
    }

    private void budget(String account, String amount, ResetPeriod period) {
        account(account, amount, period, ZoneOffset.UTC);
    }

    private void account(String id, String amount, ResetPeriod period, ZoneId zone) {
        KnownBudget budget = new KnownBudget(new BigDecimal(amount), period, BigDecimal.ONE, false);
        accounts.put(id, new KnownAccount(id, true, zone, null, "EUR", null, budget));
        snapshot = new KeySnapshot(Map.of(), accounts);
    }

    private void spend(String account, String cost) {
        write(account, now, cost);
        tick();
    }

    private void write(String account, Instant time, String cost) {
        var batch = List.of(Records.priced(time, account, cost));
        store.append(batch, false);
        alerting.wrote(batch);
    }

    private void tick() {
        nanoTime.addAndGet(Duration.ofMinutes(10).toNanos());
        alerting.work();
    }

    private List<Integer> levels() {
        return sent.stream()
                .map(each -> each.getJsonObject("data").getInt("level"))
                .toList();
    }

    private List<RaisedAlert> listed() {
        return store.alerts().list(null, null, null, 100);
    }
}
