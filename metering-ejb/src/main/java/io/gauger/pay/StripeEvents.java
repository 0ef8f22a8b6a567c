package io.gauger.pay;

import com.google.gson.JsonParseException;
import com.stripe.exception.EventDataObjectDeserializationException;
import com.stripe.exception.SignatureVerificationException;
import com.stripe.model.Event;
import com.stripe.model.Refund;
import com.stripe.model.StripeObject;
import com.stripe.model.checkout.Session;
import com.stripe.net.Webhook;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what Stripe sends, which is <a href="https://docs.stripe.com/webhooks#verify-manually">signed</a>: by HMAC-SHA256
 * over time and body, not older than 300 seconds. It may come more than once and in any order.
 */
final class StripeEvents {
    private static final long TOLERANCE_SECONDS = 300;

    private final String secret;

    StripeEvents(String secret) {
        this.secret = secret;
    }

    PaymentEvent read(String payload, @Nullable String signature) {
        try {
            if (signature == null || !Webhook.Signature.verifyHeader(payload, signature, secret, TOLERANCE_SECONDS)) {
                throw forged();
            }
            Event event = Webhook.constructEventWithoutVerification(payload);
            return event.getType() == null ? new PaymentEvent.Ignored("none") : told(event);
        } catch (SignatureVerificationException | NumberFormatException e) {
            // what is wrong with it is of use to a forger only
            throw forged();
        } catch (JsonParseException
                | EventDataObjectDeserializationException
                | ClassCastException
                | IllegalArgumentException e) {
            throw new PaymentException(PaymentException.Kind.FORGED, "The event is signed, but cannot be read", e);
        }
    }

    /** The fields that are read are the same in all versions of Stripe's API, so its version is not compared. */
    private static PaymentEvent told(Event event) throws EventDataObjectDeserializationException {
        String type = event.getType();
        boolean ours = type.startsWith("checkout.session.") || type.equals("refund.failed");
        if (!ours || event.getData() == null) {
            return new PaymentEvent.Ignored(type);
        }
        StripeObject object = event.getDataObjectDeserializer().deserializeUnsafe();
        if (object instanceof Session session) {
            return ofSession(type, session);
        }
        return object instanceof Refund refund ? ofRefund(type, refund) : new PaymentEvent.Ignored(type);
    }

    /** The reference can be set by whoever follows a payment link; the metadata by who has the secret key only. */
    private static PaymentEvent ofSession(String type, Session session) {
        String purchase = session.getClientReferenceId();
        if (purchase == null || !purchase.equals(of(session.getMetadata(), StripePayments.PURCHASE))) {
            return new PaymentEvent.Ignored(type);
        }
        String id = session.getId();
        return switch (type) {
            case "checkout.session.completed", "checkout.session.async_payment_succeeded" ->
                "paid".equals(session.getPaymentStatus())
                                && session.getAmountTotal() != null
                                && session.getCurrency() != null
                        ? new PaymentEvent.Paid(
                                purchase,
                                id,
                                session.getPaymentIntent(),
                                StripeAmounts.ofStripe(session.getAmountTotal(), session.getCurrency()),
                                session.getCurrency().toUpperCase(Locale.ROOT))
                        : new PaymentEvent.Waiting(purchase, id, session.getPaymentIntent());
            case "checkout.session.async_payment_failed" -> new PaymentEvent.Ended(purchase, id, true);
            case "checkout.session.expired" -> new PaymentEvent.Ended(purchase, id, false);
            default -> new PaymentEvent.Ignored(type);
        };
    }

    private static PaymentEvent ofRefund(String type, Refund refund) {
        String id = of(refund.getMetadata(), StripePayments.REFUND);
        return id == null
                ? new PaymentEvent.Ignored(type)
                : new PaymentEvent.RefundFailed(id, "Stripe's refund " + refund.getId() + " failed");
    }

    private static @Nullable String of(@Nullable Map<String, String> metadata, String name) {
        return metadata == null ? null : metadata.get(name);
    }

    private static PaymentException forged() {
        return new PaymentException(
                PaymentException.Kind.FORGED, "The signature is missing, false, or older than 300 seconds");
    }
}
