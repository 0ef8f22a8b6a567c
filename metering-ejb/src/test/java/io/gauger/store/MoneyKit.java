package io.gauger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gauger.account.Account;
import io.gauger.account.AuditEntry;
import io.gauger.account.Budget;
import io.gauger.account.Changes;
import io.gauger.account.KeyLimits;
import io.gauger.account.RefusedChange;
import io.gauger.account.RefusedChange.Reason;
import io.gauger.admit.Caller;
import io.gauger.admit.KnownAccount;
import io.gauger.admit.KnownBudget;
import io.gauger.admit.KnownKey;
import io.gauger.admit.ResetPeriod;
import io.gauger.admit.Secret;
import io.gauger.price.Rated;
import io.gauger.record.UsageRecord;
import io.gauger.reserve.Limit;
import io.gauger.reserve.Outcome;
import io.gauger.reserve.Period;
import io.gauger.reserve.Periods;
import io.gauger.reserve.Reservations;
import io.gauger.reserve.Subject;
import io.gauger.reserve.Subject.Kind;
import io.gauger.reserve.Verdict;
import io.gauger.settings.Settings;
import io.gauger.testing.Records;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What every database must do with budgets, and with money that nodes share; a database is one subclass. */
abstract class MoneyKit extends OpenStore {
    private static final ZoneId VIENNA = ZoneId.of("Europe/Vienna");
    private static final String CENT = "0.010000000001";

    private final Instant now = Instant.now();

    /** A node as far as it matters here: what it holds, and what it has not written yet. */
    private final class TestNode implements AutoCloseable {
        private final Store of;
        private final Reservations reservations;
        private final Queue<UsageRecord> unwritten = new ConcurrentLinkedQueue<>();
        private Runnable everySecond = () -> {};

        TestNode(Store of) {
            this.of = of;
            this.reservations = new Reservations(new PortionsWithTick(of.portions(), work -> everySecond = work));
        }

        /** One request that costs a cent and a little, from admission to its record. */
        Verdict serve(Limit... limits) {
            Outcome outcome = reservations.reserve(List.of(limits));
            if (outcome.held() != null) {
                outcome.held().settle(BigDecimal.ONE, new BigDecimal(CENT));
                unwritten.add(costing(now, CENT));
            }
            return outcome.verdict();
        }

        synchronized void tick() {
            List<UsageRecord> batch = new ArrayList<>();
            for (UsageRecord next = unwritten.poll(); next != null; next = unwritten.poll()) {
                batch.add(next);
            }
            of.append(batch, false);
            everySecond.run();
        }

        @Override
        public void close() {
            reservations.close();
        }
    }

    @Test
    void aBudgetIsSetChangedAndTakenAwayWithVersionsThatNeverComeBack() {
        create(account("acme", Account.Billing.POSTPAID));
        Budget first = change(changes -> changes.setBudget("acme", null, budget("12.000000000001", true)));
        Budget same = change(changes -> changes.setBudget("acme", 1L, budget("12.0000000000010", true)));
        Budget second = change(changes -> changes.setBudget("acme", 1L, budget("13", false)));

        assertThat(first.version()).isEqualTo(1);
        assertThat(same.version()).isEqualTo(1);
        assertThat(second.version()).isEqualTo(2);
        assertThat(second.createdAt()).isEqualTo(first.createdAt());
        assertThat(store.directory().budget("acme")).contains(second);
        assertRefused(Reason.OTHER_VERSION, changes -> changes.setBudget("acme", 1L, budget("14", true)));
        assertRefused(Reason.OTHER_VERSION, changes -> deleted(changes, 1L));

        change(changes -> deleted(changes, 2L));
        assertThat(store.directory().budget("acme")).isEmpty();
        assertRefused(Reason.NO_SUCH_BUDGET, changes -> deleted(changes, null));
        assertRefused(Reason.OTHER_VERSION, changes -> changes.setBudget("acme", 3L, budget("14", true)));
        assertThat(change(changes -> changes.setBudget("acme", null, budget("14", true)))
                        .version())
                .isEqualTo(4);

        List<AuditEntry> audit = store.directory().audit("acme", null, 10);
        assertThat(audit)
                .filteredOn(entry -> entry.object().equals("budget"))
                .extracting(AuditEntry::action)
                .containsExactly(
                        AuditEntry.Action.CREATE,
                        AuditEntry.Action.DELETE,
                        AuditEntry.Action.UPDATE,
                        AuditEntry.Action.CREATE);
        assertThat(audit.get(2).before())
                .isEqualTo(
                        "{\"amount\":\"12.000000000001\",\"period\":\"weekly\",\"soft_threshold\":0.75,\"hard\":true}");
    }

