package io.gauger.admin;

import io.gauger.account.Account;
import io.gauger.account.KeyLimits;
import io.gauger.account.Plan;
import io.gauger.admit.KnownBudget;
import io.gauger.admit.KnownPlan;
import io.gauger.admit.MeterType;
import io.gauger.admit.QuotaMode;
import io.gauger.admit.ResetPeriod;
import io.gauger.alert.Alert;
import io.gauger.alert.AlertLevel;
import io.gauger.pay.CreditPackage;
import io.gauger.pay.Purchases;
import io.gauger.price.Price;
import io.gauger.price.Rates;
import io.gauger.reserve.Period;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Accounts, plans and limits for tests. */
final class Things {
    static final KeyLimits NO_LIMITS = limits(List.of(), null);

    static final KnownBudget BUDGET = new KnownBudget(BigDecimal.TEN, ResetPeriod.MONTHLY, new BigDecimal("0.8"), true);
    /** Settings by which money is taken; where they lead nobody answers. */
    static final Map<String, String> STRIPE = Map.of(
            "gauger.stripe-secret-key", "sk_test_1",
            "gauger.stripe-webhook-secret", "whsec_1",
            "gauger.stripe-api-base", "http://127.0.0.1:1",
            "gauger.credit-package.p20", "20 USD credits=22 name=Twenty");

    private Things() {}

    /** The id of a purchase that the account begun. */
    static String bought(StoredInMemory stored, String account) {
        CreditPackage what = stored.payments().packages().all().get(0);
        return stored.payments()
                .purchases()
                .begin(
                        new Purchases.Request("tester", null, ""),
                        new Purchases.NewPurchase(account, true, "USD", what, "stripe", false))
                .id();
    }

    /** Without a plan where it is null. */
    static Account account(String id, String plan) {
        return new Account(
                id,
                id,
                Account.Status.ACTIVE,
                plan,
                Account.Billing.POSTPAID,
                "UTC",
                "USD",
                Instant.EPOCH,
                Instant.EPOCH,
                0);
    }

    static Account suspended(Account account) {
        return account.with(
                account.name(), Account.Status.SUSPENDED, account.billing(), account.timeZone(), account.currency());
    }

    static KeyLimits limits(List<String> ips, Instant end) {
        return new KeyLimits(List.of(), List.of(), List.of(), ips, null, null, ResetPeriod.NEVER, end);
    }

    /** Of a route. */
    static Price price(String id, String route) {
        BigDecimal one = BigDecimal.ONE;
        Rates rates = new Rates(one, one, one, one);
        return new Price(id, route, null, null, rates, rates, "USD", 0);
    }

    /** Of a budget of 100 EUR for ever, used up to 90 %. */
    static Alert alert(UUID id, String account, Instant raisedAt) {
        return new Alert(
                id,
                account,
                AlertLevel.CRITICAL,
                new BigDecimal("100"),
                new BigDecimal("90.5"),
                "EUR",
                Period.EVER,
                raisedAt);
    }

    /** One without limits. */
    static Plan plan(String id) {
        BigDecimal nothing = BigDecimal.ZERO;
        KnownPlan limits = new KnownPlan(
                id,
                null,
                ResetPeriod.MONTHLY,
                MeterType.REQUESTS,
                QuotaMode.HARD,
                nothing,
                null,
                null,
                nothing,
                nothing);
        return new Plan(limits, id, nothing, nothing, "USD", Instant.EPOCH, Instant.EPOCH, 0);
    }
}
