package io.gauger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gauger.account.Account;
import io.gauger.account.RefusedChange;
import io.gauger.account.RefusedChange.Reason;
import io.gauger.admit.ResetPeriod;
import io.gauger.bill.InvoiceLine;
import io.gauger.reserve.Periods;
import io.gauger.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What plans cost, as every database must charge it; a database is one subclass. */
abstract class PlanChargesKit extends PlannedStore {
    @Test
    void aPeriodIsChargedAnHourAfterItsEndAndOnce() {
        at("2026-02-28T23:59:59Z");
        assertThat(charged("acme")).isEmpty();

        // March begins at February 28, 23:00 UTC, in Berlin
        at("2026-03-01T00:00:00Z");
        at("2026-03-01T00:00:00Z");
        assertThat(charged("acme")).containsExactly("-30 plan:acme:1770681600000");
    }

    @Test
    void whatWasNotSeenForMonthsIsChargedMonthByMonth() {
        at("2026-05-02T00:00:00Z");

        assertThat(charged("acme"))
                .containsExactly(
                        "-30 plan:acme:1770681600000", "-30 plan:acme:1772319600000", "-30 plan:acme:1774994400000");
    }

    @Test
    void daysThatWereChargedAreNotChargedAgainByAMonth() {
        at("2026-03-01T00:00:00Z");
        account("globex", "UTC", "daily");
        at("2026-03-03T02:00:00Z");
        assertThat(charged("globex")).hasSize(2);

        change(changes -> changes.updateAccount("globex", null, account -> account.withPlan("monthly")));
        at("2026-04-01T02:00:00Z");
        assertThat(charged("globex")).as("the rest of March has no price").hasSize(2);
        at("2026-05-01T02:00:00Z");
        assertThat(charged("globex")).hasSize(3).last().isEqualTo("-30 plan:globex:1775001600000");
        assertThat(charged("acme")).as("nobody is held up").hasSize(3);
    }

    @Test
    void aZoneFurtherWestChargesNoMonthTwice() {
        at("2026-03-01T00:00:00Z");
        change(changes -> changes.updateAccount("acme", null, in("America/New_York")));
        at("2026-03-10T00:00:00Z");
        assertThat(charged("acme")).hasSize(1);
        at("2026-04-01T06:00:00Z");
        assertThat(charged("acme")).hasSize(2);
    }

    @Test
    void aPlanThatCostsSomethingIsInTheCurrencyOfItsAccounts() {
        plan("euros", ResetPeriod.MONTHLY, "30", "EUR");
        plan("free", ResetPeriod.MONTHLY, "0", "EUR");

        assertThatExceptionOfType(RefusedChange.class)
                .isThrownBy(() ->
                        change(changes -> changes.updateAccount("acme", null, account -> account.withPlan("euros"))))
                .returns(Reason.PLAN_IN_OTHER_CURRENCY, RefusedChange::reason);
        change(changes -> changes.updateAccount("acme", null, account -> account.withPlan("free")));
    }

    @Test
    void aClosedAccountIsChargedForItsLastPeriodAndNoLater() {
        at("2026-02-11T00:00:00Z");
        change(changes -> changes.updateAccount(
                "acme",
                null,
                account -> account.with(
                        account.name(),
                        Account.Status.CLOSED,
                        account.billing(),
                        account.timeZone(),
                        account.currency())));
        at("2026-06-01T00:00:00Z");

        assertThat(charged("acme")).hasSize(1);
    }

