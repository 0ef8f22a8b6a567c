package io.gauger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gauger.account.RefusedChange;
import io.gauger.admit.ResetPeriod;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is charged where a plan is changed, or an account is given another one. */
abstract class ChangedPlanKit extends PlannedStore {
    @Test
    void aZoneFurtherEastMakesNoMonthFree() {
        account("globex", "UTC", "monthly");
        at("2026-03-01T02:00:00Z");
        change(changes -> changes.updateAccount("globex", null, in("Europe/Berlin")));
        at("2026-04-01T00:00:00Z");
        assertThat(charged("globex")).containsExactly("-30 plan:globex:1770681600000", "-30 plan:globex:1772323200000");
    }

    /** Of all zones, the last in which a month begins, and the first. */
    @ParameterizedTest
    @CsvSource({
        "UTC, Europe/Berlin",
        "America/New_York, Asia/Tokyo",
        "Etc/GMT+12, Pacific/Kiritimati",
        "Europe/Berlin, America/New_York"
    })
    void aZoneThatMovesWhileThereIsNoPlanMakesNoMonthFree(String from, String to) {
        account("globex", from, "monthly");
        at("2026-03-02T00:00:00Z");
        give("globex", null);
        change(changes -> changes.updateAccount("globex", null, in(to)));
        at("2026-03-10T00:00:00Z");
        give("globex", "monthly");

        at("2026-04-02T00:00:00Z");
        assertThat(charged("globex")).containsExactly("-30 plan:globex:1770681600000", "-30 plan:globex:1773100800000");
    }

    @Test
    void aPlanThatIsGivenBackWhereTheMonthBeforeIsNotOverYetChargesThatOnce() {
        account("globex", "UTC", "monthly");
        at("2026-03-01T02:00:00Z");
        give("globex", null);
        change(changes -> changes.updateAccount("globex", null, in("America/New_York")));
        give("globex", "monthly");

        at("2026-04-02T00:00:00Z");
        // March 1 at 5:00, where February was over in New York
        assertThat(charged("globex")).containsExactly("-30 plan:globex:1770681600000", "-30 plan:globex:1772341200000");
    }

    /** A week that ends on March 2, and a March 1 that is over where it is still February elsewhere. */
    @ParameterizedTest
    @CsvSource({
        "UTC, WEEKLY, 2026-03-02T02:00:00Z, 3",
        "Pacific/Auckland, DAILY, 2026-03-01T13:00:00Z, 20",
        "Pacific/Auckland, WEEKLY, 2026-03-01T13:00:00Z, 3"
    })
    void aMonthOfWhichAnotherPlanChargedADayHasNoPrice(String zone, ResetPeriod period, String over, int charges) {
        plan("short", period, "7", "USD");
        account("globex", zone, "short");
        at(over);
        assertThat(charged("globex")).hasSize(charges);

        give("globex", "monthly");
        at("2026-04-02T00:00:00Z");
        assertThat(charged("globex")).hasSize(charges);
    }

    @Test
    void aPlanOfOtherPeriodsChargesNoTimeBeforeItWasGiven() {
        at("2026-03-01T00:00:00Z");
        at("2026-03-20T12:07:00Z");
        give("acme", "daily");
        assertThat(charged("acme")).hasSize(1);

        at("2026-03-22T01:00:00Z");
        // March 20 at 12:00, and March 21
        assertThat(charged("acme"))
                .containsExactly(
                        "-30 plan:acme:1770681600000", "-1 plan:acme:1774008000000", "-1 plan:acme:1774047600000");
    }

    @Test
    void aPlanThatCostsMoreChargesWhatIsOverAsItWas() {
        now.set(Instant.parse("2026-03-01T00:10:00Z").toEpochMilli());
        plan("monthly", ResetPeriod.MONTHLY, "40");
        assertThat(charged("acme")).containsExactly("-30 plan:acme:1770681600000");

        at("2026-04-01T00:00:00Z");
        assertThat(charged("acme")).hasSize(2).last().isEqualTo("-40 plan:acme:1772319600000");
    }

    @Test
    void aPlanThatCostsNothingAnyMoreChargesWhatIsOverAndNothingElse() {
        now.set(Instant.parse("2026-03-10T00:00:00Z").toEpochMilli());
        plan("monthly", ResetPeriod.MONTHLY, "0");
        at("2026-05-01T00:00:00Z");
        plan("monthly", ResetPeriod.MONTHLY, "30");

        at("2026-05-02T00:00:00Z");
        assertThat(charged("acme")).containsExactly("-30 plan:acme:1770681600000");
    }

