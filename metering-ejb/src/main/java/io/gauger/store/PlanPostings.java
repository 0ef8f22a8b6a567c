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
import java.util.List;
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

    /** Charges what is over of the plan that an account loses, as nobody would afterwards. */
    void leave(Account before) throws SQLException {
        Plan plan = PlanTerms.charged(connection, before);
        Term term = PlanChargeTable.term(connection, before.id());
        long chargedUntil = Long.MIN_VALUE;
        while (plan != null && term != null && term.chargedUntil() > chargedUntil) {
            chargedUntil = term.chargedUntil();
            charge(before, plan, term, now);
            // as only some are charged at once
            term = PlanChargeTable.term(connection, before.id());
        }
    }

    /** Lets charging go on or begin with the plan that an account has now, or ends it. */
    void enter(Account after) throws SQLException {
        if (PlanTerms.charged(connection, after) == null) {
            PlanChargeTable.end(connection, after.id());
        } else if (PlanChargeTable.term(connection, after.id()) == null) {
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
        List<PlanCharge> over = terms.open(connection, account, plan, term.chargedUntil(), now).stream()
                .filter(charge -> charge.period().end() <= endedBy)
                .toList();
        if (over.isEmpty()) {
            return false;
        }
        boolean posted = false;
        for (PlanCharge late : foundLater(account.id())) {
            posted |= charge(late, null);
        }
        for (PlanCharge charge : over) {
            posted |= charge(charge, term.start());
            PlanChargeTable.goOn(connection, account.id(), charge.period().end());
        }
        return posted;
    }

    /** Of charged periods, what was written of their use only after it was charged. What was charged is never changed. */
    private List<PlanCharge> foundLater(String account) throws SQLException {
        List<PlanCharge> later = new ArrayList<>();
        PlanCharge last = null;
        BigDecimal charged = BigDecimal.ZERO;
        for (PlanCharge each :
                PlanChargeTable.beyondQuotas(connection, account, now - PlanTerms.LOOKED_AT_AGAIN.toMillis())) {
            if (last != null && last.period().start() != each.period().start()) {
                addRest(last, charged, later);
                charged = BigDecimal.ZERO;
            }
            charged = charged.add(each.overage());
            last = each;
        }
        if (last != null) {
            addRest(last, charged, later);
        }
        return later;
    }

    private void addRest(PlanCharge last, BigDecimal charged, List<PlanCharge> later) throws SQLException {
        BigDecimal quota = last.quota();
        if (quota != null) {
            BigDecimal used = PlanChargeTable.used(connection, last.accountId(), last.counted(), last.period());
            BigDecimal rest = used.subtract(quota).subtract(charged);
            if (rest.signum() > 0) {
                later.add(last.further(last.number() + 1, rest));
            }
        }
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
