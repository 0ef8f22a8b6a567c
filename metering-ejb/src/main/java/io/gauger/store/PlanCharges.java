package io.gauger.store;

import static java.lang.System.Logger.Level.WARNING;

import io.gauger.account.Account;
import io.gauger.account.Plan;
import io.gauger.account.RefusedChange;
import io.gauger.store.PlanChargeTable.Term;
import io.gauger.usage.StoreUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Posts what plans cost when their periods are over. Each period is charged once over all nodes, as they come one after the other
 * by the number of the change, and each finds how far the one before came. For one thread.
 */
final class PlanCharges {
    private static final System.Logger LOG = System.getLogger(PlanCharges.class.getName());
    private static final int ACCOUNTS_AT_ONCE = 100;

    /** Behind which records wait; the rest is done in the next step. */
    private static final long LONGEST_STEP = Duration.ofMillis(50).toNanos();

    private static final long PAUSE = Duration.ofMinutes(5).toNanos();
    private static final long PAUSE_AFTER_FAILURE = Duration.ofSeconds(10).toNanos();

    private final EntityManagers managers;
    private final Database database;
    private final PlanTerms terms;
    private final LongSupplier nanoTime;
    private long notBefore = System.nanoTime();
    private String last = "";

    PlanCharges(EntityManagers managers, Database database, PlanTerms terms) {
        this(managers, database, terms, System::nanoTime);
    }

    PlanCharges(EntityManagers managers, Database database, PlanTerms terms, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
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
        long start = nanoTime.getAsLong();
        for (String account : accounts) {
            posted |= charge(account, now);
            last = account;
            if (nanoTime.getAsLong() - start >= LONGEST_STEP) {
                notBefore = System.nanoTime();
                return posted;
            }
        }
        if (accounts.size() < ACCOUNTS_AT_ONCE) {
            last = "";
            notBefore = System.nanoTime() + PAUSE;
            managers.inTransaction(connection -> {
                database.beginWriting(connection);
                PlanChargeTable.endWithoutPlan(connection);
                return last;
            });
        } else {
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
        return term == null || terms.isDue(charged.account(), charged.plan(), term.chargedUntil(), now);
    }

    private boolean charge(Connection connection, String id, long change, long now) throws SQLException {
        Charged charged = find(connection, id);
        if (charged == null) {
            return false;
        }
        Term term = PlanChargeTable.term(connection, id);
        if (term == null) {
            PlanChargeTable.begin(connection, id, PlanTerms.begin(connection, charged.account(), now));
            return false;
        }
        return new PlanPostings(connection, database.bulk(), terms, change, now)
                .charge(charged.account(), charged.plan(), term, now - PlanTerms.GRACE.toMillis());
    }

    private record Charged(Account account, Plan plan) {}

    private static @Nullable Charged find(Connection connection, String id) throws SQLException {
        Optional<Account> account = AccountTable.find(connection, id);
        Plan plan = account.isEmpty() ? null : PlanTerms.charged(connection, account.get());
        return plan == null ? null : new Charged(account.get(), plan);
    }
}