    @Test
    void aPlanWhosePeriodsAreChangedChargesNoTimeBeforeThat() {
        at("2026-03-01T00:00:00Z");
        at("2026-03-20T12:07:00Z");
        plan("monthly", ResetPeriod.DAILY, "2");

        at("2026-03-21T01:00:00Z");
        assertThat(charged("acme")).hasSize(2).last().isEqualTo("-2 plan:acme:1774008000000");
    }

    @Test
    void whatIsFoundLaterOfATimeInAnotherCurrencyHoldsNothingUp() {
        plan("flex", "3", "0.10");
        plan("euros", ResetPeriod.MONTHLY, "30", "EUR");
        account("globex", "UTC", "flex");
        at("2026-03-01T02:00:00Z");
        change(changes -> changes.updateAccount("globex", null, there -> there.with(
                        there.name(), there.status(), there.billing(), there.timeZone(), "EUR")
                .withPlan("euros")));
        use("globex", "2026-02-12T00:00:00Z", 5);

        at("2026-04-01T02:00:00Z");
        assertThat(charged("globex")).containsExactly("-30 plan:globex:1772323200000");
    }

    @Test
    void aPlanThatBeginsToCostSomethingIsChargedFromThatQuarterHourOn() {
        plan("free", ResetPeriod.MONTHLY, "0", "USD");
        account("globex", "UTC", "free");
        now.set(Instant.parse("2026-03-31T23:57:00Z").toEpochMilli());
        plan("free", ResetPeriod.MONTHLY, "30");

        at("2026-04-01T01:00:00Z");
        // March 31 at 23:45
        assertThat(charged("globex")).containsExactly("-30 plan:globex:1775000700000");
    }

    @Test
    void aPlanOfAccountsInAnotherCurrencyCannotBeginToCostSomething() {
        plan("euros", ResetPeriod.MONTHLY, "0", "EUR");
        give("acme", "euros");

        assertThatExceptionOfType(RefusedChange.class)
                .isThrownBy(() -> plan("euros", ResetPeriod.MONTHLY, "30"))
                .returns(RefusedChange.Reason.PLAN_OF_OTHER_CURRENCIES, RefusedChange::reason);
    }

    @Test
    void aClosedAccountIsChargedForItsLastPeriodWhenItsPlanIsDeleted() {
        now.set(Instant.parse("2026-03-10T00:00:00Z").toEpochMilli());
        close("acme");
        now.set(Instant.parse("2026-03-20T00:00:00Z").toEpochMilli());
        delete("monthly");
        assertThat(charged("acme")).containsExactly("-30 plan:acme:1770681600000", "-30 plan:acme:1772319600000");

        at("2026-05-01T00:00:00Z");
        plan("monthly", ResetPeriod.MONTHLY, "30", "USD");
        at("2026-06-02T00:00:00Z");
        assertThat(charged("acme")).hasSize(2);
    }

    /** Also where nobody looked since the period before ended. */
    @ParameterizedTest
    @CsvSource({"DAILY, 1, USD", "NEVER, 30, USD", "MONTHLY, 30, EUR", "MONTHLY, 40, USD", "MONTHLY, 0, USD"})
    void aClosedAccountIsChargedForItsLastPeriodAsThePlanWasBeforeItIsChanged(
            ResetPeriod period, String price, String currency) {
        now.set(Instant.parse("2026-03-10T00:00:00Z").toEpochMilli());
        close("acme");
        now.set(Instant.parse("2026-03-20T00:00:00Z").toEpochMilli());
        change("monthly", period, price, currency);
        assertThat(charged("acme")).containsExactly("-30 plan:acme:1770681600000", "-30 plan:acme:1772319600000");

        at("2026-04-02T00:00:00Z");
        change("monthly", ResetPeriod.WEEKLY, "7", "USD");
        at("2026-06-02T00:00:00Z");
        assertThat(charged("acme")).hasSize(2);
    }

    @Test
    void aClosedAccountWhoseLastPeriodIsChargedIsNotChargedAgain() {
        now.set(Instant.parse("2026-03-10T00:00:00Z").toEpochMilli());
        close("acme");
        at("2026-04-02T00:00:00Z");
        assertThat(charged("acme")).hasSize(2);

        change("monthly", ResetPeriod.DAILY, "1", "USD");
        delete("monthly");
        at("2026-06-02T00:00:00Z");
        assertThat(charged("acme")).hasSize(2);
    }

    private void plan(String id, ResetPeriod period, String price) {
        change(id, period, price, store.directory().plan(id).orElseThrow().currency());
    }

    private void change(String id, ResetPeriod period, String price, String currency) {
        change(id, period, price, "0", currency);
    }
}
