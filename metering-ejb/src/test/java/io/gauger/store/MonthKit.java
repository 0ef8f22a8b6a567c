package io.gauger.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.account.Account;
import io.gauger.account.Account.Billing;
import io.gauger.account.Plan;
import io.gauger.admit.Caller;
import io.gauger.admit.KnownPlan;
import io.gauger.admit.MeterType;
import io.gauger.admit.QuotaMode;
import io.gauger.admit.ResetPeriod;
import io.gauger.bill.Invoice;
import io.gauger.bill.InvoiceLine;
import io.gauger.ledger.LedgerEntry;
import io.gauger.measure.Basis;
import io.gauger.measure.Flag;
import io.gauger.measure.Measurement;
import io.gauger.measure.TokenUsage;
import io.gauger.pay.CreditPackage;
import io.gauger.pay.Purchase;
import io.gauger.pay.Purchases.NewPurchase;
import io.gauger.pay.Purchases.Request;
import io.gauger.price.Price;
import io.gauger.price.Rates;
import io.gauger.record.Exchange;
import io.gauger.record.UsageRecord;
import io.gauger.rerate.ReratingOrder;
import io.gauger.usage.QuarterHours;
import io.gauger.usage.Reconciliation;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * March of three customers, for whoever reads bills; the figures are worked out by hand, in the comments. A database is one
 * subclass.
 *
 * <p>gpt-4o costs 2.50 for a million prompt tokens, 10 completion, 1.25 cached; from March 15, 12:00 UTC on 2, 8 and 1. Its
 * list price is 5, 20 and 2.50. A unit of the route files costs 0.0005.
 */
abstract class MonthKit extends RatedStore {
    private static final YearMonth MARCH = YearMonth.of(2026, 3);
    private static final Request BY_FINANCE = new Request("finance", null, "");

    private final AtomicLong now = new AtomicLong();

    @BeforeEach
    void begin() {
        clock = now::get;
        at("2026-02-10T00:00:00Z");
        price("old", "openai", "gpt-4o", "2.50", "10", "1.25", "2026-01-01T00:00:00Z");
        Rates file = new Rates(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, new BigDecimal("0.0005"));
        change(changes -> changes.createPrice(
                new Price("files", "files", null, null, file, file, "USD", millis("2026-01-01T00:00:00Z"))));
        plan("team", "49", null, "0");
        plan("flex", "5", "3", "0.10");
        plan("starter", "0", null, "0");
        account("acme", "Europe/Berlin", Billing.POSTPAID, "team");
        account("globex", "America/New_York", Billing.PREPAID, "starter");
        account("initech", "UTC", Billing.POSTPAID, "flex");
        // what plans cost is charged from the first look at them on
        at("2026-02-10T00:00:00Z");
    }

    /** A server that is started then, and runs long enough to come to every account. */
    private void at(String time) {
        now.set(millis(time));
        store.close();
        store = reopened();
        for (int i = 0; i < 100; i++) {
            store.upkeep();
        }
    }

    @Test
    void theInvoicesOfMarchAreRightToTheLastDigit() {
        at("2026-03-05T10:00:00Z");
        Purchase small = bought("5");
        at("2026-03-12T10:00:00Z");
        Purchase large = bought("20");
        price("new", "openai", "gpt-4o", "2", "8", "1", "2026-03-15T12:00:00Z");
        now.set(millis("2026-03-20T10:00:00Z"));
        store.purchases().beginRefund(BY_FINANCE, large.id(), new BigDecimal("10"), "half of it is not needed");
        acme();
        globex();
        initech();

        at("2026-04-01T08:00:00Z");
        assertAcme();
        assertGlobex(small, large);
        assertInitech();
        assertEverythingAgrees();

        // other/mystery gets a price, 3 for a million prompt tokens: 1000 of them are 0.003, in April
        price("late", "other", "mystery", "3", "0", "3", "2026-01-01T00:00:00Z");
        rerate(new ReratingOrder(
                Instant.parse("2026-03-01T00:00:00Z"), Instant.parse("2026-04-01T00:00:00Z"), null, "was missing"));
        assertThat(total("acme", MARCH)).isEqualByComparingTo("49.7787125");
        // the plan of April, the request of its first millisecond, and the adjustment
        assertThat(total("acme", MARCH.plusMonths(1))).isEqualByComparingTo("49.003028");
        // plans of February and March, what was used in both months and in April, and the adjustment
        assertThat(balance("acme")).isEqualByComparingTo("-98.7852405");
        assertEverythingAgrees();
    }

