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
import io.gauger.reserve.Period;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Accounts, plans and limits for tests. */
final class Things {
    static final KeyLimits NO_LIMITS = limits(List.of(), null);

    static final KnownBudget BUDGET = new KnownBudget(BigDecimal.TEN, ResetPeriod.MONTHLY, new BigDecimal("0.8"), true);

    private Things() {}

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