    @Test
    void whatIsWrittenAfterAPeriodWasChargedIsChargedWithTheNextOne() {
        plan("flex", "3", "0.10");
        account("globex", "UTC", "flex");
        use("globex", "2026-02-12T00:00:00Z", 2);
        at("2026-03-01T02:00:00Z");
        assertThat(charged("globex")).isEmpty();

        use("globex", "2026-02-28T23:00:00Z", 3);
        use("globex", "2026-03-02T00:00:00Z", 4);
        at("2026-03-20T00:00:00Z");
        assertThat(charged("globex"))
                .as("not before a further period is charged")
                .isEmpty();
        at("2026-04-01T02:00:00Z");
        assertThat(charged("globex"))
                .containsExactly("-0.2 overage:globex:1770681600000:2", "-0.1 overage:globex:1772323200000");

        use("globex", "2026-02-11T00:00:00Z", 1);
        at("2026-05-01T02:00:00Z");
        assertThat(charged("globex")).hasSize(3).last().isEqualTo("-0.1 overage:globex:1770681600000:3");
        at("2026-06-01T02:00:00Z");
        use("globex", "2026-02-11T00:00:00Z", 1);
        at("2026-07-01T02:00:00Z");
        assertThat(charged("globex")).as("100 days are over").hasSize(3);

        assertThat(overages("globex", 3)).containsExactly("2026-03-01T00:00:00Z 1: 1");
        assertThat(overages("globex", 4)).containsExactly("2026-02-10T00:00:00Z 2: 2");
        assertThat(overages("globex", 5)).containsExactly("2026-02-10T00:00:00Z 3: 1");
    }

    @Test
    void aPlanThatIsTakenAwayBeforeItsPeriodEndsIsNotCharged() {
        at("2026-03-01T02:00:00Z");
        assertThat(charged("acme")).hasSize(1);
        at("2026-03-31T21:59:59Z");
        give("acme", null);

        at("2026-06-01T00:00:00Z");
        assertThat(charged("acme")).hasSize(1);
    }

    @Test
    void whatIsOverWhenAPlanIsTakenAwayIsChargedThen() {
        now.set(Instant.parse("2026-03-31T22:00:00Z").toEpochMilli());
        give("acme", null);

        assertThat(charged("acme")).containsExactly("-30 plan:acme:1770681600000", "-30 plan:acme:1772319600000");
    }

    @Test
    void whatIsOverWhenAnotherPlanIsGivenIsChargedByTheOneBefore() {
        now.set(Instant.parse("2026-02-28T23:30:00Z").toEpochMilli());
        give("acme", "daily");
        assertThat(charged("acme")).containsExactly("-30 plan:acme:1770681600000");

        at("2026-03-02T01:00:00Z");
        assertThat(charged("acme")).hasSize(2).last().isEqualTo("-1 plan:acme:1772321400000");
    }

    @Test
    void noPeriodIsChargedThatAnAccountHadNoPlanAtTheEndOf() {
        now.set(Instant.parse("2026-03-10T00:00:00Z").toEpochMilli());
        give("acme", null);
        now.set(Instant.parse("2026-05-20T12:07:00Z").toEpochMilli());
        // nobody looked in between
        give("acme", "monthly");
        at("2026-05-20T13:00:00Z");
        assertThat(charged("acme")).containsExactly("-30 plan:acme:1770681600000");

        // May 20, 12:00
        at("2026-06-01T00:00:00Z");
        assertThat(charged("acme")).hasSize(2).last().isEqualTo("-30 plan:acme:1779278400000");
    }

    @Test
    void aPlanThatIsGivenBackInThePeriodInWhichItWasTakenIsChargedOnce() {
        at("2026-03-10T00:00:00Z");
        give("acme", null);
        at("2026-03-11T00:00:00Z");
        give("acme", "monthly");
        at("2026-03-12T00:00:00Z");
        give("acme", null);
        give("acme", "monthly");

        at("2026-04-01T00:00:00Z");
        // March 12
        assertThat(charged("acme")).containsExactly("-30 plan:acme:1770681600000", "-30 plan:acme:1773273600000");
    }

    @Test
    void anotherPlanAfterATimeWithoutOneChargesNoTimeTwice() {
        at("2026-03-01T00:00:00Z");
        account("globex", "UTC", "daily");
        at("2026-03-03T02:00:00Z");
        give("globex", null);
        at("2026-03-20T00:00:00Z");
        give("globex", "monthly");
        at("2026-04-01T02:00:00Z");
        assertThat(charged("globex")).as("days of March were charged").hasSize(2);
        at("2026-05-01T02:00:00Z");
        assertThat(charged("globex")).hasSize(3).last().isEqualTo("-30 plan:globex:1775001600000");
    }

