package io.gauger.reserve;

import io.gauger.admit.Admission.Admitted;
import io.gauger.admit.Fault;
import io.gauger.admit.KeyDirectory;
import io.gauger.admit.KeySnapshot;
import io.gauger.admit.KnownAccount;
import io.gauger.admit.KnownBudget;
import io.gauger.admit.KnownKey;
import io.gauger.admit.KnownPlan;
import io.gauger.admit.QuotaMode;
import io.gauger.admit.RefusalReason;
import io.gauger.reserve.Allowance.Standing;
import io.gauger.reserve.Subject.Kind;
import io.gauger.settings.SettingException;
import io.gauger.settings.Settings;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides by all that a caller can use up whether a request may run, and holds its estimates, all or nothing: the quota of
 * the account's plan, its credits, the limit of the key, and the account's budget. Safe for concurrent use; it
 * waits at most 100 ms, and only where this node's portion of one of them is too small.
 */
public final class Allowances implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Allowances.class.getName());

    /** Accounts that are searched each second for one with a limit, as long as there is none. */
    private static final int MOST_LOOKED_AT = 1000;

    private static final String STATUS = "gauger.payment-required-status";

    private final KeyDirectory accounts;
    private final Reservations reservations;
    private final int status;
    private final CurrentClaims claims;
    private final Fault fault = new Fault(
            LOG,
            "Looking at what is left of quotas and money",
            "who has a hard limit is refused by 503 quota_unknown or money_unknown; others run, flagged unreserved");

    /**
     * Of the accounts that are known there.
     *
     * @throws SettingException if a setting cannot be used
     */
    public Allowances(Settings settings, KeyDirectory accounts, PortionSource source) {
        this(settings, accounts, new Reservations(source));
    }

    Allowances(Settings settings, KeyDirectory accounts, Reservations reservations) {
        this.accounts = accounts;
        this.reservations = reservations;
        this.status = status(settings.text(STATUS, "402"));
        this.claims = new CurrentClaims(Periods.of(settings), reservations);
        reservations.beginWith(this::first);
    }

    /** The limits of an account that has some; null as long as none is found. */
    private @Nullable List<Limit> first() {
        KeySnapshot snapshot = accounts.current();
        return snapshot == null
                ? null
                : snapshot.accounts().stream()
                        .limit(MOST_LOOKED_AT)
                        .filter(KnownAccount::active)
                        .map(account -> claims.limits(System.currentTimeMillis(), account))
                        .filter(limits -> !limits.isEmpty())
                        .findFirst()
                        .orElse(null);
    }

    /**
     * Decides, and holds what has to be held. Never throws: a fault of ours refuses only where a hard limit is known.
     *
     * @param admitted whose request it is, and by which key it is made
     * @param epochMilli the time of the request, in milliseconds since 1970-01-01T00:00Z
     */
    public Allowance admit(Admitted admitted, long epochMilli) {
        String accountId = admitted.caller().accountId();
        if (accountId == null) {
            return Allowance.UNLIMITED;
        }
        KnownKey key = admitted.key();
        KnownAccount account = admitted.account();
        try {
            account = account == null ? known(accountId) : account;
            return account == null ? Allowance.UNLIMITED : admit(account, key, epochMilli);
        } catch (RuntimeException | Error e) {
            fault.happened(e);
            return account == null ? unread(accountId, key) : unjudged(account, key);
        }
    }

    /** Without an account a decision says that there is none, or that it could not be looked up: so once more. */
    private @Nullable KnownAccount known(String accountId) {
        KeySnapshot snapshot = accounts.current();
        return snapshot == null ? null : snapshot.account(accountId);
    }

    private Allowance admit(KnownAccount account, @Nullable KnownKey key, long epochMilli) {
        List<Claim> all = claims.at(epochMilli, account, key);
        if (all.isEmpty()) {
            return Allowance.UNLIMITED;
        }
        Outcome outcome = reservations.hold(all);
        try {
            return decided(outcome, all, account);
        } catch (RuntimeException | Error e) {
            if (outcome.held() != null) {
                outcome.held().release();
            }
            throw e;
        }
    }

    /** Of an account that is known. */
    private static Allowance unjudged(KnownAccount account, @Nullable KnownKey key) {
        KnownPlan plan = account.plan();
        KnownBudget budget = account.budget();
        boolean hardQuota = plan != null && plan.quota() != null && plan.quotaMode() == QuotaMode.HARD;
        boolean hardMoney = account.credits() != null
                || (key != null && key.spendLimit() != null)
                || (budget != null && budget.hard());
        return unjudged(hardQuota, hardMoney);
    }

    /** Of an account that could not be looked up, which is known from its requests before, if at all. */
    private Allowance unread(String accountId, @Nullable KnownKey key) {
        boolean hardQuota = false;
        boolean hardMoney = key != null && key.spendLimit() != null;
        for (Claim claim : claims.last(accountId)) {
            Limit limit = claim.limit();
            hardQuota |= limit.binding() && !limit.subject().kind().isMoney();
            hardMoney |= limit.binding() && limit.subject().kind().isMoney();
        }
        return unjudged(hardQuota, hardMoney);
    }

    private static Allowance unjudged(boolean hardQuota, boolean hardMoney) {
        if (hardQuota) {
            return Allowance.unknown(RefusalReason.QUOTA_UNKNOWN);
        }
        return hardMoney ? Allowance.unknown(RefusalReason.MONEY_UNKNOWN) : Allowance.UNTOLD;
    }

    /**
     * Gives back what is held for a request that may not run after all; again it has no effect.
     *
     * @return the same with nothing held, and how quota and budget stand without the request
     */
    public Allowance withdraw(Allowance admitted) {
        Held held = admitted.held();
        if (held == null) {
            return admitted;
        }
        held.release();
        return new Allowance(
                admitted.refusal(),
                admitted.status(),
                null,
                admitted.untold(),
                now(admitted.quota()),
                now(admitted.budget()),
                now(admitted.refusing()));
    }

    private Allowance decided(Outcome outcome, List<Claim> all, KnownAccount account) {
        Standing quota = null;
        Standing budget = null;
        for (Claim claim : all) {
            if (claim.kind() == Kind.ACCOUNT_BUDGET) {
                budget = standing(claim, account);
            } else if (!claim.kind().isMoney()) {
                quota = standing(claim, account);
            }
        }
        Limit by = outcome.by();
        if (by == null) {
            boolean untold = outcome.verdict() == Verdict.UNTOLD;
            return new Allowance(null, 0, outcome.held(), untold, quota, budget, null);
        }
        boolean exhausted = outcome.verdict() == Verdict.EXHAUSTED;
        Kind kind = by.subject().kind();
        return new Allowance(
                exhausted
                        ? whyExhausted(kind)
                        : kind.isMoney() ? RefusalReason.MONEY_UNKNOWN : RefusalReason.QUOTA_UNKNOWN,
                exhausted ? status : RefusalReason.MONEY_UNKNOWN.status(),
                null,
                false,
                quota,
                budget,
                standing(kind, by, by.subject(), reservations.used(by.subject()), account));
    }

    private static RefusalReason whyExhausted(Kind kind) {
        return switch (kind) {
            case ACCOUNT_REQUESTS, ACCOUNT_UNITS -> RefusalReason.QUOTA_EXCEEDED;
            case ACCOUNT_CREDITS -> RefusalReason.INSUFFICIENT_CREDITS;
            case KEY_SPEND -> RefusalReason.SPEND_EXCEEDED;
            case ACCOUNT_BUDGET -> RefusalReason.BUDGET_EXCEEDED;
        };
    }

    private static Standing standing(Claim claim, KnownAccount account) {
        return standing(
                claim.kind(),
                claim.limit(),
                claim.share().subject(),
                claim.share().used(),
                account);
    }

    /** How a limit of the account stands. What the account says too is not read from the limit, which is memory to wait for. */
    private static Standing standing(
            Kind kind, Limit limit, Subject subject, @Nullable BigDecimal used, KnownAccount account) {
        KnownPlan plan = account.plan();
        KnownBudget budget = account.budget();
        if (kind == Kind.ACCOUNT_BUDGET && budget != null) {
            return new Standing(subject, used, budget.amount(), budget.warnedFrom(), account.currency());
        }
        // a quota is told without its grace
        BigDecimal quota = kind.isMoney() || plan == null ? null : plan.quota();
        return new Standing(
                subject,
                used,
                quota == null ? limit.cap() : quota,
                null,
                switch (kind) {
                    case ACCOUNT_REQUESTS -> "requests";
                    case ACCOUNT_UNITS -> "units";
                    case ACCOUNT_CREDITS, ACCOUNT_BUDGET, KEY_SPEND -> account.currency();
                });
    }

    private @Nullable Standing now(@Nullable Standing before) {
        return before == null
                ? null
                : new Standing(
                        before.subject(),
                        reservations.used(before.subject()),
                        before.limit(),
                        before.warnedFrom(),
                        before.counted());
    }

    private static int status(String text) {
        return switch (text) {
            case "402" -> 402;
            case "403" -> 403;
            case "429" -> 429;
            default -> throw new SettingException(STATUS + " must be 402, 403 or 429, was '" + text + "'");
        };
    }

    /** Asks nobody any more. */
    @Override
    public void close() {
        reservations.close();
    }
}
