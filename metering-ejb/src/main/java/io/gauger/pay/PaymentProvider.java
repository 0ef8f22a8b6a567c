package io.gauger.pay;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Who takes money from customers. Another one is one class. All methods but {@link #read} go over the network, and are never
 * called inside a transaction of the database, nor by a request that is metered. Implementations are safe for concurrent
 * use, give up in bounded time, and tell no secret in messages and logs.
 */
public interface PaymentProvider {
    /** How purchases name it. */
    String name();

    /**
     * Begins a checkout. The same order again gives the same checkout.
     *
     * @throws PaymentException if there is none, or it is not known
     */
    Checkout start(CheckoutOrder order);

    /**
     * Reads an event.
     *
     * @param payload the body as it was sent
     * @param signature what was sent to prove who sent it; null if nothing was
     * @throws PaymentException of kind {@code FORGED} if it is not proved, or cannot be read
     */
    PaymentEvent read(String payload, @Nullable String signature);

    /**
     * Gives money back.
     *
     * @param again whether it was tried before, and may have been done
     * @return the provider's name for it; of the first time if it was done before
     * @throws PaymentException if it was not done, or that is not known
     */
    String refund(RefundOrder order, boolean again);

    /** A purchase that is to be paid, and where the customer is led afterwards. */
    record CheckoutOrder(Purchase purchase, String successUrl, String cancelUrl) {}

    /**
     * Money that is to be given back.
     *
     * @param refundId for which it is given back once
     * @param payment of which
     */
    record RefundOrder(String refundId, String payment, BigDecimal amount, String currency) {}
}
