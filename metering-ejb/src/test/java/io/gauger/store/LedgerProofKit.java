package io.gauger.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.bill.Invoice;
import io.gauger.ledger.LedgerEntry;
import io.gauger.record.UsageRecord;
import io.gauger.testing.Records;
import io.gauger.usage.LedgerDifference.Figure;
import io.gauger.usage.LedgerProof;
import io.gauger.usage.QuarterHours;
import io.gauger.usage.StoreUnavailableException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How every database must prove that money agrees, and name what does not; a database is one subclass. */
abstract class LedgerProofKit extends DebitsKit {
    private static final Instant NOON = Instant.parse("2026-03-29T12:00:00Z");
    private static final QuarterHours EVER =
            new QuarterHours(Instant.parse("2020-01-01T00:00:00Z"), Instant.parse("2030-01-01T00:00:00Z"));

    /** Batches of two nodes, commits that fail or whose answers get lost, batches that come again, adjustments. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whateverTheHistoryMoneyAgrees(long seed) {
        Random random = new Random(seed);
        List<UsageRecord> records = Records.randomWithCosts(seed, 400);
        createAccount("acme", "USD");
        try (Store other = reopened()) {
            for (int from = 0; from < records.size(); ) {
                int to = Math.min(records.size(), from + 1 + random.nextInt(60));
                Store node = random.nextBoolean() ? store : other;
                append(node, records.subList(from, to), random);
                if (random.nextInt(3) == 0) {
                    (node == store ? other : store).append(records.subList(random.nextInt(to), to), true);
                }
                if (random.nextInt(3) == 0) {
                    adjust(
                            "acme",
                            new BigDecimal(random.nextInt(1, 1000))
                                    .movePointLeft(12)
                                    .toPlainString(),
                            null,
                            "r");
                }
                from = to;
            }
        }

        LedgerProof proof = prove();

        assertThat(proof.differences()).isEmpty();
        assertThat(proof.accounts()).isEqualTo(3);
        assertThat(proof.entries()).isGreaterThan(10);
        Instant middle = records.get(200).time();
        for (QuarterHours part : List.of(
                new QuarterHours(EVER.from(), middle),
                new QuarterHours(middle, middle.plusSeconds(1)),
                new QuarterHours(middle, EVER.to()))) {
            assertThat(store.reconciler().reconcile(part).ledger().differences())
                    .isEmpty();
        }
    }

    private void append(Store node, List<UsageRecord> batch, Random random) {
        switch (random.nextInt(4)) {
            case 0 -> connections.failNextCommit();
            case 1 -> connections.loseAnswerOfNextCommit();
            default -> {
                node.append(batch, false);
                return;
            }
        }
        try {
            node.append(batch, false);
        } catch (StoreUnavailableException e) {
            node.append(batch, false);
        }
    }

    /** The values are of one batch with two records of 1 and 2, and an adjustment of 10. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "update gauger_balance set balance = balance + 1|BALANCE null 7 8",
                "update gauger_balance set credits = 0|CREDITS null 10 0",
                "update gauger_balance set entries = 3|ENTRIES null 2 3",
                "update gauger_balance set currency = 'EUR'|CURRENCY null EUR USD",
                "delete from gauger_balance|ENTRIES null 2 0; BALANCE null 7 0; CREDITS null 10 0",
                "update gauger_record set cost = cost + 1, market = 0 where cost = 2|DEBIT # 4 3",
                "delete from gauger_record where cost = 2|DEBIT # 1 3; RECORD_COUNT # 1 2",
                "delete from gauger_record|DEBIT # 0 3; RECORD_COUNT # 0 2",
                "update gauger_record set batch = batch + 1|DEBIT + 3 0; RECORD_COUNT + 2 0; DEBIT # 0 3; RECORD_COUNT # 0 2",
                "update gauger_record set batch = null|DEBIT # 0 3; RECORD_COUNT # 0 2; UNDEBITED null 0 3",
                "update gauger_spend set cost = 4 where kind = 'account' and bucket >= 0|ACCOUNT_SPEND noon 3 4",
                "update gauger_spend set cost = 4 where kind = 'key' and bucket >= 0|KEY_SPEND noon 3 4",
                "delete from gauger_spend where kind = 'account' and bucket < 0|ACCOUNT_SPEND null 3 0",
                "update gauger_rollup set cost = 5|DEBITS null 5 3; ACCOUNT_SPEND noon 5 3; ACCOUNT_SPEND null 5 3;"
                        + " KEY_SPEND noon 5 3; KEY_SPEND null 5 3; INVOICE null -7 -5",
                "update gauger_rollup set cost = 5, requests = 0|DEBITS null 5 3; ACCOUNT_SPEND noon 5 3; ACCOUNT_SPEND null 5 3;"
                        + " KEY_SPEND noon 5 3; KEY_SPEND null 5 3; INVOICE null -7 -10"
            })
    void whatWasChangedIsNamedAndNothingElse(String change, String expected) throws Exception {
        createAccount("acme", "USD");
        adjust("acme", "10", null, "goodwill");
        store.append(List.of(Records.costing(NOON, "acme", "1"), Records.costing(NOON, "acme", "2")), false);
        LedgerEntry debit = entries("acme").get(0);
        long batch = Objects.requireNonNull(debit.debited()).batch();
        assertThat(prove().differences()).isEmpty();

        execute(change);

        assertThat(prove().differences())
                .allMatch(each -> each.owner().equals(each.figure() == Figure.KEY_SPEND ? "acme-key" : "acme"))
                .extracting(each -> each.figure() + " " + each.at() + " " + each.expected() + " " + each.found())
                .containsExactly(expected.replace("#", Long.toString(batch))
                        .replace("+", Long.toString(batch + 1))
                        .replace("noon", NOON.toString())
                        .split("; "));
    }

    @Test
    void anAccountThatOnlyTheDeploymentNamesHasInvoicesThatAreComparedToo() throws Exception {
        store.append(
                List.of(
                        Records.costing(Instant.parse("2026-03-31T23:59:59Z"), "globex", "4"),
                        Records.costing(Instant.parse("2026-04-01T00:00:00Z"), "globex", "2")),
                false);
        adjust("globex", "1.5", null, "goodwill");

        Invoice march = store.invoices().of("globex", YearMonth.of(2026, 3)).orElseThrow();
        assertThat(march.account().name()).isEqualTo("globex");
        assertThat(march.account().currency()).isEqualTo("USD");
        assertThat(march.end()).isEqualTo("2026-04-01T00:00:00Z");
        assertThat(march.total()).isEqualByComparingTo("4");
        assertThat(store.invoices()
                        .of("globex", YearMonth.now(ZoneOffset.UTC))
                        .orElseThrow()
                        .total())
                .isEqualByComparingTo("-1.5");
        assertThat(store.invoices().of("nobody", YearMonth.of(2026, 3))).isEmpty();
        assertThat(prove().differences()).isEmpty();

        execute("update gauger_rollup set requests = 0 where cost = 2");
        assertThat(prove().differences())
                .extracting(each -> each.figure() + " " + each.owner() + " " + each.expected() + " " + each.found())
                .containsExactly("INVOICE globex 4.5 2.5");
    }

    @Test
    void anEntryThatSomebodyInsertedIsNamed() throws Exception {
        createAccount("acme", "USD");
        adjust("acme", "10", null, "goodwill");

        execute("insert into gauger_ledger (id, account_id, sequence, time, type, amount, balance_after, currency,"
                + " reference) values ('01945678-0000-7000-8000-000000000001', 'acme', 3, 0, 'purchase', 5, 16, 'EUR',"
                + " 'forged')");

        assertThat(prove().differences())
                .extracting(each -> each.figure() + " " + each.at() + " " + each.expected() + " " + each.found())
                .containsExactly(
                        "SEQUENCE 3 2 3",
                        "BALANCE_AFTER 3 15 16",
                        "CURRENCY 3 USD EUR",
                        "ENTRIES null 2 1",
                        "BALANCE null 15 10",
                        "CREDITS null 15 10");
    }

    @Test
    void aDebitWhoseRecordsLieOnBothSidesOfARangeIsComparedWithAllOfThem() throws Exception {
        store.append(
                List.of(
                        Records.costing(NOON.minusSeconds(1), "acme", "1"),
                        Records.costing(NOON, "acme", "2"),
                        Records.costing(NOON.plusSeconds(900), "acme", "4")),
                false);
        QuarterHours middle = new QuarterHours(NOON, NOON.plusSeconds(900));
        assertThat(store.reconciler().reconcile(middle).ledger().differences()).isEmpty();

        execute("delete from gauger_record where cost = 4");

        assertThat(store.reconciler().reconcile(middle).ledger().differences())
                .extracting(each -> each.figure() + " " + each.expected() + " " + each.found())
                .containsExactly("DEBIT 3 7", "RECORD_COUNT 2 3");
    }

    @Test
    void whatWasRemovedByAgeIsNoDifference() throws Exception {
        Instant keptFrom = NOON.plusSeconds(1);
        store.append(
                List.of(Records.costing(NOON, "acme", "1"), Records.costing(NOON.plusSeconds(900), "acme", "2")),
                false);
        store.append(List.of(Records.costing(NOON, "acme", "4")), false);
        store.append(List.of(Records.costing(NOON.plusSeconds(1800), "acme", "8")), false);
        execute("delete from gauger_record where time < " + keptFrom.toEpochMilli());
        execute("update gauger_retention set kept_from = " + keptFrom.toEpochMilli());

        assertThat(prove().differences()).isEmpty();
        assertBalance("acme", "USD", "-15", "0", 3);
    }

    private LedgerProof prove() {
        return store.reconciler().reconcile(EVER).ledger();
    }
}
