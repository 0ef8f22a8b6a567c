package io.gauger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gauger.account.Account;
import io.gauger.account.AuditEntry;
import io.gauger.account.Changes;
import io.gauger.account.Directory.PriceQuery;
import io.gauger.account.PriceVersion;
import io.gauger.account.PriceVersion.State;
import io.gauger.account.RefusedChange;
import io.gauger.account.RefusedChange.Reason;
import io.gauger.admit.Caller;
import io.gauger.ledger.EntryType;
import io.gauger.ledger.Ledger;
import io.gauger.ledger.LedgerEntry;
import io.gauger.measure.Basis;
import io.gauger.measure.Flag;
import io.gauger.measure.Measurement;
import io.gauger.measure.TokenUsage;
import io.gauger.price.Price;
import io.gauger.price.Rates;
import io.gauger.record.Exchange;
import io.gauger.record.RecordId;
import io.gauger.record.UsageRecord;
import io.gauger.rerate.AccountRerating;
import io.gauger.rerate.RatingDifference;
import io.gauger.rerate.RatingVerification;
import io.gauger.rerate.RepricedRecord;
import io.gauger.rerate.Rerating;
import io.gauger.rerate.ReratingOrder;
import io.gauger.rerate.ReratingResult;
import io.gauger.rerate.UnknownPrice;
import io.gauger.usage.StoreUnavailableException;
import io.gauger.usage.StoredRecord;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Prices, what they make of records, and pricing anew, as every database must do it; a database is one subclass. */
abstract class PricesKit extends OpenStore {
    private static final RecordId IDS = new RecordId();
    private static final Instant FIRST = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant CHANGE = Instant.parse("2026-03-16T00:00:00Z");
    private static final Instant END = Instant.parse("2026-04-01T00:00:00Z");

    @Test
    void aPriceIsKnownAtOnceAndToOtherNodesByTheirNextLook() {
        try (Store other = reopened()) {
            PriceVersion made = change(changes -> changes.createPrice(ofModel("p1", "gpt-*", "2.5", FIRST)));

            assertThat(made.stored().price().cost().prompt()).isEqualByComparingTo("2.5");
            assertThat(found(store, "gpt-4").id()).isEqualTo("p1");
            assertThat(other.prices().current().isEmpty()).isTrue();
            other.refreshKeys();
            assertThat(found(other, "gpt-4").id()).isEqualTo("p1");
            assertThat(store.directory().price("p1")).contains(made);
            AuditEntry audit = store.directory().audit("p1", null, 1).get(0);
            assertThat(audit.object()).isEqualTo("price");
            assertThat(audit.after()).contains("\"model\":\"gpt-*\"").contains("\"prompt\":\"2.5\"");
        }
    }

    @Test
    void versionsTellUntilWhenTheyCount() {
        change(changes -> changes.createPrice(ofModel("p1", "m", "1", FIRST)));
        change(changes -> changes.createPrice(ofModel("p2", "m", "2", END)));
        change(changes -> changes.createPrice(ofModel("p3", "m", "3", CHANGE)));
        change(changes -> changes.createPrice(ofModel("p4", "other", "4", CHANGE.plusSeconds(1))));
        change(changes -> changes.createPrice(ofRoute("p5", "m", "5", CHANGE.plusSeconds(2))));

        List<PriceVersion> all = store.directory().prices(new PriceQuery(null, null, null, null), null, 10);

        assertThat(all)
                .extracting(version -> version.stored().price().id())
                .containsExactly("p1", "p2", "p3", "p4", "p5");
        assertThat(all).extracting(PriceVersion::effectiveTo).containsExactly(CHANGE, null, END, null, null);
        assertThat(all)
                .extracting(version -> version.state(CHANGE.plusSeconds(1)))
                .containsExactly(State.SUPERSEDED, State.UPCOMING, State.IN_EFFECT, State.IN_EFFECT, State.UPCOMING);
        assertThat(store.directory().prices(new PriceQuery(null, "openai", "m", "USD"), "p1", 1))
                .extracting(version -> version.stored().price().id())
                .containsExactly("p2");
        assertThat(store.directory().prices(new PriceQuery("m", null, null, null), null, 10))
                .extracting(version -> version.stored().price().id())
                .containsExactly("p5");
    }

