package io.gauger.store;

import io.gauger.account.Account;
import io.gauger.account.Plan;
import io.gauger.admit.KnownPlan;
import io.gauger.admit.ResetPeriod;
import io.gauger.bill.PlanCharge;
import io.gauger.reserve.Period;
import io.gauger.reserve.Periods;
import io.gauger.store.PlanChargeTable.Term;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which periods of an account's plan are to be charged. A period is charged if the account has a plan when it ends, and by that
 * plan; its price is that of the whole period, its use what was used since the account has a plan.
 */
final class PlanTerms {
    /** So long after its end a period is charged, so that records that were under way are in. */
    static final Duration GRACE = Duration.ofHours(1);

    /**
     * So long after its end what was used in a period is looked at again, whenever a later one is charged: longer than a month, and
     * than a journal waits that was found again.
     */
    static final Duration LOOKED_AT_AGAIN = Duration.ofDays(100);

    /** After a long time without us the rest comes in the next round. */
    private static final int MOST_AT_ONCE = 100;

    private static final long QUARTER_HOUR_MS = 900_000;

    /** In which each day begins last. */
    private static final ZoneId LAST_ZONE = ZoneOffset.ofHours(-12);

    private final Periods periods;

    PlanTerms(Periods periods) {
        this.periods = periods;
    }

    /** Where the account's periods begin and end. */
    static ZoneId zone(Account account) {
        try {
            return ZoneId.of(account.timeZone());
        } catch (DateTimeException e) {
            return ZoneOffset.UTC;
        }
    }

    /** The month of the account that a time is in. */
    Period month(Account account, long epochMilli) {
        return periods.at(ResetPeriod.MONTHLY, zone(account), epochMilli);
    }

    /** Whether it costs anything in periods that end. */
    static boolean isCharged(Plan plan) {
        return (plan.price().signum() != 0 || plan.overagePrice().signum() != 0)
                && plan.limits().quotaPeriod() != ResetPeriod.NEVER;
    }

    /** Whether accounts are charged by both for the same and as much. */
    static boolean isChargedAlike(Plan before, Plan after) {
        KnownPlan one = before.limits();
        KnownPlan other = after.limits();
        return before.price().compareTo(after.price()) == 0
                && before.overagePrice().compareTo(after.overagePrice()) == 0
                && before.currency().equals(after.currency())
                && isEqual(one.quota(), other.quota())
                && one.quotaPeriod() == other.quotaPeriod()
                && one.quotaMode() == other.quotaMode()
                && one.meterType() == other.meterType();
    }

    private static boolean isEqual(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        if (one == null || other == null) {
            return one == null && other == null;
        }
        return one.compareTo(other) == 0;
    }

    /**
     * The plan of an account if it is charged; null if not. Nothing is of a plan in another currency than the account's, which can
     * only be one of an earlier version's.
     */
    static @Nullable Plan charged(Connection connection, Account account) throws SQLException {
        String id = account.planId();
        Optional<Plan> plan = id == null ? Optional.empty() : PlanTable.find(connection, id);
        return plan.filter(PlanTerms::isCharged)
                .filter(found -> found.currency().equals(account.currency()))
                .orElse(null);
    }

    /** Where charging begins for an account that is given a plan: with the quarter hour that is now, and behind what is charged. */
    static long begin(Connection connection, Account account, long now) throws SQLException {
        long quarterHour = Math.floorDiv(now, QUARTER_HOUR_MS) * QUARTER_HOUR_MS;
        return Math.max(
                quarterHour, PlanChargeTable.last(connection, account.id()).end());
    }

    /**
     * What is not charged yet of periods that began, in their order.
     *
     * @param term null if charging has not begun
     */
    List<PlanCharge> open(Connection connection, Account account, Plan plan, @Nullable Term term, long now)
            throws SQLException {
        return charges(
                connection,
                account,
                plan,
                term == null ? Term.from(begin(connection, account, now)) : term,
                now,
                Long.MAX_VALUE);
    }

    /** What is to be charged of periods that have ended by this instant, in their order; the rest comes in the next round. */
    List<PlanCharge> over(Connection connection, Account account, Plan plan, Term term, long endedBy)
            throws SQLException {
        return period(account, plan, term.chargedUntil()).end() > endedBy
                ? List.of()
                : charges(connection, account, plan, term, endedBy, endedBy);
    }

    private List<PlanCharge> charges(
            Connection connection, Account account, Plan plan, Term term, long begunBy, long endedBy)
            throws SQLException {
        List<PlanCharge> charges = new ArrayList<>();
        long from = term.chargedUntil();
        Period last = PlanChargeTable.last(connection, account.id());
        while (from <= begunBy && charges.size() < MOST_AT_ONCE && isServed(account, from)) {
            Period period = period(account, plan, from);
            if (!period.ends() || period.end() > endedBy) {
                break;
            }
            // the plan was given in the middle of it, or a part of it is charged already
            Period rest = new Period(from, period.end());
            PlanCharge charge = PlanCharge.of(
                    account.id(),
                    plan,
                    rest,
                    PlanChargeTable.used(connection, account.id(), plan.limits().meterType(), rest));
            boolean isTheNext = term.isCharged() || isOfTheTimeBefore(last, period, zone(account));
            boolean hasPrice = period.start() >= last.end() || (isTheNext && isMostlyOpen(period, last.end()));
            charges.add(hasPrice ? charge : charge.withoutPrice());
            from = period.end();
        }
        return charges;
    }

    /** What is more than half charged was charged; a month of which the zone's move took some hours must not be for nothing. */
    private static boolean isMostlyOpen(Period period, long lastEnd) {
        return lastEnd - period.start() <= period.end() - lastEnd;
    }

    /**
     * Whether what a term finds charged is of the time before a period, and reaches into it because the zone has moved: it lies
     * mostly before, ended before the period's first day had begun everywhere on earth, and not with a day of the zone that the
     * account has now. Else it was the charge of a plan of other periods, and its time must not be charged twice.
     */
    private static boolean isOfTheTimeBefore(Period last, Period period, ZoneId zone) {
        // periods begin up to a quarter hour before their first day does
        LocalDate first = Instant.ofEpochMilli(period.start() + QUARTER_HOUR_MS)
                .atZone(zone)
                .toLocalDate();
        return last.end() - period.start() <= period.start() - last.start()
                && !isStartOfDay(last.end(), zone)
                && last.end() <= first.atStartOfDay(LAST_ZONE).toInstant().toEpochMilli();
    }

    private static boolean isStartOfDay(long epochMilli, ZoneId zone) {
        Instant day = Instant.ofEpochMilli(epochMilli + QUARTER_HOUR_MS - 1)
                .atZone(zone)
                .toLocalDate()
                .atStartOfDay(zone)
                .toInstant();
        return Math.floorDiv(day.toEpochMilli(), QUARTER_HOUR_MS) * QUARTER_HOUR_MS == epochMilli;
    }

    /**
     * Whether a period that is not charged yet is over, and its grace too. What was used is not looked at, as periods end in their
     * order.
     */
    boolean isDue(Account account, Plan plan, long chargedUntil, long now) {
        Period first = period(account, plan, chargedUntil);
        return first.ends() && first.end() + GRACE.toMillis() <= now && isServed(account, chargedUntil);
    }

    /** Of a closed account no period is charged that begins later. */
    private static boolean isServed(Account account, long periodStart) {
        return account.status() != Account.Status.CLOSED
                || periodStart < account.updatedAt().toEpochMilli();
    }

    private Period period(Account account, Plan plan, long epochMilli) {
        return periods.at(plan.limits().quotaPeriod(), zone(account), epochMilli);
    }
}
