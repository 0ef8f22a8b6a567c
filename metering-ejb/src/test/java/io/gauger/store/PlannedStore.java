package io.gauger.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.account.Account;
import io.gauger.account.Account.Billing;
import io.gauger.account.Changes;
import io.gauger.account.Plan;
import io.gauger.admit.KnownPlan;
import io.gauger.admit.MeterType;
import io.gauger.admit.QuotaMode;
import io.gauger.admit.ResetPeriod;
import io.gauger.ledger.LedgerEntry;
import io.gauger.usage.QuarterHours;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;

/** What tests of plans share: two plans of 1 a day and 30 a month, an account in Berlin that has the second, and a clock. */
abstract class PlannedStore extends RatedStore {
    final AtomicLong now = new AtomicLong();

    @BeforeEach
    void begin() {
        clock = now::get;
        at("2026-02-10T00:00:00Z");
        plan("daily", ResetPeriod.DAILY, "1", "USD");
        plan("monthly", ResetPeriod.MONTHLY, "30", "USD");
        account("acme", "Europe/Berlin", "monthly");
    }

    /** A server that is started then, and runs long enough to come to every account; whatever it charged, all figures agree. */
    final void at(String time) {
        now.set(Instant.parse(time).toEpochMilli());
        store.close();
        store = reopened();
        for (int i = 0; i < 100; i++) {
            store.upkeep();
        }
        assertThat(differences()).isEmpty();
    }

    final void use(String account, String time, int requests) {
        for (int i = 0; i < requests; i++) {
            append(record(account, "gpt-4", Instant.parse(time), 1, 0, 0));
        }
    }

    final List<String> differences() {
        QuarterHours range =
                new QuarterHours(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"));
        return store.reconciler().reconcile(range).ledger().differences().stream()
                .map(each -> each.figure() + " " + each.at() + " " + each.expected() + " " + each.found())
                .toList();
    }

    final void give(String account, String plan) {
        change(changes -> changes.updateAccount(account, null, there -> there.withPlan(plan)));
    }

    static UnaryOperator<Account> in(String zone) {
        return account -> account.with(account.name(), account.status(), account.billing(), zone, account.currency());
    }

    /** The oldest first. */
    final List<String> charged(String account) {
        List<LedgerEntry> newestFirst = adjustments(account);
        return IntStream.range(0, newestFirst.size())
                .mapToObj(i -> newestFirst.get(newestFirst.size() - 1 - i))
                .map(entry -> entry.amount().stripTrailingZeros().toPlainString() + " " + entry.reference())
                .toList();
    }

    final void plan(String id, ResetPeriod period, String price, String currency) {
        plan(id, null, period, price, "0", currency);
    }

    /** By the month, for nothing but what is used beyond the quota. */
    final void plan(String id, String quota, String overage) {
        plan(id, new BigDecimal(quota), ResetPeriod.MONTHLY, "0", overage, "USD");
    }

    final void plan(String id, BigDecimal quota, ResetPeriod period, String price, String overage, String currency) {
        KnownPlan limits = new KnownPlan(
                id,
                quota,
                period,
                MeterType.REQUESTS,
                QuotaMode.SOFT,
                BigDecimal.ZERO,
                null,
                null,
                BigDecimal.ONE,
                BigDecimal.ZERO);
        change(changes -> changes.createPlan(new Plan(
                limits,
                id,
                new BigDecimal(price),
                new BigDecimal(overage),
                currency,
                Instant.EPOCH,
                Instant.EPOCH,
                1)));
    }

    final void account(String id, String zone, String plan) {
        change(changes -> changes.createAccount(new Account(
                id, id, Account.Status.ACTIVE, plan, Billing.POSTPAID, zone, "USD", Instant.EPOCH, Instant.EPOCH, 0)));
    }

    final void change(String id, ResetPeriod period, String price, String overage, String currency) {
        change(updated(id, period, price, overage, currency));
    }

    /** What is to be of a plan that there is. */
    static Function<Changes, Plan> updated(
            String id, ResetPeriod period, String price, String overage, String currency) {
        return changes -> changes.updatePlan(id, null, there -> {
            KnownPlan limits = there.limits();
            KnownPlan other = new KnownPlan(
                    id,
                    limits.quota(),
                    period,
                    limits.meterType(),
                    limits.quotaMode(),
                    limits.quotaGracePct(),
                    limits.rateLimitPerMinute(),
                    limits.burst(),
                    limits.estimatedUnits(),
                    limits.estimatedAmount());
            return new Plan(
                    other,
                    there.name(),
                    new BigDecimal(price),
                    new BigDecimal(overage),
                    currency,
                    there.createdAt(),
                    there.updatedAt(),
                    there.version());
        });
    }

    final void delete(String plan) {
        change(changes -> {
            changes.deletePlan(plan, null);
            return plan;
        });
    }

    final void close(String account) {
        change(changes -> changes.updateAccount(
                account,
                null,
                there -> there.with(
                        there.name(), Account.Status.CLOSED, there.billing(), there.timeZone(), there.currency())));
    }
}
