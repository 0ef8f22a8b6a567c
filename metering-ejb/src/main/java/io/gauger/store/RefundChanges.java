package io.gauger.store;

import static java.lang.System.Logger.Level.WARNING;

import io.gauger.ledger.EntryType;
import io.gauger.ledger.Posting;
import io.gauger.pay.MinorUnits;
import io.gauger.pay.PaymentSettings;
import io.gauger.pay.Purchase;
import io.gauger.pay.PurchaseReference;
import io.gauger.pay.Refund;
import io.gauger.pay.RefusedPayment;
import io.gauger.pay.RefusedPayment.Reason;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@link StoredChanges} does with refunds: credits go before the money does, and come back if it does not go. */
final class RefundChanges {
    private static final System.Logger LOG = System.getLogger(RefundChanges.class.getName());

    private final Connection connection;
    private final Bulk bulk;
    private final LedgerChanges ledger;
    private final PurchaseChanges purchases;
    private final Instant now;

    RefundChanges(Connection connection, Bulk bulk, LedgerChanges ledger, PurchaseChanges purchases, Instant now) {
        this.connection = connection;
        this.bulk = bulk;
        this.ledger = ledger;
        this.purchases = purchases;
        this.now = now;
    }

    /** See {@link io.gauger.pay.Purchases#beginRefund}. */
    Refund begin(String purchaseId, @Nullable BigDecimal wanted, String reason) throws SQLException {
        Purchase purchase = purchases.find(purchaseId).orElseThrow(PurchaseChanges::noSuchPurchase);
        Optional<Refund> pending = RefundTable.of(connection, purchaseId).stream()
                .filter(refund -> refund.status() == Refund.Status.PENDING)
                .findFirst();
        if (pending.isPresent()) {
            return pendingOf(pending.get(), wanted, purchase.currency());
        }
        BigDecimal amount = amount(purchase, wanted);
        BigDecimal credits = credits(purchase, amount);
        refuseWithoutCredits(purchase, amount, credits);
        boolean nobodyTookMoney = purchase.at().provider().equals(PaymentSettings.DEVELOPMENT);
        Refund refund = new Refund(
                PurchaseChanges.newId("ref_", now),
                purchaseId,
                amount,
                credits,
                reason,
                nobodyTookMoney ? Refund.Status.COMPLETED : Refund.Status.PENDING,
                null,
                now,
                nobodyTookMoney ? now : null);
        RefundTable.insert(connection, refund);
        purchases.write(purchase, purchase.refunded(amount, credits));
        post(purchase, EntryType.REFUND, credits.negate(), PurchaseReference.ofRefund(refund), reason);
        return refund;
    }

    /** The money is given back. */
    Refund done(String refundId, String providerId) throws SQLException {
        Refund refund = find(refundId).orElseThrow(PurchaseChanges::noSuchPurchase);
        if (refund.status() == Refund.Status.PENDING) {
            RefundTable.end(connection, refundId, Refund.Status.COMPLETED, providerId, now);
        }
        return find(refundId).orElse(refund);
    }

    /** The money is not given back, so the credits are; once. */
    void refused(String refundId, String why) throws SQLException {
        Optional<Refund> found = find(refundId);
        if (found.isEmpty()) {
            LOG.log(WARNING, "A refund failed of which this database knows nothing: {0}", refundId);
            return;
        }
        Refund refund = found.get();
        if (refund.status() == Refund.Status.REFUSED) {
            return;
        }
        Purchase purchase = purchases.find(refund.purchaseId()).orElseThrow(PurchaseChanges::noSuchPurchase);
        RefundTable.end(connection, refundId, Refund.Status.REFUSED, null, now);
        purchases.write(
                purchase,
                purchase.refunded(refund.amount().negate(), refund.credits().negate())
                        .troubled("refund " + refundId + " was not carried out: " + why));
        post(
                purchase,
                EntryType.ADJUSTMENT,
                refund.credits(),
                PurchaseReference.ofRefusedRefund(refund),
                "refund was not carried out");
    }

    private Optional<Refund> find(String id) throws SQLException {
        return RefundTable.find(connection, id);
    }

    private static Refund pendingOf(Refund pending, @Nullable BigDecimal wanted, String currency) {
        if (wanted == null || wanted.compareTo(pending.amount()) == 0) {
            return pending;
        }
        throw new RefusedPayment(
                Reason.REFUND_PENDING,
                "A refund of " + plain(pending.amount()) + " " + currency
                        + " is pending; ask for the same amount again to complete it.");
    }

    private static BigDecimal amount(Purchase purchase, @Nullable BigDecimal wanted) {
        if (!purchase.isCredited()) {
            throw new RefusedPayment(
                    Reason.NOT_COMPLETED, "The purchase was not paid, so there is nothing to give back.");
        }
        BigDecimal left = purchase.refundable();
        BigDecimal amount = wanted == null ? left : wanted;
        if (left.signum() == 0 || amount.compareTo(left) > 0) {
            throw new RefusedPayment(
                    Reason.MORE_THAN_PAID,
                    "Of " + plain(purchase.amount()) + " " + purchase.currency() + " that were paid, "
                            + plain(purchase.takenBack().refundedAmount()) + " were given back and " + plain(left)
                            + " are left.");
        }
        if (!MinorUnits.isPayable(amount, purchase.currency())) {
            throw new RefusedPayment(
                    Reason.NOT_PAYABLE,
                    "must be above 0 with at most " + MinorUnits.of(purchase.currency()) + " decimals, as "
                            + purchase.currency() + " has");
        }
        return amount;
    }

    /** In proportion to the money, so that all of the money takes all of the credits, in whichever parts. */
    private static BigDecimal credits(Purchase purchase, BigDecimal amount) {
        BigDecimal given = purchase.takenBack().refundedAmount().add(amount);
        return purchase.credits()
                .multiply(given)
                .divide(purchase.amount(), Posting.SCALE, RoundingMode.HALF_EVEN)
                .subtract(purchase.takenBack().refundedCredits());
    }

    /** The balance stays locked, so that nothing is used meanwhile. */
    private void refuseWithoutCredits(Purchase purchase, BigDecimal amount, BigDecimal credits) throws SQLException {
        BigDecimal balance = BalanceTable.lock(
                        connection, bulk, List.of(purchase.accountId()), id -> purchase.currency())
                .get(0)
                .balance();
        if (balance.compareTo(credits) < 0) {
            throw new RefusedPayment(
                    Reason.CREDITS_USED,
                    "For " + plain(amount) + " " + purchase.currency() + " " + plain(credits)
                            + " credits would be taken back, and the account's balance is " + plain(balance) + ".");
        }
    }

    private void post(Purchase purchase, EntryType type, BigDecimal credits, String reference, String reason)
            throws SQLException {
        if (credits.signum() != 0) {
            ledger.post(new Posting(purchase.accountId(), type, credits, purchase.currency(), reference, reason));
        }
    }

    private static String plain(BigDecimal value) {
        return value.stripTrailingZeros().toPlainString();
    }
}