    @Test
    void onlyAnAccountThatIsThereAndNotClosedHasABudget() {
        assertRefused(Reason.NO_SUCH_ACCOUNT, changes -> changes.setBudget("acme", null, budget("1", true)));
        create(account("acme", Account.Billing.POSTPAID));
        change(changes -> changes.updateAccount("acme", null, MoneyKit::closed));
        assertRefused(Reason.ACCOUNT_IS_CLOSED, changes -> changes.setBudget("acme", null, budget("1", true)));
    }

    @Test
    void budgetsCreditsAndKeyLimitsAreKnownAtOnceAndToOthersWithTheirNextLook() {
        create(account("acme", Account.Billing.PREPAID));
        String secret =
                change(changes -> changes.createKey("acme", "k", spending("5"))).secret();
        try (Store other = reopened()) {
            assertThat(known(store).credits()).isZero();
            assertThat(known(other).budget()).isNull();
            KnownKey key = other.keys().current().key(Secret.sha256(secret));
            assertThat(key.spendLimit()).isEqualByComparingTo("5");
            assertThat(key.spendPeriod()).isEqualTo(ResetPeriod.DAILY);

            change(changes -> changes.setBudget("acme", null, budget("7", true)));
            change(changes -> changes.adjust("acme", new BigDecimal("2.5"), null, "goodwill"));
            store.append(List.of(costing(now, "1")), false);
            for (Store each : List.of(store, other)) {
                each.refresh();
                assertThat(known(each).budget()).isEqualTo(budget("7", true));
                assertThat(known(each).credits()).isEqualByComparingTo("2.5");
            }

            change(changes -> deleted(changes, null));
            change(changes -> changes.updateAccount("acme", null, MoneyKit::postpaid));
            other.refresh();
            assertThat(known(store).budget()).isNull();
            assertThat(known(other).budget()).isNull();
            assertThat(known(other).credits()).isNull();
        }
        try (Store later = reopened()) {
            change(changes -> changes.updateAccount("acme", null, MoneyKit::prepaid));
            later.refresh();
            assertThat(known(later).credits()).isEqualByComparingTo("2.5");
        }
    }

    @Test
    void whatIsSpentIsCountedInTheDaysOfTheZoneOf23And25HoursToo() {
        Periods periods = Periods.of(Settings.of(Map.of()));
        store.append(
                List.of(
                        costing(Instant.parse("2026-03-28T22:59:59Z"), "1"),
                        costing(Instant.parse("2026-03-28T23:00:00Z"), "2"),
                        costing(Instant.parse("2026-03-29T21:59:59Z"), "4"),
                        costing(Instant.parse("2026-03-29T22:00:00Z"), "8"),
                        costing(Instant.parse("2026-10-24T22:00:00Z"), "16"),
                        costing(Instant.parse("2026-10-25T22:59:59Z"), "32"),
                        costing(Instant.parse("2026-10-25T23:00:00Z"), "64"),
                        costing(Instant.parse("2026-10-31T22:59:59Z"), "128"),
                        costing(Instant.parse("2026-10-31T23:00:00Z"), "256")),
                false);

        Function<String, Period> day = time ->
                periods.at(ResetPeriod.DAILY, VIENNA, Instant.parse(time).toEpochMilli());
        assertSpent("6", day.apply("2026-03-29T12:00:00Z"));
        assertSpent("48", day.apply("2026-10-25T12:00:00Z"));
        assertSpent("240", month(periods, "2026-10-31T22:59:59Z"));
        assertSpent("256", month(periods, "2026-11-30T12:00:00Z"));
        assertSpent("511", Period.EVER);
    }

