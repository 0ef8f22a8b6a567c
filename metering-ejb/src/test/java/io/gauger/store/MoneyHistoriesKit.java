package io.gauger.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.account.RefusedChange;
import io.gauger.admit.ResetPeriod;
import io.gauger.bill.Invoice;
import io.gauger.bill.InvoiceLine;
import io.gauger.ledger.Balance;
import io.gauger.ledger.EntryType;
import io.gauger.ledger.Ledger;
import io.gauger.ledger.LedgerEntry;
import io.gauger.pay.CreditPackage;
import io.gauger.pay.Purchase;
import io.gauger.pay.Purchases;
import io.gauger.pay.RefusedPayment;
import io.gauger.record.UsageRecord;
import io.gauger.rerate.Rerating;
import io.gauger.usage.Dimension;
import io.gauger.usage.QuarterHours;
import io.gauger.usage.Reconciliation;
import io.gauger.usage.StoreUnavailableException;
import io.gauger.usage.UsageQuery;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random histories of three accounts: two nodes write records at once, commits break or their answers get lost, nodes are
 * started anew in between, and finance buys, refunds, adjusts, changes prices and plans, gives accounts other plans and zones, and
 * prices anew meanwhile, for some weeks. Whatever happened, records, debits, ledger, balance, what plans were charged and invoices
 * are one sum. A database is one subclass.
 */
abstract class MoneyHistoriesKit extends PlannedStore {
    private static final List<String> ACCOUNTS = List.of("acme", "globex", "initech");
    private static final List<String> PLANS = List.of("daily", "monthly", "flex");
    private static final int ROUNDS = 15;
    private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");
    private static final long TWO_MONTHS_MS = 61L * 24 * 3600 * 1000;

    private final AtomicInteger written = new AtomicInteger();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whateverHappensTheFiguresAreOne(long seed) {
        now.set(BEGIN.toEpochMilli());
        plan("flex", "3", "0.10");
        account("globex", "UTC", "flex");
        account("initech", "America/New_York", "daily");
        change(changes -> changes.createPrice(ofModel("first", "gpt-*", "2.5", BEGIN)));
        CompletableFuture.allOf(
                        CompletableFuture.runAsync(() -> node(new Random(seed))),
                        CompletableFuture.runAsync(() -> node(new Random(100 + seed))),
                        CompletableFuture.runAsync(() -> finance(new Random(200 + seed))))
                .join();
        at(Instant.ofEpochMilli(now.get()).plus(Duration.ofDays(40)).toString());
        for (Rerating rerating : store.reratings().list(null, 100)) {
            store.reratings().finish(rerating.id());
        }

        Reconciliation all =
                store.reconciler().reconcile(new QuarterHours(BEGIN, Instant.parse("2026-06-01T00:00:00Z")));
        assertThat(all.records().requests()).isEqualTo(written.get());
        assertThat(all.differences()).isEmpty();
        assertThat(all.ledger().differences()).isEmpty();
        assertThat(store.reratings()
                        .verify(BEGIN, Instant.parse("2026-06-01T00:00:00Z"))
                        .differences())
                .isEmpty();
        ACCOUNTS.forEach(this::assertOneSum);
        assertThat(ACCOUNTS.stream().flatMap(account -> charged(account).stream()))
                .anyMatch(each -> each.contains("plan:"));
    }

    private void assertOneSum(String account) {
        Balance balance = store.ledger().balance(account).orElseThrow();
        List<LedgerEntry> entries = new ArrayList<>();
        Long before = null;
        List<LedgerEntry> page;
        do {
            page = store.ledger().entries(new Ledger.Query(account, null, null, null), before, 50);
            entries.addAll(page);
            before = page.isEmpty() ? null : page.get(page.size() - 1).sequence();
        } while (!page.isEmpty());
        assertThat(sum(entries.stream().map(LedgerEntry::amount).toList())).isEqualByComparingTo(balance.balance());

        BigDecimal cost = store.usage()
                .read(new UsageQuery(
                        BEGIN,
                        Instant.parse("2026-06-01T00:00:00Z"),
                        null,
                        List.of(),
                        Map.of(Dimension.ACCOUNT, account)))
                .totals()
                .cost();
        assertThat(sum(entries.stream()
                        .filter(entry -> entry.type() == EntryType.USAGE_DEBIT)
                        .map(LedgerEntry::amount)
                        .toList()))
                .isEqualByComparingTo(cost.negate());

        BigDecimal billed = BigDecimal.ZERO;
        BigDecimal used = BigDecimal.ZERO;
        BigDecimal paid = BigDecimal.ZERO;
        for (int month = 2; month <= 12; month++) {
            Invoice invoice =
                    store.invoices().of(account, YearMonth.of(2026, month)).orElseThrow();
            billed = billed.add(invoice.posted());
            used = used.add(sum(invoice.lines().stream()
                    .filter(InvoiceLine.Usage.class::isInstance)
                    .map(InvoiceLine::amount)
                    .toList()));
            paid = paid.add(
                    sum(invoice.payments().stream().map(LedgerEntry::amount).toList()));
        }
        assertThat(used).isEqualByComparingTo(cost);
        assertThat(paid.subtract(billed)).isEqualByComparingTo(balance.balance());
    }