    @Test
    void theSamePriceFromTheSameInstantIsRefusedAndAnotherIsNot() {
        change(changes -> changes.createPrice(ofModel("p1", "m", "1", FIRST)));

        assertRefused(Reason.PRICE_EXISTS, changes -> changes.createPrice(ofModel("p2", "m", "2", FIRST)));

        change(changes -> changes.createPrice(ofModel("p3", "m2", "2", FIRST)));
        change(changes -> changes.createPrice(ofRoute("p4", "m", "2", FIRST)));
        change(changes -> changes.createPrice(ofModel("p5", "m", "2", FIRST.plusMillis(1))));
    }

    @Test
    void onlyWhatIsNotInEffectForAMinuteIsTakenBack() {
        Instant later = Instant.now().plusSeconds(3600);
        change(changes -> changes.createPrice(ofModel("now", "m", "1", FIRST)));
        change(changes ->
                changes.createPrice(ofModel("soon", "m", "1", Instant.now().plusSeconds(50))));
        change(changes -> changes.createPrice(ofModel("later", "m", "2", later)));

        assertRefused(Reason.PRICE_IN_EFFECT, changes -> changes.withdrawPrice("now", null));
        assertRefused(Reason.PRICE_IN_EFFECT, changes -> changes.withdrawPrice("soon", null));
        assertRefused(Reason.OTHER_VERSION, changes -> changes.withdrawPrice("later", 2L));
        assertRefused(Reason.NO_SUCH_PRICE, changes -> changes.withdrawPrice("none", null));

        try (Store other = reopened()) {
            change(changes -> changes.withdrawPrice("later", 1L));

            other.refreshKeys();
            for (Store each : List.of(store, other)) {
                assertThat(each.prices()
                                .current()
                                .find("r", "openai", "m", "USD", later.toEpochMilli())
                                .id())
                        .isEqualTo("soon");
            }
        }
        assertThat(store.directory().price("later")).isEmpty();
        assertRefused(Reason.NO_SUCH_PRICE, changes -> changes.withdrawPrice("later", null));
        assertThat(store.directory().audit("later", null, 1).get(0).action()).isEqualTo(AuditEntry.Action.DELETE);
        // its place is free again
        change(changes -> changes.createPrice(ofModel("again", "m", "2", later)));
    }

    @Test
    void aRecordIsPricedByTheVersionOfItsTimeAlsoWhenItComesLate() {
        change(changes -> changes.createPrice(ofModel("old", "m", "1", FIRST)));
        change(changes -> changes.createPrice(ofModel("new", "m", "2", CHANGE)));

        // 1,000 tokens of the prompt of which 400 were cached, 100 of the completion
        UsageRecord before = record("acme", "m", CHANGE.minusMillis(1), 1000L, 100L, 400L);
        UsageRecord after = record("acme", "m", CHANGE, 1000L, 100L, 400L);
        append(after, before);

        // (600 × 1 + 400 × 1 / 10 + 100 × 3 × 1) / 1,000,000, and twice as much
        assertCost(before, "0.00094", "old");
        assertCost(after, "0.00188", "new");
        assertThat(stored(before).market()).isEqualByComparingTo("0.0094");
        assertThat(verify().differences()).isEmpty();
        assertThat(verify().records()).isEqualTo(2);
    }

