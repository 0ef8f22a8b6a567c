package io.gauger.admin;

import io.gauger.account.Account;
import io.gauger.account.KeyLimits;
import io.gauger.account.Plan;
import io.gauger.admit.KnownBudget;
import io.gauger.admit.KnownPlan;
import io.gauger.admit.MeterType;
import io.gauger.admit.QuotaMode;
import io.gauger.admit.ResetPeriod;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

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
