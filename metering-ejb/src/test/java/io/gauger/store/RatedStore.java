package io.gauger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gauger.account.Account;
import io.gauger.account.Changes;
import io.gauger.account.RefusedChange;
import io.gauger.account.RefusedChange.Reason;
import io.gauger.admit.Caller;
import io.gauger.ledger.EntryType;
import io.gauger.ledger.Ledger;
import io.gauger.ledger.LedgerEntry;
import io.gauger.measure.Basis;
import io.gauger.measure.Measurement;
import io.gauger.measure.TokenUsage;
import io.gauger.price.Price;
import io.gauger.price.Rates;
import io.gauger.record.Exchange;
import io.gauger.record.RecordId;
import io.gauger.record.UsageRecord;
import io.gauger.rerate.RatingVerification;
import io.gauger.rerate.Rerating;
import io.gauger.rerate.ReratingOrder;
import io.gauger.rerate.ReratingResult;
import io.gauger.usage.StoredRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** What tests of prices and of re-rating share: a store, records of March, and prices whose list price is ten times the cost. */
abstract class RatedStore extends OpenStore {
    static final RecordId IDS = new RecordId();
    static final Instant FIRST = Instant.parse("2026-03-01T00:00:00Z");
    static final Instant CHANGE = Instant.parse("2026-03-16T00:00:00Z");
    static final Instant END = Instant.parse("2026-04-01T00:00:00Z");

    final ReratingResult rerate(ReratingOrder order) {
        return rerate(store, order);
    }

    static ReratingResult rerate(Store store, ReratingOrder order) {
        String id = store.administration()
                .change("tester", changes -> changes.createRerating(order))
                .id();
        store.reratings().finish(id);
        return store.reratings().result(id);
    }

    final Rerating ordered(ReratingOrder order) {
        return store.reratings()
                .finish(change(changes -> changes.createRerating(order)).id());
    }

    final RatingVerification verify() {
        return store.reratings().verify(FIRST, END);
    }

    static ReratingOrder order(String account) {
        return new ReratingOrder(FIRST, END, account, "prices were wrong");
    }

    final List<LedgerEntry> adjustments(String account) {
        return store.ledger().entries(new Ledger.Query(account, EntryType.ADJUSTMENT, null, null), null, 100);
    }

    static BigDecimal amount(String text) {
        return new BigDecimal(text).setScale(12);
    }

    final void assertCost(UsageRecord record, String cost, String price) {
        StoredRecord stored = stored(record);
        assertThat(stored.cost()).isEqualByComparingTo(cost);
        assertThat(stored.priceId()).isEqualTo(price);
    }

    final StoredRecord stored(UsageRecord record) {
        return store.records().find(record.id()).orElseThrow();
    }

    final void append(UsageRecord... records) {
        store.append(List.of(records), false);
    }

    static UsageRecord record(String account, String model, Instant time, long prompt, long completion, long cached) {
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
    static Price ofModel(String id, String model, String prompt, Instant from) {
        return new Price(
                id, null, "openai", model, rates(prompt, "1"), rates(prompt, "10"), "USD", from.toEpochMilli());
    }

    /** The same in another currency. */
    static Price in(String currency, Price price) {
        return new Price(
                price.id(),
                price.route(),
                price.provider(),
                price.model(),
                price.cost(),
                price.market(),
                currency,
                price.effectiveFrom());
    }

    /** A record as a node has it that priced it by what it knows now. */
    static UsageRecord rated(Store node, UsageRecord record) {
        String account = String.valueOf(record.caller().accountId());
        return new UsageRecord(
                record.id(),
                record.epochMilli(),
                record.caller(),
                record.route(),
                record.endpoint(),
                record.exchange(),
                record.measurement(),
                null,
                1,
                node.prices()
                        .current()
                        .rate(record, node.keys().current().account(account).currency()));
    }

    static Price ofRoute(String id, String route, String prompt, Instant from) {
        return new Price(id, route, null, null, rates(prompt, "1"), rates(prompt, "10"), "USD", from.toEpochMilli());
    }

    static Rates rates(String prompt, String times) {
        BigDecimal base = new BigDecimal(prompt).multiply(new BigDecimal(times));
        return new Rates(base, base.multiply(new BigDecimal(3)), base.movePointLeft(1), BigDecimal.ZERO);
    }

    static Price found(Store store, String model) {
        return store.prices().current().find("r", "openai", model, "USD", FIRST.toEpochMilli());
    }

    final void moveTo(String currency, String account) {
        change(changes -> changes.updateAccount(
                account, null, a -> a.with(a.name(), a.status(), a.billing(), a.timeZone(), currency)));
    }

    final void createAccount(String id) {
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

    final <T> T change(Function<Changes, T> work) {
        return store.administration().change("tester", work);
    }

    final void assertRefused(Reason reason, Function<Changes, Object> work) {
        assertThatExceptionOfType(RefusedChange.class)
                .isThrownBy(() -> change(work))
                .returns(reason, RefusedChange::reason);
    }
}