    @Test
    void aSumOfRequestsIsPricedWhenItIsWritten() {
        change(changes -> changes.createPrice(ofModel("p", "m", "1", FIRST)));
        UsageRecord one = record("acme", "m", FIRST, 30L, 0L, 0L);
        UsageRecord sum = new UsageRecord(
                IDS.next(FIRST.toEpochMilli()),
                FIRST.toEpochMilli(),
                one.caller(),
                one.route(),
                one.endpoint(),
                one.exchange(),
                one.measurement(),
                null,
                7);

        append(sum);

        assertCost(sum, "0.00003", "p");
        assertThat(verify().differences()).isEmpty();
    }

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
    void verifyingNamesWhatDoesNotCostWhatItsPriceSays() throws Exception {
        createAccount("acme");
        change(changes -> changes.createPrice(ofModel("p", "m", "1", FIRST)));
        UsageRecord dearer = record("acme", "m", FIRST, 1_000_000L, 0L, 0L);
        UsageRecord orphan = record("acme", "m", FIRST.plusSeconds(1), 1_000_000L, 0L, 0L);
        append(dearer, orphan);
        change(changes -> changes.createPrice(ofModel("q", "m", "2", FIRST.plusMillis(1))));
        Rerating done = ordered(order(null));
        assertThat(verify().differences()).isEmpty();

        execute("update gauger_record set cost = 1.000000000001 where id = '" + dearer.id() + "'");
        execute("update gauger_record set price_id = 'gone' where id = '" + orphan.id() + "'");
        execute("insert into gauger_rerated select '" + UUID.randomUUID() + "', rerating_id, run, record_id, time,"
                + " account_id, 2, 5, old_market, new_market, price_id from gauger_rerated");

        assertThat(verify().differences())
                .contains(
                        new RatingDifference(
                                RatingDifference.Kind.RECORD,
                                dearer.id().toString(),
                                "p",
                                "cost",
                                "1.000000000001",
                                "1"),
                        new RatingDifference(
                                RatingDifference.Kind.RECORD, orphan.id().toString(), "gone", "price", "gone", null),
                        new RatingDifference(
                                RatingDifference.Kind.ADJUSTMENT,
                                "rerating:" + done.id() + ":acme",
                                null,
                                "lines",
                                "1",
                                "4"));
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

    private ReratingResult rerate(ReratingOrder order) {
        return rerate(store, order);
    }

    private static ReratingResult rerate(Store store, ReratingOrder order) {
        String id = store.administration()
                .change("tester", changes -> changes.createRerating(order))
                .id();
        store.reratings().finish(id);
        return store.reratings().result(id);
    }

    private Rerating ordered(ReratingOrder order) {
        return store.reratings()
                .finish(change(changes -> changes.createRerating(order)).id());
    }

    private RatingVerification verify() {
        return store.reratings().verify(FIRST, END);
    }

    private static ReratingOrder order(String account) {
        return new ReratingOrder(FIRST, END, account, "prices were wrong");
    }

    private List<LedgerEntry> adjustments(String account) {
        return store.ledger().entries(new Ledger.Query(account, EntryType.ADJUSTMENT, null, null), null, 100);
    }

    private static BigDecimal amount(String text) {
        return new BigDecimal(text).setScale(12);
    }

    private void assertCost(UsageRecord record, String cost, String price) {
        StoredRecord stored = stored(record);
        assertThat(stored.cost()).isEqualByComparingTo(cost);
        assertThat(stored.priceId()).isEqualTo(price);
    }

    private StoredRecord stored(UsageRecord record) {
        return store.records().find(record.id()).orElseThrow();
    }

    private void append(UsageRecord... records) {
        store.append(List.of(records), false);
    }

    private static UsageRecord record(
            String account, String model, Instant time, long prompt, long completion, long cached) {
        return new UsageRecord(
                IDS.next(time.toEpochMilli()),
                time,
                account == null ? Caller.ANONYMOUS : new Caller(account, account + "-key", "main", "gk_abcde", null),
                "chat",
                "/v1/chat",
                new Exchange("POST", "/v1/chat", 200, false, null, null, 5, 3L, 10, 20),
                new Measurement(
                        BigDecimal.ZERO.setScale(9),
                        Basis.MEASURED,
                        Set.of(),
                        new TokenUsage(prompt, completion, cached),
                        "openai",
                        model,
                        0),
                null);
    }

    /** Completions cost three times as much, cached tokens a tenth; the list price is ten times the cost. */
    private static Price ofModel(String id, String model, String prompt, Instant from) {
        return new Price(
                id, null, "openai", model, rates(prompt, "1"), rates(prompt, "10"), "USD", from.toEpochMilli());
    }

    private static Price ofRoute(String id, String route, String prompt, Instant from) {
        return new Price(id, route, null, null, rates(prompt, "1"), rates(prompt, "10"), "USD", from.toEpochMilli());
    }

    private static Rates rates(String prompt, String times) {
        BigDecimal base = new BigDecimal(prompt).multiply(new BigDecimal(times));
        return new Rates(base, base.multiply(new BigDecimal(3)), base.movePointLeft(1), BigDecimal.ZERO);
    }

    private static Price found(Store store, String model) {
        return store.prices().current().find("r", "openai", model, "USD", FIRST.toEpochMilli());
    }

    private void createAccount(String id) {
        change(changes -> changes.createAccount(new Account(
                id,
                id,
                Account.Status.ACTIVE,
                null,
                Account.Billing.POSTPAID,
                "UTC",
                "USD",
                Instant.EPOCH,
                Instant.EPOCH,
                0)));
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
