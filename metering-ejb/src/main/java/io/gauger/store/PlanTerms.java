package io.gauger.store;

import io.gauger.account.Account;
import io.gauger.account.Plan;
import io.gauger.admit.ResetPeriod;
import io.gauger.bill.PlanCharge;
import io.gauger.reserve.Period;
import io.gauger.reserve.Periods;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which periods of an account's plan are to be charged. The plan that the account has when a period is charged is the one that
 * is charged.
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
    private static final int MOST_AT_ONCE = 400;

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

    /** Where charging begins for an account that was not charged before: with the period that is now. */
    long begin(Account account, Plan plan, long now) {
        return period(account, plan, now).start();
    }

    /**
     * What is not charged yet of periods that began, in their order.
     *
     * @param chargedUntil null if charging has not begun
     */
    List<PlanCharge> open(Connection connection, Account account, Plan plan, @Nullable Long chargedUntil, long now)
            throws SQLException {
        List<PlanCharge> open = new ArrayList<>();
        long from = chargedUntil == null ? begin(account, plan, now) : chargedUntil;
        while (from <= now && open.size() < MOST_AT_ONCE && isServed(account, from)) {
            Period period = period(account, plan, from);
            if (!period.ends()) {
                break;
            }
            // where zone or length have changed, what begins earlier is charged already, and only the rest of it is
            // left
            Period rest = new Period(from, period.end());
            PlanCharge charge = PlanCharge.of(
                    account.id(),
                    plan,
                    rest,
                    PlanChargeTable.used(connection, account.id(), plan.limits().meterType(), rest));
            open.add(period.start() < from ? charge.withoutPrice() : charge);
            from = period.end();
        }
        return open;
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