    @Test
    void aWeekIsThatOfTheSetting() {
        Periods sundays = Periods.of(Settings.of(Map.of("gauger.week-start", "sunday")));
        Periods mondays = Periods.of(Settings.of(Map.of()));
        store.append(
                List.of(
                        costing(Instant.parse("2026-11-21T12:00:00Z"), "1"),
                        costing(Instant.parse("2026-11-22T12:00:00Z"), "2"),
                        costing(Instant.parse("2026-11-23T12:00:00Z"), "4")),
                false);
        long sunday = Instant.parse("2026-11-22T18:00:00Z").toEpochMilli();

        assertSpent("6", sundays.at(ResetPeriod.WEEKLY, ZoneOffset.UTC, sunday));
        assertSpent("3", mondays.at(ResetPeriod.WEEKLY, ZoneOffset.UTC, sunday));
    }

    @Test
    void whatAKeySpendsIsItsOwnAndWhatAnAccountSpendsIsThatOfAllItsKeys() {
        store.append(List.of(costing(now, "1"), by("other", costing(now, "2"))), false);

        assertThat(store.directory().spent(new Subject(Kind.KEY_SPEND, "key", Period.EVER)))
                .isEqualByComparingTo("1");
        assertThat(store.directory().spent(new Subject(Kind.KEY_SPEND, "other", today())))
                .isEqualByComparingTo("2");
        assertThat(store.directory().spent(new Subject(Kind.ACCOUNT_CREDITS, "acme", Period.EVER)))
                .isEqualByComparingTo("3");
        assertThat(store.directory().spent(new Subject(Kind.ACCOUNT_BUDGET, "acme", today())))
                .isEqualByComparingTo("3");
    }

    @Test
    void twoNodesSpendCreditsToTheLastAmountAndRefuseNothingThatIsThere() throws Exception {
        int paid = 150;
        Limit credits = limit(Kind.ACCOUNT_CREDITS, Period.EVER, paid);
        Limit roomyBudget = limit(Kind.ACCOUNT_BUDGET, today(), 100_000);
        Limit roomyKey = limit(Kind.KEY_SPEND, today(), 100_000);
        assertSharedUpTo(paid, credits, roomyKey, roomyBudget);

        assertThat(store.directory().spent(credits.subject())).isEqualByComparingTo(credits.cap());
    }

    @Test
    void theTightestOfSeveralLimitsDecidesWhicheverItIs() throws Exception {
        int paid = 60;
        assertSharedUpTo(
                paid,
                limit(Kind.ACCOUNT_CREDITS, Period.EVER, 100_000),
                limit(Kind.KEY_SPEND, Period.EVER, 90),
                limit(Kind.ACCOUNT_BUDGET, today(), paid));
    }

    /** 400 requests at once, half of them to each node. */
    private void assertSharedUpTo(int paid, Limit... limits) throws Exception {
        AtomicInteger admitted = new AtomicInteger();
        AtomicInteger running = new AtomicInteger();
        AtomicInteger tooEarly = new AtomicInteger();
        try (Store second = reopened();
                TestNode one = new TestNode(store);
                TestNode two = new TestNode(second)) {
            inParallel(400, i -> {
                TestNode node = i % 2 == 0 ? one : two;
                running.incrementAndGet();
                Verdict verdict = Verdict.UNKNOWN;
                while (verdict == Verdict.UNKNOWN || verdict == Verdict.ELSEWHERE) {
                    int before = admitted.get();
                    verdict = node.serve(limits);
                    if (verdict == Verdict.HELD) {
                        admitted.incrementAndGet();
                    } else if (verdict == Verdict.EXHAUSTED && before + running.get() < paid) {
                        tooEarly.incrementAndGet();
                    } else if (verdict == Verdict.ELSEWHERE) {
                        one.tick();
                        two.tick();
                    }
                }
                running.decrementAndGet();
            });
            one.tick();
            two.tick();
        }
        assertThat(admitted).hasValue(paid);
        assertThat(tooEarly).hasValue(0);
    }