    @Test
    void whatIsUsedWithoutAPlanIsBeyondNoQuota() {
        plan("flex", "3", "0.10");
        account("globex", "UTC", "flex");
        use("globex", "2026-02-11T00:00:00Z", 5);
        at("2026-02-12T00:00:00Z");
        give("globex", null);
        use("globex", "2026-02-13T00:00:00Z", 10);
        at("2026-02-14T00:00:00Z");
        give("globex", "flex");
        use("globex", "2026-02-14T00:00:00Z", 4);

        at("2026-03-01T02:00:00Z");
        assertThat(charged("globex")).containsExactly("-0.1 overage:globex:1771027200000");
    }

    @Test
    void aPlanWithoutAnEndIsATimeThatIsNotCharged() {
        plan("endless", ResetPeriod.NEVER, "30", "USD");
        at("2026-03-10T00:00:00Z");
        give("acme", "endless");
        at("2026-05-20T00:00:00Z");
        give("acme", "monthly");

        at("2026-06-01T00:00:00Z");
        // May 20
        assertThat(charged("acme")).containsExactly("-30 plan:acme:1770681600000", "-30 plan:acme:1779235200000");
    }

    /** Plans come and go and are changed, zones change, use is written late, one is closed, and servers are away for some time. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whateverHappensToAnAccountNoTimeIsChargedTwiceAndAllFiguresAgree(long seed) {
        Random random = new Random(seed);
        change(changes -> changes.createPrice(ofModel("tokens", "gpt-*", "2.5", Instant.EPOCH)));
        plan("flex", "3", "0.10");
        account("globex", "UTC", "flex");
        for (int step = 0; step < 30; step++) {
            now.addAndGet((long) (random.nextDouble() * Duration.ofDays(12).toMillis()));
            String account = step < 20 ? oneOf(random, "acme", "globex") : "acme";
            switch (random.nextInt(7)) {
                case 0 -> give(account, oneOf(random, "daily", "monthly", "flex"));
                case 1 -> give(account, step < 20 ? null : "flex");
                case 2 -> {
                    UnaryOperator<Account> moved =
                            in(oneOf(random, "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Apia"));
                    change(changes -> changes.updateAccount(account, null, moved));
                }
                case 3, 4 -> {
                    long written = now.get()
                            - (long) (random.nextDouble() * Duration.ofDays(40).toMillis());
                    use(account, Instant.ofEpochMilli(written).toString(), 1 + random.nextInt(4));
                }
                case 5 ->
                    change(
                            oneOf(random, "daily", "monthly", "flex"),
                            ResetPeriod.valueOf(oneOf(random, "DAILY", "WEEKLY", "MONTHLY", "NEVER")),
                            oneOf(random, "0", "1", "30"),
                            oneOf(random, "0", "0.10", "0.25"),
                            "USD");
                default -> at(Instant.ofEpochMilli(now.get()).toString());
            }
            if (step == 20) {
                close("globex");
            }
        }
        give("acme", null);
        List.of("daily", "monthly", "flex").forEach(this::delete);
        now.addAndGet(Duration.ofDays(100).toMillis());
        at(Instant.ofEpochMilli(now.get()).toString());

        assertThat(charged("acme")).isNotEmpty();
        assertThat(charged("globex")).isNotEmpty();
    }

    private static String oneOf(Random random, String... some) {
        return some[random.nextInt(some.length)];
    }

    /** Those on the invoice of a month of 2026. */
    private List<String> overages(String account, int month) {
        return store.invoices().of(account, YearMonth.of(2026, month)).orElseThrow().lines().stream()
                .filter(InvoiceLine.Overage.class::isInstance)
                .map(line -> ((InvoiceLine.Overage) line).charge())
                .map(charge -> Instant.ofEpochMilli(charge.period().start()) + " " + charge.number() + ": "
                        + charge.overage().stripTrailingZeros().toPlainString())
                .toList();
    }

