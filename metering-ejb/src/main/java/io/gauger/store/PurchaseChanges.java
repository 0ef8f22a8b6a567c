package io.gauger.store;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.gauger.account.Account;
import io.gauger.account.AuditEntry;
import io.gauger.account.RefusedChange;
import io.gauger.account.RefusedChange.Reason;
import io.gauger.ledger.EntryType;
import io.gauger.ledger.Posting;
import io.gauger.pay.Checkout;
import io.gauger.pay.PaymentEvent;
import io.gauger.pay.Purchase;
import io.gauger.pay.PurchaseReference;
import io.gauger.pay.Purchases;
import io.gauger.pay.Purchases.NewPurchase;
import io.gauger.pay.RefusedPayment;
import io.gauger.record.RecordId;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@link StoredChanges} does with purchases. The number of the change keeps any two of them apart, on all nodes, so a
 * purchase that is found not credited is credited by nobody else. What locks the balance comes last.
 */
final class PurchaseChanges {
    private static final System.Logger LOG = System.getLogger(PurchaseChanges.class.getName());
    private static final RecordId IDS = new RecordId();
    private static final String PURCHASE = "purchase";

    private final Connection connection;
    private final Bulk bulk;
    private final LedgerChanges ledger;
    private final Instant now;
    private final AuditNote audit;

    PurchaseChanges(Connection connection, Bulk bulk, LedgerChanges ledger, Instant now, AuditNote audit) {
        this.connection = connection;
        this.bulk = bulk;
        this.ledger = ledger;
        this.now = now;
        this.audit = audit;
    }

    Purchase begin(NewPurchase wanted) throws SQLException {
        String accountId = wanted.accountId();
        Optional<Account> account = AccountTable.find(connection, accountId);
        Optional<BalanceRow> balance = BalanceTable.find(connection, bulk, accountId);
        if (account.isEmpty() && balance.isEmpty() && wanted.stored()) {
            throw new RefusedChange(Reason.NO_SUCH_ACCOUNT);
        }
        if (account.isPresent() && account.get().status() == Account.Status.CLOSED) {
            throw new RefusedChange(Reason.ACCOUNT_IS_CLOSED);
        }
        String currency = currency(account, balance, wanted.otherwiseCurrency());
        if (!currency.equals(wanted.what().currency())) {
            throw new RefusedPayment(
                    RefusedPayment.Reason.OTHER_CURRENCY,
                    "The account's money is in " + currency + ", the package is sold in "
                            + wanted.what().currency() + ".");
        }
        if (!wanted.instant()) {
            refuseTooManyPending(accountId);
        }
        Purchase purchase = Purchase.begun(newId("pur_", now), accountId, wanted.what(), wanted.provider(), now);
        PurchaseTable.insert(connection, purchase);
        audit.of(AuditEntry.Action.CREATE, PURCHASE, purchase.id(), null, StateText.of(purchase));
        return wanted.instant() ? credit(purchase, purchase) : purchase;
    }

    /** No other begins meanwhile, as this transaction has the number of its change. */
    private void refuseTooManyPending(String accountId) throws SQLException {
        long since = now.minus(Purchases.PENDING_FOR).toEpochMilli();
        long sinceWithoutCheckout =
                now.minus(Purchases.PENDING_WITHOUT_CHECKOUT_FOR).toEpochMilli();
        if (PurchaseTable.pending(connection, accountId, since, sinceWithoutCheckout) >= Purchases.MOST_PENDING) {
            throw new RefusedPayment(
                    RefusedPayment.Reason.TOO_MANY_PENDING,
                    Purchases.MOST_PENDING
                            + " purchases of the account are not paid yet, and no more may be at once. Pay"
                            + " one of them; one that is not paid counts for " + Purchases.PENDING_FOR.toHours()
                            + " hours.");
        }
    }

    /** The payment may be known before. */
    Purchase started(String id, Checkout checkout) throws SQLException {
        Purchase before = find(id).orElseThrow(PurchaseChanges::noSuchPurchase);
        return write(before, before.known(checkout.session(), null, checkout.url()));
    }

    void waiting(PaymentEvent.Waiting waiting) throws SQLException {
        Optional<Purchase> before = find(waiting.purchaseId());
        if (before.isPresent() && isOwnSession(before.get(), waiting.session())) {
            write(before.get(), before.get().known(waiting.session(), waiting.payment(), null));
        }
    }

