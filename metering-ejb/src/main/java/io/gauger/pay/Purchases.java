package io.gauger.pay;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where purchases are kept, beside the ledger that they are posted to. All methods throw {@code StoreUnavailableException} if
 * the database cannot be asked, or it is not certain that the change is kept; {@link #begin} and {@link #beginRefund}
 * throw {@code RefusedChange} for accounts and idempotency keys. Implementations are safe for concurrent use, by any
 * number of nodes.
 */
public interface Purchases {
    /**
     * So many purchases of an account may wait for their payments at once. Each purchase is a change that all nodes hear of, and a
     * row of the audit, which is never removed.
     */
    int MOST_PENDING = 20;

    /** How long a purchase counts as pending whose payment does not come; as long as a checkout is open. */
    Duration PENDING_FOR = Duration.ofDays(1);

    /** The same where no checkout is known, so that an outage of the payment provider does not keep customers out for a day. */
    Duration PENDING_WITHOUT_CHECKOUT_FOR = Duration.ofHours(1);

    Optional<Purchase> find(String id);

    /**
     * Purchases, newest first.
     *
     * @param before those older than the one of this id only; null from the newest on
     */
    List<Purchase> list(Query query, @Nullable String before, int limit);

    /** All of one purchase, oldest first. */
    List<Refund> refunds(String purchaseId);

    /**
     * Notes a purchase, and credits it at once if nobody takes money for it. The same request with the same idempotency key
     * gives the purchase of the first time.
     *
     * @throws RefusedPayment if the account's money is of another currency, or {@link #MOST_PENDING} of its purchases wait for
     *     their payments
     */
    Purchase begin(Request request, NewPurchase wanted);

    /** Notes where a purchase is paid; of one that is paid already too. */
    Purchase started(String id, Checkout checkout);

    /**
     * Credits what was paid, once, whatever comes how often and in whichever order. What does not fit the purchase is not
     * credited, and noted as its problem.
     */
    void paid(String actor, PaymentEvent.Paid paid);

    /** Notes that a checkout goes on without a payment as yet, so that its names there are known. */
    void waiting(PaymentEvent.Waiting waiting);

    /** Notes that a checkout ended without payment, unless it was paid. */
    void ended(String actor, PaymentEvent.Ended ended);

    /**
     * Takes credits back, before the money is given back. If a refund of the same amount is pending it is that one.
     *
     * @param amount of money; null for all that is left
     * @throws RefusedPayment if there is not so much to give back, or the account does not have the credits any more
     */
    Refund beginRefund(Request request, String purchaseId, @Nullable BigDecimal amount, String reason);

    /** Notes that the money of a refund is given back. */
    Refund refunded(String refundId, String providerId);

    /** Gives the credits of a refund back to the account, once, as the money was not given back. */
    void refundRefused(String actor, String refundId, String why);

    /** Which purchases; conditions that are null hold for all. */
    record Query(@Nullable String accountId, Purchase.@Nullable Status status) {}

    /**
     * Who asks for what.
     *
     * @param actor for the audit
     * @param idempotencyKey what the client made up for this request; null without one
     * @param text all that the request asks for
     */
    record Request(String actor, @Nullable String idempotencyKey, String text) {}

    /**
     * A purchase that is to begin.
     *
     * @param accountId who gets the credits
     * @param stored whether the account must be a stored one; what is billed by a key of the deployment need not be
     * @param otherwiseCurrency the currency of an account that is not stored
     * @param what what is bought
     * @param provider who takes the money
     * @param instant whether it is credited at once
     */
    record NewPurchase(
            String accountId,
            boolean stored,
            String otherwiseCurrency,
            CreditPackage what,
            String provider,
            boolean instant) {}
}
