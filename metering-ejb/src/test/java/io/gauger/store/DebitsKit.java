package io.gauger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gauger.account.RefusedChange.Reason;
import io.gauger.ledger.Balance;
import io.gauger.ledger.EntryType;
import io.gauger.ledger.LedgerEntry;
import io.gauger.ledger.LedgerEntry.Debited;
import io.gauger.record.UsageRecord;
import io.gauger.testing.Records;
import io.gauger.usage.DeadLetters;
import io.gauger.usage.RecordFilter;
import io.gauger.usage.RecordFilter.Field;
import io.gauger.usage.StoreUnavailableException;
import io.gauger.usage.StoredRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What accounts are debited for their records, as every database must keep it; a database is one subclass. */
abstract class DebitsKit extends LedgerKit {
    private static final Instant NOON = Instant.parse("2026-03-29T12:00:00Z");

    @Test
    void aBatchIsOneDebitForEachAccountAndFromOneSideTheOtherIsFound() {
        UsageRecord first = costing("acme", "0.000000000001");
        UsageRecord free = costing("acme", "0");
        UsageRecord last = costing("acme", "12.5");
        UsageRecord other = costing("globex", "3");
        UsageRecord anonymous = costing(null, "7");
        UsageRecord refused = Records.with(NOON, "acme", "ping", 402, 1, BigDecimal.ZERO, Set.of(), "quota_exceeded");

        store.append(List.of(last, free, anonymous, refused, other, first), false);

        LedgerEntry debit = entries("acme").get(0);
        assertThat(entries("acme")).hasSize(1);
        assertThat(debit.type()).isEqualTo(EntryType.USAGE_DEBIT);
        assertThat(debit.sequence()).isEqualTo(1);
        assertThat(debit.amount()).isEqualByComparingTo("-12.500000000001");
        assertThat(debit.balanceAfter()).isEqualByComparingTo("-12.500000000001");
        assertThat(debit.actor()).isNull();
        Debited link = Objects.requireNonNull(debit.debited());
        assertThat(link.records()).isEqualTo(2);
        assertThat(link.first()).isEqualTo(first.id());
        assertThat(link.last()).isEqualTo(last.id());
        assertThat(debit.reference()).isEqualTo("usage:" + link.batch() + "/acme");
        assertThat(Objects.requireNonNull(entries("globex").get(0).debited()).batch())
                .isEqualTo(link.batch());

        assertThat(ids(list(ofBatch(link.batch()), text(Field.ACCOUNT_ID, "acme"))))
                .containsExactlyInAnyOrder(first.id(), last.id());
        assertThat(ids(list(ofBatch(link.batch())))).containsExactlyInAnyOrder(first.id(), last.id(), other.id());
        assertThat(list(ofBatch(link.batch() + 1))).isEmpty();
        assertThat(ids(list(text(Field.BATCH, "")))).containsExactlyInAnyOrder(free.id(), anonymous.id(), refused.id());
        assertThat(store.records().find(first.id()).orElseThrow().batch()).isEqualTo(link.batch());
        assertBalance("acme", "USD", "-12.500000000001", "0", 1);
    }

    @Test
    void debitsAndAdjustmentsAreOneRowOfNumbersAndOnlyUsageIsNoCredit() {
        createAccount("acme", "EUR");
        adjust("acme", "10", null, "goodwill");
        store.append(List.of(costing("acme", "4")), false);
        adjust("acme", "-1", null, "taken back");
        store.append(List.of(costing("acme", "7")), false);

        assertThat(entries("acme"))
                .extracting(entry -> entry.sequence() + " " + entry.type() + " "
                        + entry.balanceAfter().stripTrailingZeros().toPlainString() + " " + entry.currency())
                .containsExactly(
                        "4 USAGE_DEBIT -2 EUR", "3 ADJUSTMENT 5 EUR", "2 USAGE_DEBIT 6 EUR", "1 ADJUSTMENT 10 EUR");
        assertBalance("acme", "EUR", "-2", "9", 4);
    }

    @Test
    void whatCostsNothingLeavesNoTrace() {
        store.append(List.of(costing("acme", "0"), Records.ordinary(NOON)), false);

        assertThat(store.ledger().balance("acme")).isEmpty();
        assertThat(list()).extracting(StoredRecord::batch).containsOnlyNulls();
    }

