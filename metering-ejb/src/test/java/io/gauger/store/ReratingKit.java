package io.gauger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gauger.account.RefusedChange;
import io.gauger.account.RefusedChange.Reason;
import io.gauger.ledger.LedgerEntry;
import io.gauger.measure.Flag;
import io.gauger.record.UsageRecord;
import io.gauger.rerate.AccountRerating;
import io.gauger.rerate.RatingVerification;
import io.gauger.rerate.RepricedRecord;
import io.gauger.rerate.Rerating;
import io.gauger.rerate.ReratingResult;
import io.gauger.rerate.UnknownPrice;
import io.gauger.usage.StoreUnavailableException;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pricing anew what was billed, as every database must do it; a database is one subclass. */
abstract class ReratingKit extends RatedStore {
    @Test
    void whatHasNoPriceIsFlaggedListedAndPricedLater() {
        createAccount("acme");
        change(changes -> changes.createPrice(ofModel("p", "m", "1", FIRST)));
        UsageRecord priced = record("acme", "m", FIRST, 10L, 0L, 0L);
        UsageRecord first = record("acme", "unheard-of", FIRST.plusSeconds(1), 1_000_000L, 5L, 2L);
        UsageRecord second = record("acme", "unheard-of", FIRST.plusSeconds(2), 1_000_000L, 5L, 2L);
        UsageRecord anonymous = record(null, "unheard-of", FIRST.plusSeconds(3), 1L, 0L, 0L);
        UsageRecord nothing = record("acme", "unheard-of", FIRST.plusSeconds(4), 0L, 0L, 0L);
        append(priced, first, second, anonymous, nothing);

        assertThat(stored(first).usage().measurement().flags()).contains(Flag.UNKNOWN_PRICE);
        assertThat(stored(first).cost()).isEqualByComparingTo("0");
        assertThat(stored(nothing).usage().measurement().flags()).doesNotContain(Flag.UNKNOWN_PRICE);
        List<UnknownPrice> unknown = store.reratings().unknown(FIRST, END, 10);
        assertThat(unknown).hasSize(1);
        UnknownPrice group = unknown.get(0);
        assertThat(group)
                .isEqualTo(new UnknownPrice(
                        "chat",
                        "openai",
                        "unheard-of",
                        "USD",
                        1,
                        3,
                        group.units(),
                        2_000_001,
                        10,
                        4,
                        FIRST.plusSeconds(1),
                        FIRST.plusSeconds(3)));
        assertThat(group.units()).isEqualByComparingTo("0");
        assertThat(store.reratings().unknown(FIRST.plusSeconds(2), FIRST.plusSeconds(3), 10))
                .extracting(UnknownPrice::requests)
                .containsExactly(1L);

        change(changes -> changes.createPrice(ofModel("late", "unheard-of", "3", FIRST)));
        ReratingResult result = rerate(order(null));

        AccountRerating acme = result.accounts().get(0);
        assertThat(acme.records()).isEqualTo(4);
        assertThat(acme.changed()).isEqualTo(2);
        assertThat(acme.unpriced()).isZero();
        // (999,998 × 3 + 2 × 0.3 + 5 × 9) / 1,000,000 each
        assertThat(acme.difference()).isEqualByComparingTo("6.0000792");
        assertThat(adjustments("acme"))
                .extracting(LedgerEntry::amount)
                .containsExactly(new BigDecimal("-6.000079200000"));
        // what belongs to nobody stays without a price, as nobody is billed for it
        assertThat(store.reratings().unknown(FIRST, END, 10))
                .extracting(UnknownPrice::accounts)
                .containsExactly(0L);
        assertThat(verify().differences()).isEmpty();
        assertThat(verify().repriced()).isEqualTo(2);
    }

