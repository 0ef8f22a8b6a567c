package io.gauger.store;

import io.gauger.pay.Checkout;
import io.gauger.pay.PaymentEvent;
import io.gauger.pay.Purchase;
import io.gauger.pay.Purchases;
import io.gauger.pay.Refund;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps purchases in their tables, each change in one transaction with what it posts to the ledger. */
final class StoredPurchases implements Purchases {
    /** Who notes where a purchase is paid. */
    private static final String OURSELVES = "gauger";

    private final EntityManagers managers;
    private final StoredAdministration administration;

    StoredPurchases(EntityManagers managers, StoredAdministration administration) {
        this.managers = managers;
        this.administration = administration;
    }

    @Override
    public Optional<Purchase> find(String id) {
        return managers.query(connection -> PurchaseTable.find(connection, id));
    }

    @Override
    public List<Purchase> list(Query query, @Nullable String before, int limit) {
        return managers.query(connection -> PurchaseTable.list(connection, query, before, limit));
    }

    @Override
    public List<Refund> refunds(String purchaseId) {
        return managers.query(connection -> RefundTable.of(connection, purchaseId));
    }

    @Override
    public Purchase begin(Request request, NewPurchase wanted) {
        String id = once(request, changes -> changes.purchases().begin(wanted).id());
        return find(id).orElseThrow(PurchaseChanges::noSuchPurchase);
    }

    @Override
    public Purchase started(String id, Checkout checkout) {
        return administration.within(
                OURSELVES, (connection, changes) -> changes.purchases().started(id, checkout));
    }

    @Override
    public void paid(String actor, PaymentEvent.Paid paid) {
        administration.within(actor, (connection, changes) -> {
            changes.purchases().paid(paid);
            return paid;
        });
    }

    @Override
    public void waiting(PaymentEvent.Waiting waiting) {
        administration.within(OURSELVES, (connection, changes) -> {
            changes.purchases().waiting(waiting);
            return waiting;
        });
    }

    @Override
    public void ended(String actor, PaymentEvent.Ended ended) {
        administration.within(actor, (connection, changes) -> {
            changes.purchases().ended(ended);
            return ended;
        });
    }

    @Override
    public Refund beginRefund(Request request, String purchaseId, @Nullable BigDecimal amount, String reason) {
        String id = once(
                request,
                changes -> changes.refunds().begin(purchaseId, amount, reason).id());
        return managers.query(connection -> RefundTable.find(connection, id))
                .orElseThrow(PurchaseChanges::noSuchPurchase);
    }

    @Override
    public Refund refunded(String refundId, String providerId) {
        return administration.within(
                OURSELVES, (connection, changes) -> changes.refunds().done(refundId, providerId));
    }

    @Override
    public void refundRefused(String actor, String refundId, String why) {
        administration.within(actor, (connection, changes) -> {
            changes.refunds().refused(refundId, why);
            return refundId;
        });
    }

    /** What is made, by its id, which is all that is kept for an idempotency key. */
    private String once(Request request, Making making) {
        String key = request.idempotencyKey();
        if (key == null) {
            return administration.within(request.actor(), (connection, changes) -> making.id(changes));
        }
        byte[] id = administration.onceWithin(
                request.actor(), key, request.text(), (connection, changes) -> making.id(changes)
                        .getBytes(StandardCharsets.UTF_8));
        return new String(id, StandardCharsets.UTF_8);
    }

    /** Makes something. */
    @FunctionalInterface
    private interface Making {
        String id(StoredChanges changes) throws SQLException;
    }
}