    /** Berlin: March begins at February 28, 23:00 UTC, and ends at March 31, 22:00, as its clocks go forward in it. */
    private void acme() {
        append(
                // 1000 × 2.50 + 100 × 10 = 3,500 millionths, of February
                chat("acme", "2026-02-28T22:59:59.999Z", 1000, 100, 0),
                // 1000 × 2.50 + 200 × 1.25 + 350 × 10 = 6,250; list price 12,500
                chat("acme", "2026-02-28T23:00:00.000Z", 1200, 350, 200),
                // 333 × 2.50 + 77 × 10 = 1,602.5; list price 3,205
                chat("acme", "2026-03-15T11:59:59.999Z", 333, 77, 0),
                // 333 × 2 + 77 × 8 = 1,282; list price 3,205
                chat("acme", "2026-03-15T12:00:00.000Z", 333, 77, 0),
                // the client cut the stream; 41 tokens are estimated: 500 × 2 + 41 × 8 = 1,328; list price 3,320
                record(
                        "acme",
                        "2026-03-20T09:30:00Z",
                        "chat",
                        "openai",
                        "gpt-4o",
                        tokens(500, 41, 0),
                        "0",
                        cut(),
                        null),
                // 1536.5 × 0.0005 = 0.76825
                record("acme", "2026-03-21T00:00:00Z", "files", null, null, TokenUsage.NONE, "1536.5", none(), null),
                // nobody said what this costs
                record(
                        "acme",
                        "2026-03-18T00:00:00Z",
                        "chat",
                        "other",
                        "mystery",
                        tokens(1000, 0, 0),
                        "0",
                        none(),
                        null),
                // its key was revoked: recorded, and not billed
                record("acme", "2026-03-22T00:00:00Z", "chat", null, null, TokenUsage.NONE, "0", none(), "key_revoked"),
                // 10 × 2 + 1 × 8 = 28 millionths, of April
                chat("acme", "2026-03-31T22:00:00.000Z", 10, 1, 0));
    }

    private void assertAcme() {
        Invoice invoice = invoice("acme", MARCH);

        assertThat(invoice.start()).isEqualTo("2026-02-28T23:00:00Z");
        assertThat(invoice.end()).isEqualTo("2026-03-31T22:00:00Z");
        assertThat(invoice.open()).isFalse();
        assertThat(invoice.lines().stream().map(MonthKit::text))
                .containsExactlyInAnyOrder(
                        "chat openai gpt-4o old 2: 0.0078525 of 0.015705",
                        "chat openai gpt-4o new 2: 0.00261 of 0.006525",
                        "chat other mystery null 1: 0 of 0",
                        "files null null files 1: 0.76825 of 0.76825",
                        "plan team posted: 49");
        // 49 + 0.0078525 + 0.00261 + 0.76825
        assertThat(invoice.total()).isEqualByComparingTo("49.7787125");
        assertThat(invoice.market()).isEqualByComparingTo("49.79048");
    }

    /** New York; 5 credits run out in the middle of a stream, which is billed whole. */
    private void globex() {
        // 2,000,000 × 2.50 + 30,000 × 10 = 5,300,000 millionths; list price 10,600,000
        append(chat("globex", "2026-03-10T12:00:00Z", 2_000_000, 30_000, 0));
    }

    private void assertGlobex(Purchase small, Purchase large) {
        Invoice invoice = invoice("globex", MARCH);

        assertThat(invoice.start()).isEqualTo("2026-03-01T05:00:00Z");
        assertThat(invoice.end()).isEqualTo("2026-04-01T04:00:00Z");
        assertThat(invoice.lines().stream().map(MonthKit::text))
                .containsExactly("chat openai gpt-4o old 1: 5.3 of 10.6");
        assertThat(invoice.total()).isEqualByComparingTo("5.3");
        assertThat(invoice.payments().stream().map(LedgerEntry::amount).map(MonthKit::plain))
                .containsExactly("5", "20", "-10");
        // 5 + 20 − 10 − 5.3
        assertThat(balance("globex")).isEqualByComparingTo("9.7");
        assertThat(small.credits()).isEqualByComparingTo("5");
        assertThat(large.credits()).isEqualByComparingTo("20");
    }

    /** 3 requests are in the plan, each beyond them costs 0.10. */
    private void initech() {
        for (int day = 1; day <= 5; day++) {
            // 100 × 2.50 + 10 × 10 = 350 millionths; list price 700
            append(chat("initech", "2026-03-0" + day + "T00:00:00Z", 100, 10, 0));
        }
    }

    private void assertInitech() {
        Invoice invoice = invoice("initech", MARCH);

        assertThat(invoice.lines().stream().map(MonthKit::text))
                .containsExactly(
                        "chat openai gpt-4o old 5: 0.00175 of 0.0035",
                        "plan flex posted: 5",
                        "overage flex 2 posted: 0.2");
        assertThat(invoice.total()).isEqualByComparingTo("5.20175");
        // and 5 of February
        assertThat(balance("initech")).isEqualByComparingTo("-10.20175");
    }

