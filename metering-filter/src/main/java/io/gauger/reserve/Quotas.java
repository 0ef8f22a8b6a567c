package io.gauger.reserve;

import io.gauger.admit.Fault;
import io.gauger.admit.KeyDirectory;
import io.gauger.admit.KeySnapshot;
import io.gauger.admit.KnownAccount;
import io.gauger.admit.KnownPlan;
import io.gauger.admit.MeterType;
import io.gauger.admit.QuotaMode;
import io.gauger.admit.RefusalReason;
import io.gauger.reserve.QuotaDecision.Standing;
import io.gauger.settings.SettingException;
import io.gauger.settings.Settings;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Decides by the quota of an account's plan whether a request may run, and holds its estimate. Safe for concurrent use; it
 * waits at most 100 ms, and only where this node's portion of a quota is too small.
 */
public final class Quotas implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Quotas.class.getName());
    private static final String WEEK_START = "gauger.week-start";
    private static final String STATUS = "gauger.payment-required-status";

    /** A portion of the next period is asked for so long before it begins. */
    private static final long PREPARED_MS = 60_000;

    private final KeyDirectory accounts;
    private final Reservations reservations;
    private final Periods periods;
    private final int status;
    private final Map<String, Current> current = new ConcurrentHashMap<>();
    private final Fault fault = new Fault(
            LOG,
            "Looking at a quota",
            "whoever has a hard one is refused by 503 quota_unknown; others run, and are flagged unreserved");

    /**
     * The quotas of the accounts that are known there.
     *
     * @throws SettingException if a setting cannot be used
     */
    public Quotas(Settings settings, KeyDirectory accounts, PortionSource source) {
        this(settings, accounts, new Reservations(source));
    }

    Quotas(Settings settings, KeyDirectory accounts, Reservations reservations) {
        this.accounts = accounts;
        this.reservations = reservations;
        this.periods = new Periods(weekStart(settings.text(WEEK_START, "monday")));
        this.status = status(settings.text(STATUS, "402"));
    }

    /**
     * The limit of an account as it was worked out last.
     *
     * @param plan by which plan
     * @param zone in which zone
     * @param prepared whether the period behind it is asked for already
     */
    private record Current(KnownPlan plan, ZoneId zone, Limit limit, boolean prepared) {
        boolean isEndingSoon(long epochMilli) {
            return !prepared && limit.subject().period().end() - epochMilli < PREPARED_MS;
        }
    }

    /**
     * Decides, and holds what has to be held. Never throws: a fault of ours refuses only where a hard quota is known.
     *
     * @param accountId whose request it is; null if nobody's
     * @param epochMilli the time of the request, in milliseconds since 1970-01-01T00:00Z
     */
    public QuotaDecision admit(@Nullable String accountId, long epochMilli) {
        if (accountId == null) {
            return QuotaDecision.NO_QUOTA;
        }
        KnownAccount account = null;
        try {
            KeySnapshot snapshot = accounts.current();
            account = snapshot == null ? null : snapshot.account(accountId);
            return account == null ? QuotaDecision.NO_QUOTA : admit(account, epochMilli);
        } catch (RuntimeException | Error e) {
            fault.happened(e);
            return isHard(accountId, account) ? QuotaDecision.UNKNOWN : QuotaDecision.UNTOLD;
        }
    }

    /** Whether the account is known to have a hard quota, if only from its requests before. */
    private boolean isHard(String accountId, @Nullable KnownAccount account) {
        if (account != null) {
            KnownPlan plan = account.plan();
            return plan != null && plan.quota() != null && plan.quotaMode() == QuotaMode.HARD;
        }
        Current known = current.get(accountId);
        return known != null && known.limit().binding();
    }

    private QuotaDecision admit(KnownAccount account, long epochMilli) {
        KnownPlan plan = account.plan();
        BigDecimal quota = plan == null ? null : plan.quota();
        if (plan == null || quota == null) {
            return QuotaDecision.NO_QUOTA;
        }
        Limit limit = limit(account, plan, quota, epochMilli);
        Outcome outcome = reservations.reserve(List.of(limit));
        try {
            return new QuotaDecision(
                    refusal(outcome.verdict()),
                    outcome.verdict() == Verdict.EXHAUSTED ? status : 503,
                    outcome.held(),
                    outcome.verdict() == Verdict.UNTOLD,
                    standing(limit, quota));
        } catch (RuntimeException | Error e) {
            if (outcome.held() != null) {
                outcome.held().release();
            }
            throw e;
        }
    }

    /**
     * Gives back what is held for a request that may not run after all; again it has no effect.
     *
     * @return the same decision with nothing held, and how the quota stands without the request
     */
    public QuotaDecision withdraw(QuotaDecision admitted, @Nullable String accountId) {
        Held held = admitted.held();
        Standing standing = admitted.standing();
        if (held == null || standing == null) {
            return admitted;
        }
        held.release();
        Current known = accountId == null ? null : current.get(accountId);
        return new QuotaDecision(
                admitted.refusal(),
                admitted.status(),
                null,
                admitted.untold(),
                known == null ? standing : standing(known.limit(), standing.limit()));
    }

    private static @Nullable RefusalReason refusal(Verdict verdict) {
        return switch (verdict) {
            case HELD, UNTOLD -> null;
            case EXHAUSTED -> RefusalReason.QUOTA_EXCEEDED;
            case ELSEWHERE, UNKNOWN -> RefusalReason.QUOTA_UNKNOWN;
        };
    }

    /** A snapshot of the same plan that is another object costs working it out again; to compare all of it each time would too. */
    @SuppressWarnings("ReferenceEquality")
    private Limit limit(KnownAccount account, KnownPlan plan, BigDecimal quota, long epochMilli) {
        Current known = current.get(account.id());
        if (known != null
                && known.plan() == plan
                && known.zone().equals(account.zone())
                && known.limit().subject().period().contains(epochMilli)) {
            if (known.isEndingSoon(epochMilli)) {
                current.put(account.id(), new Current(plan, account.zone(), known.limit(), true));
                // so that at its beginning not all accounts ask the database at once, with requests that wait
                reservations.prepare(limitOf(
                        account, plan, quota, known.limit().subject().period().end()));
            }
            return known.limit();
        }
        Limit limit = limitOf(account, plan, quota, epochMilli);
        current.put(account.id(), new Current(plan, account.zone(), limit, false));
        return limit;
    }

    private Limit limitOf(KnownAccount account, KnownPlan plan, BigDecimal quota, long epochMilli) {
        boolean requests = plan.meterType() == MeterType.REQUESTS;
        Period period = periods.at(plan.quotaPeriod(), account.zone(), epochMilli);
        Subject subject = new Subject(
                requests ? Subject.Kind.ACCOUNT_REQUESTS : Subject.Kind.ACCOUNT_UNITS, account.id(), period);
        boolean hard = plan.quotaMode() == QuotaMode.HARD;
        return new Limit(
                subject,
                hard ? quota.add(quota.multiply(plan.quotaGracePct()).movePointLeft(2)) : quota,
                requests ? BigDecimal.ONE : plan.estimatedUnits(),
                hard);
    }

    private Standing standing(Limit limit, BigDecimal quota) {
        Subject subject = limit.subject();
        Period period = subject.period();
        return new Standing(
                reservations.used(subject),
                quota,
                period.ends() ? TimeUnit.MILLISECONDS.toSeconds(period.end()) : null,
                subject.kind() == Subject.Kind.ACCOUNT_REQUESTS ? "requests" : "units");
    }

    private static DayOfWeek weekStart(String day) {
        try {
            return DayOfWeek.valueOf(day.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new SettingException(WEEK_START + " must be a day as monday or sunday, was '" + day + "'", e);
        }
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
