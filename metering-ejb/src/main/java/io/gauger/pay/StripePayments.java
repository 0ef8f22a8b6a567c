package io.gauger.pay;

import com.stripe.StripeClient;
import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.ApiException;
import com.stripe.exception.AuthenticationException;
import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.Refund;
import com.stripe.model.checkout.Session;
import com.stripe.net.RequestOptions;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.RefundListParams;
import com.stripe.param.checkout.SessionCreateParams;
import com.stripe.param.checkout.SessionCreateParams.LineItem;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes money by <a href="https://docs.stripe.com/payments/checkout">Stripe Checkout</a>. Only this class and {@link
 * StripeEvents} know its library, which is not in the drop-in JAR: it is loaded when a secret key is configured.
 */
final class StripePayments implements PaymentProvider {
    static final String NAME = "stripe";

    /** By which what is found at Stripe is known to be ours. */
    static final String PURCHASE = "gauger_purchase";

    static final String REFUND = "gauger_refund";

    private static final int CONNECT_MILLISECONDS = 5_000;
    private static final int READ_MILLISECONDS = 20_000;
    private static final int CONFLICT = 409;
    private static final Set<String> NOT_CARRIED_OUT = Set.of("failed", "canceled");

    private final StripeClient client;
    private final StripeEvents events;

    /** Calls nobody yet. */
    StripePayments(String secretKey, String webhookSecret, String apiBase) {
        client = StripeClient.builder()
                .setApiKey(secretKey)
                .setApiBase(apiBase)
                .setConnectTimeout(CONNECT_MILLISECONDS)
                .setReadTimeout(READ_MILLISECONDS)
                .setMaxNetworkRetries(1)
                .build();
        events = new StripeEvents(webhookSecret);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public PaymentEvent read(String payload, @Nullable String signature) {
        return events.read(payload, signature);
    }

    @Override
    public Checkout start(CheckoutOrder order) {
        Purchase purchase = order.purchase();
        LineItem line = LineItem.builder()
                .setQuantity(1L)
                .setPriceData(LineItem.PriceData.builder()
                        .setCurrency(purchase.currency().toLowerCase(Locale.ROOT))
                        .setUnitAmount(StripeAmounts.toStripe(purchase.amount(), purchase.currency()))
                        .setProductData(LineItem.PriceData.ProductData.builder()
                                .setName(purchase.what().name())
                                .build())
                        .build())
                .build();
        SessionCreateParams session = SessionCreateParams.builder()
                .setMode(SessionCreateParams.Mode.PAYMENT)
                .addLineItem(line)
                .setClientReferenceId(purchase.id())
                .putMetadata(PURCHASE, purchase.id())
                .setPaymentIntentData(SessionCreateParams.PaymentIntentData.builder()
                        .putMetadata(PURCHASE, purchase.id())
                        .build())
                .setSuccessUrl(order.successUrl())
                .setCancelUrl(order.cancelUrl())
                .build();
        try {
            Session made = client.v1().checkout().sessions().create(session, once(purchase.id()));
            return new Checkout(made.getId(), made.getUrl());
        } catch (StripeException e) {
            throw failure("No checkout for purchase " + purchase.id(), e);
        }
    }

    @Override
    public String refund(RefundOrder order, boolean again) {
        try {
            // Stripe forgets idempotency keys after a day; what is there it tells for good
            String there = again ? found(order) : null;
            if (there != null) {
                return there;
            }
            RefundCreateParams wanted = RefundCreateParams.builder()
                    .setPaymentIntent(order.payment())
                    .setAmount(StripeAmounts.toStripe(order.amount(), order.currency()))
                    .putMetadata(REFUND, order.refundId())
                    .build();
            Refund made = client.v1().refunds().create(wanted, once(order.refundId()));
            if (NOT_CARRIED_OUT.contains(String.valueOf(made.getStatus()))) {
                throw new PaymentException(
                        PaymentException.Kind.REFUSED,
                        "Stripe's refund " + made.getId() + " is " + made.getStatus() + ": " + made.getFailureReason());
            }
            return made.getId();
        } catch (StripeException e) {
            throw failure("Refund " + order.refundId(), e);
        }
    }

    /** What cannot be looked up may have been given back all the same, so it is not refused. */
    private @Nullable String found(RefundOrder order) {
        try {
            return find(order);
        } catch (StripeException e) {
            throw new PaymentException(
                    PaymentException.Kind.UNAVAILABLE,
                    String.valueOf(failure("Refund " + order.refundId(), e).getMessage()));
        }
    }

    private @Nullable String find(RefundOrder order) throws StripeException {
        RefundListParams ofPayment = RefundListParams.builder()
                .setPaymentIntent(order.payment())
                .setLimit(100L)
                .build();
        for (Refund refund : client.v1().refunds().list(ofPayment).autoPagingIterable()) {
            if (refund.getMetadata() != null
                    && Objects.equals(refund.getMetadata().get(REFUND), order.refundId())
                    && !NOT_CARRIED_OUT.contains(String.valueOf(refund.getStatus()))) {
                return refund.getId();
            }
        }
        return null;
    }

    private static RequestOptions once(String key) {
        return RequestOptions.builder().setIdempotencyKey(key).build();
    }

    /** The text of a refused key tells a part of it, so it is left out. */
    private static PaymentException failure(String what, StripeException e) {
        boolean refused = (e instanceof InvalidRequestException || e instanceof CardException)
                && !Objects.equals(e.getStatusCode(), CONFLICT);
        boolean away = e instanceof ApiConnectionException || e instanceof ApiException;
        String told = e instanceof AuthenticationException
                ? "it does not accept gauger.stripe-secret-key"
                : away ? "it cannot be asked, or failed" : String.valueOf(e.getUserMessage());
        String message = what + ": Stripe says (status " + e.getStatusCode() + ", code " + e.getCode() + ", request "
                + e.getRequestId() + "): " + told;
        return new PaymentException(
                refused ? PaymentException.Kind.REFUSED : PaymentException.Kind.UNAVAILABLE, message);
    }
}