    private void assertEverythingAgrees() {
        Reconciliation all = store.reconciler()
                .reconcile(
                        new QuarterHours(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-05-01T00:00:00Z")));
        assertThat(all.differences()).isEmpty();
        assertThat(all.ledger().differences()).isEmpty();
        assertThat(all.ledger().accounts()).isEqualTo(3);
    }

    private static String text(InvoiceLine line) {
        if (line instanceof InvoiceLine.Usage usage) {
            String price = usage.price() == null ? null : usage.price().id();
            return String.join(" ", usage.route(), usage.provider(), usage.model(), price) + " " + usage.requests()
                    + ": " + plain(usage.amount()) + " of " + plain(usage.market());
        }
        if (line instanceof InvoiceLine.Plan plan) {
            return "plan " + plan.charge().planId() + (plan.posted() ? " posted: " : ": ") + plain(plan.amount());
        }
        if (line instanceof InvoiceLine.Overage overage) {
            return "overage " + overage.charge().planId() + " "
                    + plain(overage.charge().overage())
                    + (overage.posted() ? " posted: " : ": ") + plain(overage.amount());
        }
        return line.toString();
    }

    private static String plain(BigDecimal amount) {
        return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
    }

    private BigDecimal total(String account, YearMonth month) {
        return invoice(account, month).total();
    }

    private Invoice invoice(String account, YearMonth month) {
        return store.invoices().of(account, month).orElseThrow();
    }

    private BigDecimal balance(String account) {
        return store.ledger().balance(account).orElseThrow().balance();
    }

    private Purchase bought(String credits) {
        BigDecimal amount = new BigDecimal(credits);
        CreditPackage pack = new CreditPackage("p" + credits, "Credits", amount, "USD", amount, null);
        return store.purchases().begin(BY_FINANCE, new NewPurchase("globex", true, "USD", pack, "development", true));
    }

    private void price(
            String id, String provider, String model, String prompt, String completion, String cached, String from) {
        change(changes -> changes.createPrice(new Price(
                id,
                null,
                provider,
                model,
                tokenRates(prompt, completion, cached),
                provider.equals("openai") ? tokenRates("5", "20", "2.50") : tokenRates(prompt, completion, cached),
                "USD",
                millis(from))));
    }

    private static Rates tokenRates(String prompt, String completion, String cached) {
        return new Rates(new BigDecimal(prompt), new BigDecimal(completion), new BigDecimal(cached), BigDecimal.ZERO);
    }

    private void plan(String id, String price, String quota, String overage) {
        KnownPlan limits = new KnownPlan(
                id,
                quota == null ? null : new BigDecimal(quota),
                ResetPeriod.MONTHLY,
                MeterType.REQUESTS,
                QuotaMode.SOFT,
                BigDecimal.ZERO,
                null,
                null,
                BigDecimal.ONE,
                BigDecimal.ZERO);
        change(changes -> changes.createPlan(new Plan(
                limits, id, new BigDecimal(price), new BigDecimal(overage), "USD", Instant.EPOCH, Instant.EPOCH, 1)));
    }

    private void account(String id, String zone, Billing billing, String plan) {
        change(changes -> changes.createAccount(new Account(
                id, id, Account.Status.ACTIVE, plan, billing, zone, "USD", Instant.EPOCH, Instant.EPOCH, 0)));
    }

    private static UsageRecord chat(String account, String time, long prompt, long completion, long cached) {
        return record(account, time, "chat", "openai", "gpt-4o", tokens(prompt, completion, cached), "0", none(), null);
    }

    private static UsageRecord record(
            String account,
            String time,
            String route,
            String provider,
            String model,
            TokenUsage tokens,
            String units,
            Set<Flag> flags,
            String refusal) {
        return new UsageRecord(
                IDS.next(millis(time)),
                Instant.parse(time),
                new Caller(account, account + "-key", "main", "gk_abcde", null),
                route,
                "/v1/" + route,
                new Exchange("POST", "/v1/" + route, refusal == null ? 200 : 403, false, null, null, 5, 3L, 10, 20),
                new Measurement(
                        new BigDecimal(units).setScale(9),
                        flags.isEmpty() ? Basis.MEASURED : Basis.ESTIMATED,
                        flags,
                        tokens,
                        provider,
                        model,
                        0),
                refusal);
    }

    private static TokenUsage tokens(long prompt, long completion, long cached) {
        return new TokenUsage(prompt, completion, cached);
    }

    private static Set<Flag> none() {
        return Set.of();
    }

    private static Set<Flag> cut() {
        return EnumSet.of(Flag.CLIENT_ABORTED, Flag.ESTIMATED);
    }

    private static long millis(String time) {
        return Instant.parse(time).toEpochMilli();
    }
}