    @Test
    void aStepEndsAfter50MillisecondsAndTheNextOneGoesOnThere() throws Exception {
        for (String id : List.of("b", "c", "d", "e")) {
            account(id, "UTC", "daily");
        }
        AtomicLong nanoTime = new AtomicLong();
        Database database;
        try (SchemaLock lock = SchemaLock.take(connections)) {
            database = lock.database();
        }
        try (EntityManagers managers = new EntityManagers(PersistenceUnit.open(connections, database))) {
            PlanTerms terms = new PlanTerms(Periods.of(Settings.of(Map.of())));
            // each account takes 30 ms
            PlanCharges charges = new PlanCharges(managers, database, terms, () -> nanoTime.getAndAdd(30_000_000));
            long begin = now.get();
            for (int step = 0; step < 4; step++) {
                charges.step(begin);
            }

            PlanCharges later = new PlanCharges(managers, database, terms, () -> nanoTime.getAndAdd(30_000_000));
            long over = Instant.parse("2026-02-11T02:00:00Z").toEpochMilli();
            later.step(over);
            assertThat(charged("b")).hasSize(1);
            assertThat(charged("c")).isEmpty();
            later.step(over);
            assertThat(charged("d")).hasSize(1);
            assertThat(charged("e")).isEmpty();
            later.step(over);
            later.step(over);
        }
        for (String id : List.of("b", "c", "d", "e")) {
            assertThat(charged(id)).as(id).hasSize(1);
        }
    }

    /** Three months were charged, each 30, when the fourth has begun. The starts of months are those of Berlin. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "update gauger_plan_charge set price = 31 where period_start = 1772319600000"
                        + "|PLAN_CHARGE plan:acme:1772319600000 31 30; INVOICE null 90 91",
                "update gauger_plan_charge set overage = 2, overage_price = 0.5 where period_start = 1772319600000"
                        + "|PLAN_CHARGE overage:acme:1772319600000 1 0; INVOICE null 90 91",
                "delete from gauger_plan_charge where period_start = 1772319600000"
                        + "|PLAN_CHARGE plan:acme:1772319600000 0 30;"
                        + " PLAN_PERIOD 2026-03-31T22:00:00Z 2026-02-28T23:00:00Z 2026-03-31T22:00:00Z; INVOICE null 90 60",
                "update gauger_plan_charge set period_end = period_end + 3600000 where period_start = 1772319600000"
                        + "|PLAN_PERIOD 2026-03-31T22:00:00Z 2026-03-31T23:00:00Z 2026-03-31T22:00:00Z",
                "update gauger_plan_charge set term_start = null, period_end = period_end + 3600000"
                        + " where period_start = 1772319600000"
                        + "|PLAN_PERIOD 2026-03-31T22:00:00Z 2026-03-31T23:00:00Z 2026-03-31T22:00:00Z",
                "update gauger_plan_charge set term_start = term_start + 900000 where period_start = 1772319600000"
                        + "|PLAN_PERIOD 2026-02-28T23:00:00Z 2026-02-10T00:15:00Z 2026-02-28T23:00:00Z;"
                        + " PLAN_PERIOD 2026-03-31T22:00:00Z 2026-02-10T00:00:00Z 2026-03-31T22:00:00Z",
                "update gauger_plan_term set charged_until = charged_until + 900000"
                        + "|CHARGED_UNTIL null 2026-04-30T22:00:00Z 2026-04-30T22:15:00Z",
                "update gauger_plan_term set term_start = null, charged_until = charged_until - 900000"
                        + "|CHARGED_UNTIL null 2026-04-30T22:00:00Z 2026-04-30T21:45:00Z",
                "delete from gauger_plan_charge|PLAN_CHARGE plan:acme:1770681600000 0 30;"
                        + " PLAN_CHARGE plan:acme:1772319600000 0 30; PLAN_CHARGE plan:acme:1774994400000 0 30;"
                        + " CHARGED_UNTIL null 2026-02-10T00:00:00Z 2026-04-30T22:00:00Z; INVOICE null 90 0"
            })
    void whatWasChangedIsNamedAndNothingElse(String change, String expected) throws Exception {
        at("2026-05-02T00:00:00Z");

        execute(change);

        assertThat(differences()).containsExactly(expected.split("; "));
    }
}