    void ended(PaymentEvent.Ended ended) throws SQLException {
        Optional<Purchase> found = find(ended.purchaseId());
        if (found.isPresent()
                && isOwnSession(found.get(), ended.session())
                && !found.get().isCredited()) {
            Purchase before = found.get();
            write(
                    before,
                    before.known(ended.session(), null, null)
                            .ended(ended.failed() ? Purchase.Status.FAILED : Purchase.Status.EXPIRED));
        }
    }

    void paid(PaymentEvent.Paid paid) throws SQLException {
        Optional<Purchase> found = find(paid.purchaseId());
        if (found.isEmpty()) {
            LOG.log(WARNING, "A payment came for purchase {0}, which is not in this database", paid.purchaseId());
            return;
        }
        Purchase before = found.get();
        String problem = problem(before, paid);
        if (problem != null) {
            LOG.log(ERROR, "A payment for purchase {0} is not credited: {1}", before.id(), problem);
            write(before, before.troubled(problem));
        } else if (!before.isCredited()) {
            credit(before, before.known(paid.session(), paid.payment(), null));
        }
    }

    /** Takes back what is unused of a purchase whose term is over; once. */
    void expire(Purchase before, BigDecimal unused) throws SQLException {
        write(before, before.expired(now, unused));
        if (unused.signum() > 0) {
            ledger.post(new Posting(
                    before.accountId(),
                    EntryType.EXPIRY,
                    unused.negate(),
                    before.currency(),
                    PurchaseReference.ofExpiry(before.id()),
                    "unused of " + before.what().name()));
        }
        LOG.log(INFO, "{0} {1} of purchase {2} expired unused", unused, before.currency(), before.id());
    }

    private Purchase credit(Purchase before, Purchase paid) throws SQLException {
        Purchase credited = write(before, paid.credited(now));
        ledger.post(new Posting(
                credited.accountId(),
                EntryType.PURCHASE,
                credited.credits(),
                credited.currency(),
                PurchaseReference.ofPurchase(credited.id()),
                credited.what().name()));
        return credited;
    }

    /** Why a payment must not be credited; null if nothing speaks against it. */
    private @Nullable String problem(Purchase purchase, PaymentEvent.Paid paid) throws SQLException {
        if (!isOwnSession(purchase, paid.session())) {
            return "it was paid in checkout " + paid.session() + " and not in that of the purchase";
        }
        if (purchase.isCredited()) {
            return null;
        }
        if (paid.amount().compareTo(purchase.amount()) != 0 || !paid.currency().equals(purchase.currency())) {
            return paid.amount().toPlainString() + " " + paid.currency() + " was paid, and not "
                    + purchase.amount().stripTrailingZeros().toPlainString() + " " + purchase.currency();
        }
        String currency = currency(
                AccountTable.find(connection, purchase.accountId()),
                BalanceTable.find(connection, bulk, purchase.accountId()),
                purchase.currency());
        return currency.equals(purchase.currency()) ? null : "the account's money is in " + currency + " now";
    }

    private static boolean isOwnSession(Purchase purchase, String session) {
        String known = purchase.at().session();
        return known == null || known.equals(session);
    }

    private static String currency(Optional<Account> account, Optional<BalanceRow> balance, String otherwise) {
        return account.map(Account::currency)
                .or(() -> balance.map(BalanceRow::currency))
                .orElse(otherwise);
    }

    Optional<Purchase> find(String id) throws SQLException {
        return PurchaseTable.find(connection, id);
    }

    /** What stays as it is is not written. */
    Purchase write(Purchase before, Purchase after) throws SQLException {
        if (!after.equals(before)) {
            PurchaseTable.update(connection, after);
            audit.of(AuditEntry.Action.UPDATE, PURCHASE, after.id(), StateText.of(before), StateText.of(after));
        }
        return after;
    }

    /** Later ones are greater. */
    static String newId(String prefix, Instant now) {
        return prefix + IDS.next(now.toEpochMilli()).toString().replace("-", "");
    }

    static RefusedPayment noSuchPurchase() {
        return new RefusedPayment(RefusedPayment.Reason.NO_SUCH_PURCHASE, "No purchase has this id.");
    }
}
