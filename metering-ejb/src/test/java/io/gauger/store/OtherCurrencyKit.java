package io.gauger.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.ledger.Balance;
import io.gauger.ledger.Ledger;
import io.gauger.ledger.LedgerEntry;
import io.gauger.measure.Flag;
import io.gauger.record.UsageRecord;
import io.gauger.rerate.RatingDifference;
import io.gauger.rerate.RatingDifference.Kind;
import io.gauger.usage.DeadLetters;
import io.gauger.usage.QuarterHours;
import io.gauger.usage.Reconciliation;
import io.gauger.usage.StoreUnavailableException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An account gets another currency while a node that has not heard of it prices its requests, as every database must settle it; a
 * database is one subclass.
 */
abstract class OtherCurrencyKit extends RatedStore {
    private static final QuarterHours EVER =
            new QuarterHours(Instant.parse("2020-01-01T00:00:00Z"), Instant.parse("2030-01-01T00:00:00Z"));

    private Store late;

    @BeforeEach
    void aNodeThatHearsLate() {
        createAccount("acme");
        createAccount("globex");
        change(changes -> changes.createPrice(ofModel("usd", "m", "1", FIRST)));
        change(changes -> changes.createPrice(in("EUR", ofModel("eur", "m", "0.9", FIRST))));
        change(changes -> changes.createPrice(ofModel("usd only", "n", "1", FIRST)));
        change(changes -> changes.createPrice(ofModel("usd free", "f", "0", FIRST)));
        change(changes -> changes.createPrice(in("EUR", ofModel("eur dear", "f", "5", FIRST))));
        late = reopened();
        moveTo("EUR", "acme");
    }

    @AfterEach
    void stop() {
        late.close();
    }

    @Test
    void whatWasPricedInTheOldCurrencyIsPricedAnewAndDebitedInTheNewOne() {
        UsageRecord moved = rated(late, million("acme", "m"));
        UsageRecord stays = rated(late, million("globex", "m"));
        assertThat(moved.rated().priceId()).isEqualTo("usd");

        late.append(List.of(moved, stays), false);

        assertCost(moved, "0.9", "eur");
        assertThat(stored(moved).market()).isEqualByComparingTo("9");
        assertCost(stays, "1", "usd");
        assertBalance("acme", "EUR", "-0.9");
        assertBalance("globex", "USD", "-1");
        assertAllAgrees();
    }

    @Test
    void withoutAPriceInTheNewCurrencyItCostsNothingAndIsFlagged() {
        UsageRecord moved = rated(late, million("acme", "n"));

        late.append(List.of(moved), false);

        assertCost(moved, "0", null);
        assertThat(stored(moved).usage().measurement().flags()).contains(Flag.UNKNOWN_PRICE);
        assertThat(stored(moved).batch()).isNull();
        assertBalance("acme", "EUR", "0");
        assertThat(store.reratings().unknown(FIRST, END, 10))
                .extracting(unknown -> unknown.currency() + " " + unknown.requests())
                .containsExactly("EUR 1");
        assertAllAgrees();
    }

    @Test
    void whatWasFreeInTheOldCurrencyIsNotFreeForThatReason() {
        UsageRecord moved = rated(late, million("acme", "f"));

        late.append(List.of(moved), false);

        assertCost(moved, "5", "eur dear");
        assertBalance("acme", "EUR", "-5");
        assertAllAgrees();
    }