    @Test
    void anAccountThatOnlyTheDeploymentNamesHasALedgerWhoseCurrencyItsAccountMustHave() {
        store.append(List.of(costing("acme", "4")), false);
        adjust("acme", "4", null, "goodwill");

        assertRefused(Reason.OTHER_CURRENCY, changes -> changes.createAccount(account("acme", "EUR")));
        createAccount("acme", "USD");

        assertBalance("acme", "USD", "0", "4", 2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCommitThatFailedOrWhoseAnswerGotLostDebitsOnce(boolean lost) {
        List<UsageRecord> batch = List.of(costing("acme", "1"), costing("acme", "2"), costing("globex", "4"));
        if (lost) {
            connections.loseAnswerOfNextCommit();
        } else {
            connections.failNextCommit();
        }
        assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> store.append(batch, false));

        store.append(batch, false);
        store.append(batch, true);

        assertBalance("acme", "USD", "-3", "0", 1);
        assertBalance("globex", "USD", "-4", "0", 1);
    }

    @Test
    void whatIsWrittenLaterOfABatchIsADebitOfItsOwn() {
        List<UsageRecord> batch = List.of(costing("acme", "1"), costing("acme", "2"));
        store.append(batch.subList(0, 1), false);
        store.append(batch, true);

        assertThat(entries("acme"))
                .extracting(entry -> entry.amount().intValueExact())
                .containsExactly(-2, -1);
        assertLedgerIsRight("acme");
    }

    @Test
    void aRecordThatComesOutOfTheDeadLettersIsDebitedThen() throws Exception {
        execute("alter table gauger_record add constraint no_poison check (account_id <> 'globex')");
        UsageRecord poison = costing("globex", "4");
        store.append(List.of(costing("acme", "1"), poison, costing("acme", "2")), false);
        assertThat(store.ledger().balance("globex")).isEmpty();
        assertThat(store.ledger().balance("acme").orElseThrow().balance()).isEqualByComparingTo("-3");

        execute("alter table gauger_record drop constraint no_poison");
        assertThat(store.deadLetters().redrive(poison.id())).isEqualTo(DeadLetters.Outcome.WRITTEN);
        assertThat(store.deadLetters().redrive(poison.id())).isEqualTo(DeadLetters.Outcome.UNKNOWN);

        assertBalance("globex", "USD", "-4", "0", 1);
    }

    /** Batches of two nodes, some of which come again, and adjustments, for few accounts. */
    @Test
    void whoeverWritesAtTheSameTimeTheBalanceIsTheSumAndNoNumberIsMissing() throws Exception {
        List<UsageRecord> records = Records.randomWithCosts(16, 1200);
        createAccount("acme", "USD");
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try (Store other = reopened()) {
            List<Future<?>> writing = List.of(
                    threads.submit(() -> append(store, records.subList(0, 600), new Random(1))),
                    threads.submit(() -> append(other, records.subList(600, 1200), new Random(2))),
                    threads.submit(() -> {
                        for (int i = 0; i < 40; i++) {
                            int number = i;
                            (number % 2 == 0 ? store : other)
                                    .administration()
                                    .change(
                                            "tester",
                                            changes -> changes.adjust(
                                                    "acme", new BigDecimal("0.1"), "nr " + number / 2, "concurrent"));
                        }
                    }));
            for (Future<?> each : writing) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }

        BigDecimal spent = records.stream()
                .filter(record -> record.refusal() == null
                        && "acme".equals(record.caller().accountId()))
                .map(record -> Objects.requireNonNull(record.rated()).cost())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        Balance balance = store.ledger().balance("acme").orElseThrow();
        assertThat(balance.credits()).isEqualByComparingTo("2");
        assertThat(balance.balance()).isEqualByComparingTo(new BigDecimal(2).subtract(spent));
        for (String account : List.of("acme", "globex", "ünïcode 💶 o'hara\\")) {
            assertLedgerIsRight(account);
        }
    }

    private static void append(Store node, List<UsageRecord> records, Random random) {
        for (int from = 0; from < records.size(); from += 20) {
            node.append(records.subList(from, from + 20), false);
            if (random.nextInt(5) == 0) {
                node.append(records.subList(random.nextInt(from + 1), from + 20), true);
            }
        }
    }

    private void assertLedgerIsRight(String account) {
        List<LedgerEntry> entries = new ArrayList<>(entries(account));
        Collections.reverse(entries);
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal credits = BigDecimal.ZERO;
        for (int i = 0; i < entries.size(); i++) {
            LedgerEntry entry = entries.get(i);
            sum = sum.add(entry.amount());
            credits = entry.type().isCredit() ? credits.add(entry.amount()) : credits;
            assertThat(entry.sequence()).isEqualTo(i + 1);
            assertThat(entry.balanceAfter()).isEqualByComparingTo(sum);
        }
        Balance balance = store.ledger().balance(account).orElseThrow();
        assertThat(balance.balance()).isEqualByComparingTo(sum);
        assertThat(balance.credits()).isEqualByComparingTo(credits);
        assertThat(balance.entries()).isEqualTo(entries.size());
    }

    private static UsageRecord costing(String account, String cost) {
        return Records.costing(NOON, account, cost);
    }

    private static RecordFilter ofBatch(long batch) {
        return number(Field.BATCH, Long.toString(batch));
    }

    private static List<UUID> ids(List<StoredRecord> records) {
        return records.stream().map(record -> record.usage().id()).toList();
    }
}
