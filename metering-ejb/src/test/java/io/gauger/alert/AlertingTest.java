package io.gauger.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.admit.ResetPeriod;
import io.gauger.reserve.Periods;
import io.gauger.settings.Settings;
import io.gauger.store.Store;
import io.gauger.testing.LogCapture;
import io.gauger.testing.Records;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** From records that were written to alerts. */
class AlertingTest extends AlertedAccounts {
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
        // each look takes a second
        alerting = new Alerting(
                Periods.of(Settings.of(Map.of())),
                () -> snapshot,
                () -> store.alerts(),
                sender(),
                () -> {
                    nanoTime.addAndGet(Duration.ofSeconds(1).toNanos());
                    return now;
                },
                nanoTime::get);
        alerting.work();
        write("acme", now, "8");
        nanoTime.addAndGet(Duration.ofSeconds(18).toNanos());
        alerting.work();
        assertThat(listed()).isEmpty();
        nanoTime.addAndGet(Duration.ofSeconds(3).toNanos());
        alerting.work();
        assertThat(listed()).hasSize(1);
    }
}