    @Test
    void whatIsPricedWhenItIsWrittenIsPricedInTheNewCurrencyToo() {
        UsageRecord unpriced = million("acme", "m");

        late.append(List.of(unpriced), false);

        assertCost(unpriced, "0.9", "eur");
        assertAllAgrees();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCommitThatFailedOrWhoseAnswerGotLostDebitsOnceInTheNewCurrency(boolean lost) {
        List<UsageRecord> batch = List.of(rated(late, million("acme", "m")), rated(late, million("acme", "m")));
        if (lost) {
            connections.loseAnswerOfNextCommit();
        } else {
            connections.failNextCommit();
        }
        try {
            late.append(batch, false);
        } catch (StoreUnavailableException e) {
            late.append(batch, false);
        }
        store.append(batch, true);

        assertBalance("acme", "EUR", "-1.8");
        assertThat(store.ledger().entries(new Ledger.Query("acme", null, null, null), null, 10))
                .extracting(LedgerEntry::currency)
                .containsExactly("EUR");
        assertAllAgrees();
    }

    @Test
    void aRecordThatComesOutOfTheDeadLettersIsPricedInTheNewCurrency() throws Exception {
        execute("alter table gauger_record add constraint no_poison check (account_id <> 'acme')");
        UsageRecord poison = rated(late, million("acme", "m"));
        late.append(List.of(poison), false);
        execute("alter table gauger_record drop constraint no_poison");

        assertThat(late.deadLetters().redrive(poison.id())).isEqualTo(DeadLetters.Outcome.WRITTEN);

        assertCost(poison, "0.9", "eur");
        assertBalance("acme", "EUR", "-0.9");
        assertAllAgrees();
    }

    /** Nothing tells nodes of such accounts, so each node finds it out, but once. */
    @Test
    void whomOnlyTheDeploymentNamesIsWrittenAtOnceInTheLedgersCurrencyWhereTheSettingHasBecomeAnother() {
        store.append(List.of(million("deployed", "m"), million("other", "m")), false);
        try (Store moved = reopened(connections, "gauger.currency", "EUR")) {
            int before = connections.rollbacks();
            moved.append(List.of(million("deployed", "m")), false);
            assertThat(connections.rollbacks()).isEqualTo(before + 1);
            moved.append(List.of(million("other", "m"), million("new", "m")), false);
            assertThat(connections.rollbacks()).isEqualTo(before + 2);

            UsageRecord next = million("deployed", "m");
            UsageRecord another = million("other", "m");
            moved.append(List.of(next, another, million("new", "m")), false);

            assertThat(connections.rollbacks()).isEqualTo(before + 2);
            assertCost(next, "1", "usd");
            assertCost(another, "1", "usd");
        }
        assertBalance("deployed", "USD", "-3");
        assertBalance("other", "USD", "-3");
        assertBalance("new", "EUR", "-1.8");
        assertAllAgrees();
    }

    @Test
    void anAccountThatMovesBackBeforeItIsDebitedIsPricedInTheCurrencyThatItHas() {
        late.append(List.of(rated(late, million("acme", "n"))), false);
        assertBalance("acme", "EUR", "0");
        moveTo("USD", "acme");
        late.refresh();

        late.append(List.of(rated(late, million("acme", "n"))), false);

        assertBalance("acme", "USD", "-1");
        assertAllAgrees();
    }

    @Test
    void anAccountThatMovesOnAgainIsDebitedInTheCurrencyThatItHas() {
        UsageRecord moved = rated(late, million("acme", "m"));
        UsageRecord back = million("acme", "m");
        moveTo("USD", "acme");
        late.refresh();
        moveTo("EUR", "acme");
        late.append(List.of(moved), false);

        late.append(List.of(rated(late, back)), false);

        assertBalance("acme", "EUR", "-1.8");
        assertAllAgrees();
    }

    @Test
    void verifyingNamesWhatWasDebitedInAnotherCurrencyThanItsPriceHas() throws Exception {
        UsageRecord wrong = rated(late, million("globex", "m"));
        UsageRecord free = rated(late, million("globex", "f"));
        late.append(List.of(wrong, free), false);
        assertThat(verify().differences()).isEmpty();

        execute("update gauger_balance set currency = 'EUR' where account_id = 'globex'");

        assertThat(verify().differences())
                .containsExactly(
                        new RatingDifference(Kind.RECORD, wrong.id().toString(), "usd", "currency", "USD", "EUR"));
    }

    private static UsageRecord million(String account, String model) {
        return record(account, model, FIRST, 1_000_000L, 0L, 0L);
    }

    private void assertBalance(String account, String currency, String balance) {
        Balance there = store.ledger().balance(account).orElseThrow();
        assertThat(there.currency()).isEqualTo(currency);
        assertThat(there.balance()).isEqualByComparingTo(balance);
    }

    /** Records with rollups, spend, debits and ledgers, and records with their prices. */
    private void assertAllAgrees() {
        Reconciliation found = store.reconciler().reconcile(EVER);
        assertThat(found.differences()).isEmpty();
        assertThat(found.ledger().differences()).isEmpty();
        assertThat(verify().differences()).isEmpty();
    }
}
