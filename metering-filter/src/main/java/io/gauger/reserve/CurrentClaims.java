package io.gauger.reserve;

import io.gauger.admit.KnownAccount;
import io.gauger.admit.KnownBudget;
import io.gauger.admit.KnownKey;
import io.gauger.admit.KnownPlan;
import io.gauger.admit.MeterType;
import io.gauger.admit.QuotaMode;
import io.gauger.admit.ResetPeriod;
import io.gauger.reserve.Subject.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * All limits of an account, or of a key and its account, as they were worked out last, since to find the periods that a time
 * is in takes longer than all else. Safe for concurrent use.
 */
final class CurrentClaims {
    /** Portions of the next period are asked for so long before it begins. */
    private static final long PREPARED_MS = 60_000;

    private final Periods periods;
    private final Reservations reservations;
    private final Map<String, Current> ofAccounts = new ConcurrentHashMap<>();

    /** By the key's id; those whose key has a limit. */
    private final Map<String, Current> ofKeys = new ConcurrentHashMap<>();

    CurrentClaims(Periods periods, Reservations reservations) {
        this.periods = periods;
        this.reservations = reservations;
    }

    /**
     * As they were worked out last.
     *
     * @param key null without a limit of the key
     * @param claims in the order in which they refuse
     * @param start from when on, in milliseconds since 1970-01-01T00:00Z
     * @param end up to when
     * @param prepared whether the periods behind it are asked for already
     */
    private record Current(
            KnownAccount account, @Nullable KnownKey key, List<Claim> claims, long start, long end, boolean prepared) {

        /** Another object costs working it out again; to compare all that is in it each time would too. */
        boolean isOf(KnownAccount now, @Nullable KnownKey shown, long epochMilli) {
            return isOf(now, shown) && start <= epochMilli && epochMilli < end && isKnown();
        }

        /** An account is another object after any change anywhere, what limits it only after one of its own. */
        @SuppressWarnings("ReferenceEquality")
        private boolean isOf(KnownAccount now, @Nullable KnownKey shown) {
            return key == shown
                    && (account == now
                            || (account.plan() == now.plan()
                                    && account.credits() == now.credits()
                                    && account.budget() == now.budget()
                                    && account.zone().equals(now.zone())));
        }

        private boolean isKnown() {
            for (int i = 0; i < claims.size(); i++) {
                if (claims.get(i).share().isForgotten()) {
                    return false;
                }
            }
            return true;
        }

        boolean isEndingSoon(long epochMilli) {
            return !prepared && end - epochMilli < PREPARED_MS;
        }

        Current asPrepared() {
            return new Current(account, key, claims, start, end, true);
        }
    }

    /** Those at this time, in milliseconds since 1970-01-01T00:00Z, in the order in which they refuse. */
    List<Claim> at(long epochMilli, KnownAccount account, @Nullable KnownKey key) {
        String keyId =
                key == null || key.spendLimit() == null ? null : key.caller().keyId();
        Map<String, Current> current = keyId == null ? ofAccounts : ofKeys;
        String owner = keyId == null ? account.id() : keyId;
        KnownKey limited = keyId == null ? null : key;
        Current known = current.get(owner);
        if (known == null || !known.isOf(account, limited, epochMilli)) {
            Current made = made(epochMilli, owner, account, limited);
            current.put(owner, made);
            return made.claims();
        }
        if (known.isEndingSoon(epochMilli)) {
            current.put(owner, known.asPrepared());
            prepare(owner, known);
        }
        return known.claims();
    }

    /** What this account's limits were last; nothing if it had none, or is not known. */
    List<Claim> last(String account) {
        Current known = ofAccounts.get(account);
        return known == null ? List.of() : known.claims();
    }

    private Current made(long epochMilli, String owner, KnownAccount account, @Nullable KnownKey key) {
        List<Claim> claims = new ArrayList<>();
        if (key == null) {
            limits(epochMilli, account).forEach(limit -> claims.add(reservations.claim(limit)));
        } else {
            claims.addAll(at(epochMilli, account, null));
            long before = claims.stream()
                    .filter(claim -> claim.limit().subject().kind() != Kind.ACCOUNT_BUDGET)
                    .count();
            claims.add((int) before, reservations.claim(keyLimit(epochMilli, owner, account, key)));
        }
        long start =
                claims.stream().mapToLong(claim -> period(claim).start()).max().orElse(0);
        long end = claims.stream().mapToLong(claim -> period(claim).end()).min().orElse(Long.MAX_VALUE);
        return new Current(account, key, List.copyOf(claims), start, end, false);
    }

    /** So that at the beginning of a period not all ask the database at once, with requests that wait. */
    private void prepare(String owner, Current ending) {
        List<Limit> next = limits(ending.end(), ending.account());
        KnownKey key = ending.key();
        if (key != null) {
            next.add(keyLimit(ending.end(), owner, ending.account(), key));
        }
        next.stream()
                .filter(limit -> limit.subject().period().start() == ending.end())
                .forEach(reservations::prepare);
    }

    private static Period period(Claim claim) {
        return claim.limit().subject().period();
    }

    /** Quota, credits and budget, as far as there are. */
    List<Limit> limits(long epochMilli, KnownAccount account) {
        List<Limit> limits = new ArrayList<>();
        KnownPlan plan = account.plan();
        if (plan != null && plan.quota() != null) {
            limits.add(quota(account, plan, plan.quota(), epochMilli));
        }
        BigDecimal credits = account.credits();
        if (credits != null) {
            Subject subject = new Subject(Kind.ACCOUNT_CREDITS, account.id(), Period.EVER);
            limits.add(new Limit(subject, credits, estimate(plan), true));
        }
        KnownBudget budget = account.budget();
        if (budget != null) {
            Period period = period(budget.period(), account, epochMilli);
            Subject subject = new Subject(Kind.ACCOUNT_BUDGET, account.id(), period);
            limits.add(new Limit(subject, budget.amount(), estimate(plan), budget.hard()));
        }
        return limits;
    }

    private Limit quota(KnownAccount account, KnownPlan plan, BigDecimal quota, long epochMilli) {
        boolean requests = plan.meterType() == MeterType.REQUESTS;
        boolean hard = plan.quotaMode() == QuotaMode.HARD;
        Period period = period(plan.quotaPeriod(), account, epochMilli);
        return new Limit(
                new Subject(requests ? Kind.ACCOUNT_REQUESTS : Kind.ACCOUNT_UNITS, account.id(), period),
                hard ? quota.add(quota.multiply(plan.quotaGracePct()).movePointLeft(2)) : quota,
                requests ? BigDecimal.ONE : plan.estimatedUnits(),
                hard);
    }

    private Limit keyLimit(long epochMilli, String id, KnownAccount account, KnownKey key) {
        BigDecimal most = key.spendLimit() == null ? BigDecimal.ZERO : key.spendLimit();
        Period period = period(key.spendPeriod(), account, epochMilli);
        Subject subject = new Subject(Kind.KEY_SPEND, id, period);
        return new Limit(subject, most, estimate(account.plan()), true);
    }

    private Period period(ResetPeriod length, KnownAccount account, long epochMilli) {
        return periods.at(length, account.zone(), epochMilli);
    }

    /** What is held of money; without a plan nothing, so a request runs as long as anything is left. */
    private static BigDecimal estimate(@Nullable KnownPlan plan) {
        return plan == null ? BigDecimal.ZERO : plan.estimatedAmount();
    }
}
