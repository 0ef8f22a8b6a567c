package io.gauger.store;

import io.gauger.account.Account;
import io.gauger.account.Plan;
import io.gauger.bill.PlanCharge;
import io.gauger.ledger.EntryType;
import io.gauger.ledger.Posting;
import io.gauger.store.PlanChargeTable.Term;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Posts what plans cost, in a transaction that has the number of a change. For one thread. */
final class PlanPostings {
    private static final String ACTOR = "gauger";

    private final Connection connection;
    private final Bulk bulk;
    private final PlanTerms terms;
    private final long change;
    private final long now;

    PlanPostings(Connection connection, Bulk bulk, PlanTerms terms, long change, long now) {
        this.connection = connection;
        this.bulk = bulk;
        this.terms = terms;
        this.change = change;
        this.now = now;
    }

    /**
     * Charges what is over of the plan that an account loses, or that is about to change, as nobody would afterwards; of a closed
     * account its last period too, as nothing that becomes of a plan concerns who has left.
     *
     * @return that plan; null if it is not charged
     */
    @Nullable
    Plan leave(Account before) throws SQLException {
        Plan plan = PlanTerms.charged(connection, before);
        Term term = PlanChargeTable.term(connection, before.id());
        long endedBy = before.status() == Account.Status.CLOSED ? Long.MAX_VALUE : now;
        long chargedUntil = Long.MIN_VALUE;
        while (plan != null && term != null && term.chargedUntil() > chargedUntil) {
            chargedUntil = term.chargedUntil();
            charge(before, plan, term, endedBy);
            // as only some are charged at once
            term = PlanChargeTable.term(connection, before.id());
        }
        return plan;
    }

    /**
     * Lets charging go on or begin with the plan that an account has now, or ends it. It goes on with a plan whose periods are as
     * long; others would charge by theirs what was used under the plan before.
     *
     * @param left the plan that was charged until now; null if there was none
     */
    void enter(Account after, @Nullable Plan left) throws SQLException {
        Plan plan = PlanTerms.charged(connection, after);
        boolean goesOn = plan != null
                && left != null
                && plan.limits().quotaPeriod() == left.limits().quotaPeriod();
        if (!goesOn) {
            PlanChargeTable.end(connection, after.id());
        }
        if (plan != null && PlanChargeTable.term(connection, after.id()) == null) {
            PlanChargeTable.begin(connection, after.id(), PlanTerms.begin(connection, after, now));
        }
    }

    /**
     * Charges periods of an account's plan that are over, and with them what was found later of those before.
     *
     * @param endedBy when they must have ended
     * @return whether anything was posted
     */
    boolean charge(Account account, Plan plan, Term term, long endedBy) throws SQLException {
        List<PlanCharge> over = terms.over(connection, account, plan, term, endedBy);
        if (over.isEmpty()) {
            return false;
        }
        boolean posted = false;
        for (PlanCharge late : foundLater(account)) {
            posted |= charge(late, null);
        }
        for (PlanCharge charge : over) {
            posted |= charge(charge, term.start());
            PlanChargeTable.goOn(connection, account.id(), charge.period().end());
        }
        return posted;
    }

    /** Of charged periods, what was written of their use only after it was charged. What was charged is never changed. */
    private List<PlanCharge> foundLater(Account account) throws SQLException {
        long behind = now - PlanTerms.LOOKED_AT_AGAIN.toMillis();
        Map<Long, BigDecimal> charged = new HashMap<>();
        Map<Long, PlanCharge> last = new LinkedHashMap<>();
        for (PlanCharge each : PlanChargeTable.beyondQuotas(connection, account, behind)) {
            charged.merge(each.period().start(), each.overage(), BigDecimal::add);
            last.put(each.period().start(), each);
        }
        Map<Long, BigDecimal> used =
                last.isEmpty() ? Map.of() : PlanChargeTable.usedInThem(connection, account, behind);
        List<PlanCharge> later = new ArrayList<>();
        last.forEach((start, charge) -> {
            BigDecimal all = used.get(start);
            BigDecimal quota = charge.quota();
            if (all != null && quota != null) {
                BigDecimal rest = all.subtract(quota).subtract(charged.getOrDefault(start, BigDecimal.ZERO));
                if (rest.signum() > 0) {
                    later.add(charge.further(charge.number() + 1, rest));
                }
            }
        });
        return later;
    }

    private boolean charge(PlanCharge charge, @Nullable Long termStart) throws SQLException {
        PlanChargeTable.insert(connection, charge, termStart, now);
        boolean posted = post(charge, "plan", charge.price());
        return post(charge, "overage", charge.overageAmount()) || posted;
    }

    private boolean post(PlanCharge charge, String kind, BigDecimal amount) throws SQLException {
        if (amount.signum() == 0) {
            return false;
        }
        Posting posting = new Posting(
                charge.accountId(),
                EntryType.ADJUSTMENT,
                amount.negate(),
                charge.currency(),
                PlanReference.of(kind, charge),
                (kind.equals("plan") ? "Plan " : "Beyond the quota of plan ")
                        + charge.planName()
                        + ", "
                        + Instant.ofEpochMilli(charge.period().start())
                        + " to "
                        + Instant.ofEpochMilli(charge.period().end())
                        + (charge.number() == 1 ? "" : ", found later"));
        LedgerTable.post(connection, bulk, posting, ACTOR, change, Instant.ofEpochMilli(now));
        return true;
    }
}
