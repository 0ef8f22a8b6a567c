package io.gauger.store;

import static java.lang.System.Logger.Level.WARNING;

import io.gauger.account.Account;
import io.gauger.account.Plan;
import io.gauger.account.RefusedChange;
import io.gauger.bill.PlanCharge;
import io.gauger.ledger.EntryType;
import io.gauger.ledger.Posting;
import io.gauger.store.PlanChargeTable.Term;
import io.gauger.usage.StoreUnavailableException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Posts what plans cost when their periods are over. Each period is charged once over all nodes, as they come one after the other
 * by the number of the change, and each finds how far the one before came. For one thread.
 */
final class PlanCharges {
    private static final System.Logger LOG = System.getLogger(PlanCharges.class.getName());
    private static final String ACTOR = "gauger";
    private static final int ACCOUNTS_AT_ONCE = 100;
    private static final long PAUSE = Duration.ofMinutes(5).toNanos();
    private static final long PAUSE_AFTER_FAILURE = Duration.ofSeconds(10).toNanos();

    private final EntityManagers managers;
    private final Database database;
    private final PlanTerms terms;
    private long notBefore = System.nanoTime();
    private String last = "";

    PlanCharges(EntityManagers managers, Database database, PlanTerms terms) {
        this.managers = managers;
        this.database = database;
        this.terms = terms;
    }

    /**
     * Charges some accounts, if any are due.
     *
     * @param now in milliseconds since 1970-01-01T00:00Z
     * @return whether anything was posted, so that nodes are to read their accounts
     */
    boolean step(long now) {
        if (System.nanoTime() - notBefore < 0) {
            return false;
        }
        // unless all goes well
        notBefore = System.nanoTime() + PAUSE_AFTER_FAILURE;
        List<String> accounts =
                managers.inTransaction(connection -> PlanChargeTable.charged(connection, last, ACCOUNTS_AT_ONCE));
        boolean posted = false;
        for (String account : accounts) {
            posted |= charge(account, now);
        }
        if (accounts.size() < ACCOUNTS_AT_ONCE) {
            last = "";
            notBefore = System.nanoTime() + PAUSE;
            managers.inTransaction(connection -> {
                database.beginWriting(connection);
                PlanChargeTable.endWithoutPlan(connection);
                return ACTOR;
            });
        } else {
            last = accounts.get(accounts.size() - 1);
            notBefore = System.nanoTime();
        }
        return posted;
    }

    /** One that cannot be charged must not keep the others from it. */
    private boolean charge(String account, long now) {
        try {
            return managers.inTransaction(connection -> isDue(connection, account, now))
                    && managers.inTransaction(connection -> {
                        database.beginWriting(connection);
                        return charge(connection, account, StoredAdministration.next(connection), now);
                    });
        } catch (RefusedChange e) {
            LOG.log(
                    WARNING,
                    "The plan of account " + account + " cannot be charged, as the ledger refuses it: " + e.reason());
            return false;
        } catch (StoreUnavailableException e) {
            FailureKind kind = FailureKind.of(e);
            if (kind != FailureKind.CONFLICT && kind != FailureKind.DATA) {
                throw e;
            }
            LOG.log(WARNING, "The plan of account " + account + " cannot be charged now", e);
            return false;
        }
    }

    private boolean isDue(Connection connection, String id, long now) throws SQLException {
        Charged charged = find(connection, id);
        if (charged == null) {
            return false;
        }
        Term term = PlanChargeTable.term(connection, id);
        return term == null
                || terms.open(connection, charged.account(), charged.plan(), term.chargedUntil(), now).stream()
                        .anyMatch(charge -> isOver(charge, now));
    }

    private boolean charge(Connection connection, String id, long change, long now) throws SQLException {
        Charged charged = find(connection, id);
        if (charged == null) {
            return false;
        }
        Term term = PlanChargeTable.term(connection, id);
        if (term == null) {
            PlanChargeTable.begin(connection, id, terms.begin(charged.account(), charged.plan(), now));
            return false;
        }
        boolean posted = false;
        for (PlanCharge charge : terms.open(connection, charged.account(), charged.plan(), term.chargedUntil(), now)) {
            if (isOver(charge, now)) {
                PlanChargeTable.insert(connection, charge, term.start(), now);
                PlanChargeTable.goOn(connection, id, charge.period().end());
                posted |= post(connection, charge, "plan", charge.price(), change, now);
                posted |= post(connection, charge, "overage", charge.overageAmount(), change, now);
            }
        }
        return posted;
    }

    private boolean post(
            Connection connection, PlanCharge charge, String kind, BigDecimal amount, long change, long now)
            throws SQLException {
        if (amount.signum() == 0) {
            return false;
        }
        String from = Instant.ofEpochMilli(charge.period().start()).toString();
        String to = Instant.ofEpochMilli(charge.period().end()).toString();
        Posting posting = new Posting(
                charge.accountId(),
                EntryType.ADJUSTMENT,
                amount.negate(),
                charge.currency(),
                PlanReference.of(kind, charge),
                (kind.equals("plan") ? "Plan " : "Beyond the quota of plan ") + charge.planName() + ", " + from + " to "
                        + to);
        LedgerTable.post(connection, database.bulk(), posting, ACTOR, change, Instant.ofEpochMilli(now));
        return true;
    }

    private static boolean isOver(PlanCharge charge, long now) {
        return charge.period().end() + PlanTerms.GRACE.toMillis() <= now;
    }

    private record Charged(Account account, Plan plan) {}

    /** Nothing of a plan in another currency than the account's, which can only be one of an earlier version's. */
    private static @Nullable Charged find(Connection connection, String id) throws SQLException {
        Optional<Account> account = AccountTable.find(connection, id);
        String planId = account.map(Account::planId).orElse(null);
        Optional<Plan> plan = planId == null ? Optional.empty() : PlanTable.find(connection, planId);
        return account.isEmpty()
                        || plan.isEmpty()
                        || !plan.get().currency().equals(account.get().currency())
                ? null
                : new Charged(account.get(), plan.get());
    }
}