    @Test
    void aPriceOfThePastChangesNothingUntilItIsReratedAndThenOnce() {
        createAccount("acme");
        createAccount("globex");
        change(changes -> changes.createPrice(ofModel("dear", "m", "10", FIRST)));
        UsageRecord early = record("acme", "m", FIRST, 1_000_000L, 0L, 0L);
        UsageRecord late = record("acme", "m", CHANGE, 1_000_000L, 0L, 0L);
        UsageRecord others = record("globex", "m", FIRST, 1_000_000L, 0L, 0L);
        append(early, late, others);
        change(changes -> changes.createPrice(ofModel("cheap", "m", "7", CHANGE)));
        assertCost(late, "10", "dear");

        ReratingResult tried = store.reratings().tried(order(null));
        assertThat(tried.totals()).extracting(AccountRerating::difference).allSatisfy(d -> assertThat(d)
                .isEqualByComparingTo("-3"));
        assertThat(tried.accounts()).extracting(AccountRerating::name).containsExactly("acme", "globex");
        assertThat(store.reratings().list(null, 10)).isEmpty();
        assertThat(adjustments("acme")).isEmpty();

        Rerating done = ordered(order(null));
        assertThat(done.finishedAt()).isNotNull();
        LedgerEntry entry = adjustments("acme").get(0);
        assertThat(entry.amount()).isEqualByComparingTo("3");
        assertThat(entry.reference()).isEqualTo("rerating:" + done.id() + ":acme");
        assertThat(entry.reason()).isEqualTo("prices were wrong");
        assertThat(adjustments("globex")).isEmpty();
        List<RepricedRecord> lines = store.reratings().records(done.id(), null, 10);
        assertThat(lines).extracting(RepricedRecord::recordId).containsExactly(late.id());
        assertThat(lines.get(0).oldCost()).isEqualByComparingTo("10");
        assertThat(lines.get(0).newCost()).isEqualByComparingTo("7");
        assertThat(lines.get(0).priceId()).isEqualTo("cheap");
        assertThat(store.reratings().records(done.id(), lines.get(0).id(), 10)).isEmpty();
        // the record itself is never changed
        assertCost(late, "10", "dear");

        ReratingResult again = rerate(order(null));
        assertThat(again.accounts()).extracting(AccountRerating::changed).containsOnly(0L);
        assertThat(store.reratings().finish(done.id())).isEqualTo(done);
        assertThat(adjustments("acme")).hasSize(1);

        change(changes -> changes.createPrice(ofModel("cheapest", "m", "1", CHANGE.minusSeconds(1))));
        change(changes -> changes.createPrice(ofModel("final", "m", "2", CHANGE.plusMillis(1))));
        change(changes -> changes.createPrice(ofRoute("of route", "chat", "4", CHANGE)));
        rerate(order("acme"));
        assertThat(adjustments("acme")).extracting(LedgerEntry::amount).containsExactly(amount("3"), amount("3"));
        RatingVerification verified = verify();
        assertThat(verified.differences()).isEmpty();
        assertThat(verified.repriced()).isEqualTo(1);
        assertThat(store.reratings().list(null, 10)).hasSize(3);
        assertThat(store.reratings().list(done.id(), 10)).isEmpty();
    }

    @Test
    void morePagesThanOneAreOneAdjustment() {
        createAccount("acme");
        List<UsageRecord> records = new ArrayList<>();
        for (int i = 0; i < 2500; i++) {
            records.add(record("acme", "m", FIRST.plusMillis(i), 1L, 0L, 0L));
        }
        append(records.toArray(UsageRecord[]::new));
        change(changes -> changes.createPrice(ofModel("p", "m", "1", FIRST)));

        ReratingResult result = rerate(order(null));

        assertThat(result.totals().get(0).changed()).isEqualTo(2500);
        assertThat(adjustments("acme")).extracting(LedgerEntry::amount).containsExactly(amount("-0.0025"));
        assertThat(verify().records()).isEqualTo(2500);
        assertThat(verify().differences()).isEmpty();
    }