    /** Writes batches, each until it is confirmed, by a store that is sometimes another one behind a failure. */
    private void node(Random random) {
        FaultyConnections faults = new FaultyConnections(connections);
        Store node = reopened(faults);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                List<UsageRecord> batch = batch(random);
                boolean again = false;
                if (random.nextInt(3) == 0) {
                    faults.breakCommitBehind(random.nextInt(2), random.nextBoolean());
                }
                while (!isAppended(node, batch, again)) {
                    if (random.nextInt(3) == 0) {
                        node.close();
                        node = reopened(faults);
                        again = true;
                    }
                }
                written.addAndGet(batch.size());
            }
        } finally {
            faults.isToBreak();
            node.close();
        }
    }

    private static boolean isAppended(Store node, List<UsageRecord> batch, boolean again) {
        try {
            node.refresh();
            node.append(batch, again);
            return true;
        } catch (StoreUnavailableException e) {
            return false;
        }
    }

    private static List<UsageRecord> batch(Random random) {
        List<UsageRecord> batch = new ArrayList<>();
        for (int i = random.nextInt(30); i >= 0; i--) {
            String account = random.nextInt(8) == 0 ? null : oneOf(ACCOUNTS, random);
            String model = oneOf(List.of("gpt-4", "gpt-5", "unpriced"), random);
            Instant time = BEGIN.plusMillis((long) (random.nextDouble() * TWO_MONTHS_MS));
            batch.add(record(
                    account, model, time, random.nextInt(100_000), random.nextInt(10_000), random.nextInt(50_000)));
        }
        return batch;
    }

    private void finance(Random random) {
        FaultyConnections faults = new FaultyConnections(connections);
        try (Store office = reopened(faults)) {
            for (int round = 0; round < ROUNDS; round++) {
                if (random.nextInt(4) == 0) {
                    faults.breakCommitBehind(random.nextInt(3), random.nextBoolean());
                }
                try {
                    move(office, random, round);
                } catch (StoreUnavailableException | RefusedPayment | RefusedChange e) {
                    // whether or not it is kept, the figures are to agree
                    faults.isToBreak();
                }
            }
        }
    }

    private void move(Store office, Random random, int round) {
        now.addAndGet((long) (random.nextDouble() * Duration.ofDays(6).toMillis()));
        String account = oneOf(ACCOUNTS, random);
        switch (random.nextInt(7)) {
            case 0 ->
                office.administration()
                        .change(
                                "finance",
                                changes -> changes.adjust(
                                        account, BigDecimal.valueOf(random.nextInt(2000) - 999.5), null, "put right"));
            case 1 -> buyAndPerhapsGiveBack(office, account, random);
            case 2 -> {
                Instant from = BEGIN.plusMillis((long) (random.nextDouble() * TWO_MONTHS_MS));
                String prompt = Integer.toString(1 + random.nextInt(9));
                office.administration()
                        .change(
                                "finance",
                                changes -> changes.createPrice(ofModel("price-" + round, "gpt-*", prompt, from)));
            }
            case 3 -> {
                String plan = oneOf(PLANS, random);
                ResetPeriod period = oneOf(List.of(ResetPeriod.DAILY, ResetPeriod.WEEKLY, ResetPeriod.MONTHLY), random);
                String price = Integer.toString(random.nextInt(30));
                String overage = oneOf(List.of("0", "0.10", "0.25"), random);
                office.administration().change("finance", updated(plan, period, price, overage, "USD"));
            }
            case 4 -> {
                String plan = oneOf(PLANS, random);
                String zone = oneOf(List.of("UTC", "Europe/Berlin", "America/New_York", "Pacific/Apia"), random);
                office.administration()
                        .change(
                                "finance",
                                changes -> changes.updateAccount(
                                        account, null, there -> in(zone).apply(there.withPlan(plan))));
            }
            case 5 -> {
                try (Store another = reopened(connections)) {
                    another.upkeep();
                }
            }
            default -> rerate(office, order(random.nextBoolean() ? account : null));
        }
    }

    private static void buyAndPerhapsGiveBack(Store office, String account, Random random) {
        BigDecimal amount = BigDecimal.valueOf(1 + random.nextInt(50));
        CreditPackage pack = new CreditPackage("p", "Credits", amount, "USD", amount, null);
        Purchases.Request request = new Purchases.Request("finance", null, "");
        Purchase bought = office.purchases()
                .begin(request, new Purchases.NewPurchase(account, true, "USD", pack, "development", true));
        if (random.nextBoolean()) {
            office.purchases().beginRefund(request, bought.id(), BigDecimal.ONE, "as asked");
        }
    }

    private static BigDecimal sum(List<BigDecimal> amounts) {
        return amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static <T> T oneOf(List<T> some, Random random) {
        return some.get(random.nextInt(some.size()));
    }
}
