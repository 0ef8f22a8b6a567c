package io.gauger.pay;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.gauger.pay.PaymentProvider.CheckoutOrder;
import io.gauger.pay.PaymentProvider.RefundOrder;
import io.gauger.pay.Purchases.NewPurchase;
import io.gauger.pay.Purchases.Request;
import io.gauger.pay.RefusedPayment.Reason;
import java.math.BigDecimal;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sells credits: what is kept and who takes the money are led together here, so that the network is never waited for inside
 * a transaction. Whatever happens between two steps, the same request again goes on where it was. Safe for concurrent use.
 */
public final class Payments {
    private static final System.Logger LOG = System.getLogger(Payments.class.getName());

    private final PaymentSettings settings;
    private final Supplier<Purchases> purchases;

    /** With where purchases are kept, which is asked for only when it is needed. */
    public Payments(PaymentSettings settings, Supplier<Purchases> purchases) {
        this.settings = settings;
        this.purchases = purchases;
    }

    /** What is sold. */
    public CreditPackages packages() {
        return settings.packages();
    }

    /** What was bought. */
    public Purchases purchases() {
        return purchases.get();
    }

    /**
     * Whether anything can be bought.
     *
     * @throws RefusedPayment if nobody takes money, outside of development mode
     */
    public void check() {
        if (settings.provider() == null && !settings.isInstant()) {
            throw notConfigured();
        }
    }

    /** The currency of an account that is not stored. */
    public String currency() {
        return settings.currency();
    }

    /**
     * What is to be bought.
     *
     * @param accountId for whom
     * @param stored whether it must be a stored account
     * @param successUrl where the customer is led after the payment; null for what the settings say
     * @param cancelUrl the same without a payment; null for what the settings say, else the one after the payment
     */
    public record Order(
            String accountId,
            boolean stored,
            CreditPackage what,
            @Nullable String successUrl,
            @Nullable String cancelUrl) {}

    /**
     * Buys credits: without a payment provider, in development mode, they are there at once; else the purchase tells where it
     * is paid.
     *
     * @throws RefusedPayment if it cannot be bought
     * @throws PaymentException if the payment provider gave no checkout
     */
    public Purchase buy(Request request, Order order) {
        PaymentProvider provider = settings.provider();
        if (provider == null) {
            check();
            return purchases()
                    .begin(request, wanted(order, PaymentSettings.DEVELOPMENT, true))
                    .asItBegan();
        }
        String success = order.successUrl() == null ? settings.successUrl() : order.successUrl();
        if (success == null) {
            throw new RefusedPayment(
                    Reason.NO_RETURN_URL,
                    "is needed, as gauger.checkout-success-url does not tell where a payer is led");
        }
        String cancel = order.cancelUrl() == null ? settings.cancelUrl() : order.cancelUrl();
        Purchase begun = purchases().begin(request, wanted(order, provider.name(), false));
        if (begun.at().checkoutUrl() == null && begun.status() == Purchase.Status.PENDING) {
            Checkout checkout = provider.start(new CheckoutOrder(begun, success, cancel == null ? success : cancel));
            return purchases().started(begun.id(), checkout).asItBegan();
        }
        return begun.asItBegan();
    }

    private NewPurchase wanted(Order order, String provider, boolean instant) {
        return new NewPurchase(order.accountId(), order.stored(), settings.currency(), order.what(), provider, instant);
    }

    /**
     * Takes what the payment provider sends. Returns when it is kept; what fails is sent again.
     *
     * @param payload as it was sent
     * @param signature what proves who sent it; null if nothing was sent
     * @throws PaymentException of kind {@code FORGED} if it is not proved
     */
    public void receive(String payload, @Nullable String signature) {
        PaymentProvider provider = settings.provider();
        if (provider == null) {
            throw notConfigured();
        }
        PaymentEvent event = provider.read(payload, signature);
        if (event instanceof PaymentEvent.Paid paid) {
            purchases().paid(provider.name(), paid);
        } else if (event instanceof PaymentEvent.Waiting waiting) {
            purchases().waiting(waiting);
        } else if (event instanceof PaymentEvent.Ended ended) {
            purchases().ended(provider.name(), ended);
        } else if (event instanceof PaymentEvent.RefundFailed failed) {
            LOG.log(WARNING, "Refund {0} was not carried out: {1}", failed.refundId(), failed.why());
            purchases().refundRefused(provider.name(), failed.refundId(), failed.why());
        }
    }

    /**
     * Gives money back: first the credits are taken, then the payment provider is told. One that was stopped in between is
     * pending, and goes on when the same is asked again.
     *
     * @param amount of money; null for all that is left
     * @throws RefusedPayment if it cannot be given back
     * @throws PaymentException if the payment provider refused, after which the account has its credits again; or if it is not
     *     known whether the money was given back, after which the refund is pending
     */
    public Refund refund(Request request, String purchaseId, @Nullable BigDecimal amount, String reason) {
        Purchase purchase = purchases().find(purchaseId).orElseThrow(Payments::noSuchPurchase);
        PaymentProvider provider = providerOf(purchase);
        boolean maybeTried =
                purchases().refunds(purchaseId).stream().anyMatch(refund -> refund.status() == Refund.Status.PENDING);
        Refund refund = purchases().beginRefund(request, purchaseId, amount, reason);
        if (provider == null || refund.status() != Refund.Status.PENDING) {
            return refund;
        }
        return settle(refund, provider, purchases().find(purchaseId).orElse(purchase), request.actor(), maybeTried);
    }

    private Refund settle(Refund refund, PaymentProvider provider, Purchase purchase, String actor, boolean again) {
        try {
            String payment = purchase.at().payment();
            if (payment == null) {
                throw new PaymentException(PaymentException.Kind.REFUSED, "No payment of the purchase is known");
            }
            RefundOrder order = new RefundOrder(refund.id(), payment, refund.amount(), purchase.currency());
            String done = provider.refund(order, again);
            LOG.log(INFO, "Refund {0} of purchase {1} is given back", refund.id(), purchase.id());
            return purchases().refunded(refund.id(), done);
        } catch (PaymentException e) {
            if (e.kind() == PaymentException.Kind.REFUSED) {
                LOG.log(WARNING, "Refund " + refund.id() + " of purchase " + purchase.id() + " was refused", e);
                purchases().refundRefused(actor, refund.id(), String.valueOf(e.getMessage()));
            } else {
                LOG.log(
                        ERROR,
                        "Refund " + refund.id() + " of purchase " + purchase.id()
                                + " is pending: its credits are taken back, and whether its money was is not known; ask"
                                + " for the same refund again",
                        e);
            }
            throw e;
        }
    }

    /** Null where nobody took money for it. */
    private @Nullable PaymentProvider providerOf(Purchase purchase) {
        if (purchase.at().provider().equals(PaymentSettings.DEVELOPMENT)) {
            return null;
        }
        PaymentProvider provider = settings.provider();
        if (provider == null || !provider.name().equals(purchase.at().provider())) {
            throw new RefusedPayment(
                    Reason.NOT_CONFIGURED,
                    "The purchase was paid by " + purchase.at().provider() + ", which is not configured.");
        }
        return provider;
    }

    private static RefusedPayment noSuchPurchase() {
        return new RefusedPayment(Reason.NO_SUCH_PURCHASE, "No purchase has this id.");
    }

    private static RefusedPayment notConfigured() {
        return new RefusedPayment(
                Reason.NOT_CONFIGURED,
                "Set gauger.stripe-secret-key and gauger.stripe-webhook-secret, or gauger.development to try it without"
                        + " money; docs/payments.md tells more.");
    }
}