    @Test
    void whatHasNoPriceTodayStaysAsItIs() throws Exception {
        createAccount("acme");
        change(changes -> changes.createPrice(ofModel("p", "m", "1", FIRST)));
        UsageRecord record = record("acme", "m", FIRST, 1_000_000L, 0L, 0L);
        append(record);
        execute("update gauger_price set model = 'another' where id = 'p'");

        ReratingResult result = rerate(order(null));

        assertThat(result.accounts().get(0).unpriced()).isEqualTo(1);
        assertThat(result.accounts().get(0).changed()).isZero();
        assertThat(adjustments("acme")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsCutOffAnywhereIsDoneByWhoComesAgainAndNoAccountHalfOrTwice(boolean lost) {
        List<String> accounts = List.of("a", "b", "c");
        for (String account : accounts) {
            createAccount(account);
            append(
                    record(account, "m", FIRST, 1_000_000L, 0L, 0L),
                    record(account, "m", FIRST.plusMillis(1), 1_000_000L, 0L, 0L));
        }
        change(changes -> changes.createPrice(ofModel("p", "m", "5", FIRST)));
        Rerating rerating = change(changes -> changes.createRerating(order(null)));

        boolean done = false;
        for (int commits = 0; !done; commits++) {
            connections.breakCommitBehind(commits, lost);
            try {
                store.reratings().finish(rerating.id());
            } catch (StoreUnavailableException e) {
                assertThat(e).hasMessageContaining("cannot be reached");
            }
            done = connections.isToBreak();
            assertThat(verify().differences()).isEmpty();
            for (String account : accounts) {
                assertThat(adjustments(account))
                        .extracting(LedgerEntry::amount)
                        .isSubsetOf(amount("-10"))
                        .hasSizeLessThan(2);
            }
        }

        assertThat(accounts)
                .allSatisfy(account -> assertThat(adjustments(account)).hasSize(1));
        assertThat(store.reratings().find(rerating.id()).orElseThrow().finishedAt())
                .isNotNull();
        assertThat(store.reratings().records(rerating.id(), null, 100)).hasSize(6);
    }

    @Test
    void twoAtOnceBillADifferenceOnce() throws Exception {
        createAccount("acme");
        List<UsageRecord> records = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            records.add(record("acme", "m", FIRST.plusMillis(i), 1_000_000L, 0L, 0L));
        }
        append(records.toArray(UsageRecord[]::new));
        change(changes -> changes.createPrice(ofModel("p", "m", "1", FIRST)));

        try (Store other = reopened()) {
            CompletableFuture<ReratingResult> there = CompletableFuture.supplyAsync(() -> rerate(other, order(null)));
            ReratingResult here = rerate(order(null));

            BigDecimal both = here.accounts()
                    .get(0)
                    .difference()
                    .add(there.get().accounts().get(0).difference());
            assertThat(both).isEqualByComparingTo("300");
        }
        assertThat(adjustments("acme").stream().map(LedgerEntry::amount).reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo("-300");
        assertThat(verify().differences()).isEmpty();
    }

    @Test
    void whatIsNotKeptAnyMoreIsNotRerated() throws Exception {
        createAccount("acme");
        append(record("acme", "m", CHANGE, 1L, 0L, 0L));
        execute("update gauger_retention set kept_from = " + CHANGE.toEpochMilli());

        assertThat(store.reratings().recordsKeptFrom()).isEqualTo(CHANGE);
        assertRefused(Reason.RECORDS_REMOVED, changes -> changes.createRerating(order(null)));
        assertThatExceptionOfType(RefusedChange.class)
                .isThrownBy(() -> store.reratings().tried(order(null)))
                .returns(Reason.RECORDS_REMOVED, RefusedChange::reason);
        assertThat(verify().recordsKeptFrom()).isEqualTo(CHANGE);
    }

    @Test
    void whatWasBilledAnewCannotBeChangedInTheDatabase() throws Exception {
        createAccount("acme");
        append(record("acme", "m", FIRST, 1_000_000L, 0L, 0L));
        change(changes -> changes.createPrice(ofModel("p", "m", "1", FIRST)));
        rerate(order(null));

        for (String sql : List.of(
                "update gauger_rerated set new_cost = 0",
                "delete from gauger_rerated",
                "update gauger_rerating_account set new_cost = 0",
                "delete from gauger_rerating_account")) {
            assertThatExceptionOfType(SQLException.class)
                    .as(sql)
                    .isThrownBy(() -> execute(sql))
                    .withMessageContaining("is append-only");
        }
    }
}
