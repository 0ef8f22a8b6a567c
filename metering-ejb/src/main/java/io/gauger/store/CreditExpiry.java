package io.gauger.store;

import static java.lang.System.Logger.Level.WARNING;

import io.gauger.ledger.EntryType;
import io.gauger.ledger.LedgerEntry;
import io.gauger.pay.CreditLots;
import io.gauger.pay.Purchase;
import io.gauger.pay.PurchaseReference;
import io.gauger.usage.StoreUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes back what is unused of credits at the end of their term. What that is comes from replaying the account's entries, page
 * by page and without any lock; only the last ones are read while the balance is locked. Of several nodes that do this one
 * is first. An account of which that cannot be told, or with which the database fails, is set aside and tried again an hour
 * later. For one thread.
 */
final class CreditExpiry {
    private static final System.Logger LOG = System.getLogger(CreditExpiry.class.getName());

    /** Entries at a time, which take some milliseconds. */
    private static final int PAGE = 500;

    /** Where so many fail one after the other for no reason of theirs, it is the database that is to be left alone. */
    private static final int FAILURES_OF_A_ROUND = 5;

    /** As the audit names it. */
    private static final String ACTOR = "gauger";

    private final EntityManagers managers;
    private final Database database;
    private final SetAside aside;
    private final PlanTerms terms;
    private @Nullable Replay replay;

    /** How far the entries were read of the account that was done last. */
    private @Nullable Replay before;

    private int failures;

    /** Whether something was in the way of the last one, which is over then as a rule. */
    private boolean inTheWay;

    CreditExpiry(EntityManagers managers, Database database, PlanTerms terms) {
        this(managers, database, terms, System::nanoTime);
    }

    CreditExpiry(EntityManagers managers, Database database, PlanTerms terms, LongSupplier nanoTime) {
        this.managers = managers;
        this.database = database;
        this.terms = terms;
        this.aside = new SetAside(nanoTime);
    }

    /**
     * Does a little of it, which takes some milliseconds.
     *
     * @param now up to which instant terms are over, in milliseconds since 1970
     * @return whether there is more to do
     * @throws StoreUnavailableException if it is of no use to go on now
     */
    boolean step(long now) {
        Replay going = replay;
        if (going == null) {
            Set<String> without = aside.accounts();
            Optional<Purchase> due = aside.isFull()
                    ? Optional.empty()
                    : managers.inTransaction(connection -> PurchaseTable.due(connection, now, without));
            replay = due.map(purchase -> Replay.of(purchase, before)).orElse(null);
            before = null;
            return due.isPresent();
        }
        try {
            List<Step> page = managers.inTransaction(connection -> going.nextPage(connection));
            going.apply(page);
            if (page.size() < PAGE && expire(going)) {
                before = going;
                replay = null;
                failures = 0;
                inTheWay = false;
                aside.isRight(going.purchase.accountId());
            }
        } catch (StoreUnavailableException e) {
            replay = null;
            FailureKind kind = FailureKind.of(e);
            if (kind == FailureKind.CONNECTION) {
                throw e;
            }
            if (kind == FailureKind.CONFLICT && !inTheWay) {
                inTheWay = true;
                return true;
            }
            inTheWay = false;
            setAside(going, kind.name(), e);
            failures = kind == FailureKind.DATA ? failures : failures + 1;
            if (failures == FAILURES_OF_A_ROUND) {
                failures = 0;
                throw e;
            }
        } catch (RuntimeException e) {
            replay = null;
            setAside(going, e.getClass().getName(), e);
        }
        return true;
    }

    private void setAside(Replay failed, String why, RuntimeException e) {
        String account = failed.purchase.accountId();
        if (aside.add(account, why)) {
            LOG.log(
                    WARNING,
                    "Credits of account " + account + " whose term is over cannot be taken back: " + e.getMessage()
                            + ". They stay until that is put right; reconciling shows what is wrong with a ledger. It is tried"
                            + " again every hour, and told no more as long as it fails in the same way",
                    e);
        }
    }

    /** Whether it is done, here or elsewhere; not if very many entries came meanwhile. */
    private boolean expire(Replay unlocked) {
        return managers.inTransaction(connection -> {
            database.beginWriting(connection);
            Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
            StoredChanges changes = new StoredChanges(
                    connection, database.bulk(), terms, ACTOR, StoredAdministration.next(connection), now);
            Optional<Purchase> there = changes.purchases().find(unlocked.purchase.id());
            if (there.isEmpty() || there.get().takenBack().expiredAt() != null) {
                return true;
            }
            Purchase purchase = there.get();
            BalanceTable.lock(connection, database.bulk(), List.of(purchase.accountId()), id -> purchase.currency());
            // of its own, as this may be tried again
            Replay locked = unlocked.copy();
            List<Step> rest = locked.nextPage(connection);
            locked.apply(rest);
            if (rest.size() == PAGE) {
                return false;
            }
            changes.purchases().expire(purchase, locked.lots.unused(purchase.id()));
            return true;
        });
    }

    /** Its entries do not come to what it tells. */
    private static final class BrokenLedger extends RuntimeException {
        private static final long serialVersionUID = 1;

        BrokenLedger(String message) {
            super(message);
        }
    }

    /** An entry, and if it credits a purchase, until when. */
    private record Step(LedgerEntry entry, @Nullable Instant end) {}

    /** How far an account's entries are read, and what they come to. */
    private static final class Replay {
        private final Purchase purchase;
        private final CreditLots lots;
        private long last;

        private Replay(Purchase purchase, CreditLots lots, long last) {
            this.purchase = purchase;
            this.lots = lots;
            this.last = last;
        }

        /** Goes on where the one before ended, if that is of the same account. */
        private static Replay of(Purchase purchase, @Nullable Replay before) {
            return before != null && before.purchase.accountId().equals(purchase.accountId())
                    ? new Replay(purchase, before.lots, before.last)
                    : new Replay(purchase, new CreditLots(), 0);
        }

        private Replay copy() {
            return new Replay(purchase, lots.copy(), last);
        }

        private List<Step> nextPage(Connection connection) throws SQLException {
            List<Step> page = new ArrayList<>();
            for (LedgerEntry entry : LedgerTable.page(connection, purchase.accountId(), last, PAGE)) {
                page.add(new Step(entry, end(connection, entry)));
            }
            return page;
        }

        private void apply(List<Step> page) {
            for (Step step : page) {
                LedgerEntry entry = step.entry();
                lots.add(entry.type(), entry.reference(), entry.amount(), step.end());
                last = entry.sequence();
                if (lots.balance().compareTo(entry.balanceAfter()) != 0) {
                    throw new BrokenLedger("its ledger tells " + entry.balanceAfter() + " after entry " + last
                            + ", and its entries come to " + lots.balance());
                }
            }
        }

        private static @Nullable Instant end(Connection connection, LedgerEntry entry) throws SQLException {
            String id = entry.type() == EntryType.PURCHASE ? PurchaseReference.purchase(entry.reference()) : null;
            return id == null
                    ? null
                    : PurchaseTable.find(connection, id)
                            .map(Purchase::creditsExpireAt)
                            .orElse(null);
        }
    }
}