    private interface Task {
        void run(int number) throws Exception;
    }

    private static void inParallel(int tasks, Task task) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(32);
        CountDownLatch begin = new CountDownLatch(1);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < tasks; i++) {
                int number = i;
                all.add(threads.submit(() -> {
                    begin.await();
                    task.run(number);
                    return null;
                }));
            }
            begin.countDown();
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private Period today() {
        return Periods.of(Settings.of(Map.of())).at(ResetPeriod.DAILY, ZoneOffset.UTC, now.toEpochMilli());
    }

    private static Period month(Periods periods, String time) {
        return periods.at(ResetPeriod.MONTHLY, VIENNA, Instant.parse(time).toEpochMilli());
    }

    private void assertSpent(String amount, Period period) {
        assertThat(store.directory().spent(new Subject(Kind.ACCOUNT_BUDGET, "acme", period)))
                .isEqualByComparingTo(amount);
    }

    /** Of as much as so many requests cost. */
    private static Limit limit(Kind kind, Period period, int requests) {
        BigDecimal each = new BigDecimal(CENT);
        String owner = kind == Kind.KEY_SPEND ? "key" : "acme";
        return new Limit(new Subject(kind, owner, period), each.multiply(BigDecimal.valueOf(requests)), each, true);
    }

    private static UsageRecord costing(Instant time, String cost) {
        return by("key", Records.costing(time, "acme", cost));
    }

    private static UsageRecord by(String key, UsageRecord record) {
        Rated rated = record.rated();
        return new UsageRecord(
                record.id(),
                record.epochMilli(),
                Caller.ofAccount("acme").withKey(key, null),
                record.route(),
                record.endpoint(),
                record.exchange(),
                record.measurement(),
                record.refusal(),
                record.count(),
                rated);
    }

    private static KnownBudget budget(String amount, boolean hard) {
        return new KnownBudget(new BigDecimal(amount), ResetPeriod.WEEKLY, new BigDecimal("0.75"), hard);
    }

    private static KeyLimits spending(String daily) {
        return new KeyLimits(
                List.of(), List.of(), List.of(), List.of(), null, new BigDecimal(daily), ResetPeriod.DAILY, null);
    }

    private static KnownAccount known(Store store) {
        return store.keys().current().account("acme");
    }

    private static Account account(String id, Account.Billing billing) {
        return new Account(id, id, Account.Status.ACTIVE, null, billing, "UTC", "USD", Instant.EPOCH, Instant.EPOCH, 0);
    }

    private static Account closed(Account account) {
        return account.with(
                account.name(), Account.Status.CLOSED, account.billing(), account.timeZone(), account.currency());
    }

    private static Account postpaid(Account account) {
        return account.with(
                account.name(), account.status(), Account.Billing.POSTPAID, account.timeZone(), account.currency());
    }

    private static Account prepaid(Account account) {
        return account.with(
                account.name(), account.status(), Account.Billing.PREPAID, account.timeZone(), account.currency());
    }

    private void create(Account account) {
        change(changes -> changes.createAccount(account));
    }

    private static String deleted(Changes changes, Long expected) {
        changes.deleteBudget("acme", expected);
        return "acme";
    }

    private <T> T change(Function<Changes, T> work) {
        return store.administration().change("tester", work);
    }

    private void assertRefused(Reason reason, Function<Changes, Object> work) {
        assertThatExceptionOfType(RefusedChange.class)
                .isThrownBy(() -> change(work))
                .returns(reason, RefusedChange::reason);
    }
}
