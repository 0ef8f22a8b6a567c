package io.gauger.admin;

import io.gauger.pay.PaymentException;
import io.gauger.pay.RefusedPayment;
import java.util.List;

/** What cannot be bought or given back, as clients see it. */
final class PaymentProblem {
    private static final String RETRY_AFTER = "Retry-After";

    private PaymentProblem() {}

    static Problem of(RefusedPayment refused) {
        String detail = String.valueOf(refused.getMessage());
        return switch (refused.reason()) {
            case NOT_CONFIGURED -> Problem.of(501, "payments_not_configured", "Nobody takes payments here", detail);
            case NO_RETURN_URL -> Problem.invalidFields(List.of(new Problem.Fault("/success_url", detail)));
            case NOT_PAYABLE -> Problem.invalidFields(List.of(new Problem.Fault("/amount", detail)));
            case NO_SUCH_PURCHASE -> Problem.purchaseNotFound();
            case TOO_MANY_PENDING ->
                Problem.of(409, "too_many_pending_purchases", "Too many purchases are not paid yet", detail);
            case OTHER_CURRENCY ->
                Problem.of(409, "currency_mismatch", "The account's money is of another currency", detail);
            case NOT_COMPLETED -> Problem.of(409, "purchase_not_paid", "The purchase is not paid", detail);
            case MORE_THAN_PAID ->
                Problem.of(409, "refund_exceeds_payment", "So much was not paid, or is given back", detail);
            case CREDITS_USED -> Problem.of(409, "credits_used", "The credits are used", detail);
            case REFUND_PENDING -> Problem.of(409, "refund_pending", "Another refund is pending", detail);
        };
    }

    /** What the provider said is in the log, and not for clients. */
    static Problem of(PaymentException failure) {
        return switch (failure.kind()) {
            case FORGED ->
                Problem.of(
                        400,
                        "invalid_signature",
                        "The event is not signed by the payment provider",
                        "The signature is missing, false or older than 300 seconds, or the event cannot be read.");
            case REFUSED ->
                Problem.of(
                        502,
                        "payment_provider_refused",
                        "The payment provider refused",
                        "No money moved, and the account's credits are as before. The server's log tells what the"
                                + " provider said.");
            case UNAVAILABLE ->
                Problem.of(
                                502,
                                "payment_provider_unavailable",
                                "The payment provider cannot be asked",
                                "Ask for the same again, with the same Idempotency-Key: it goes on where it was. The"
                                        + " server's log tells what happened.")
                        .with(RETRY_AFTER, "5");
        };
    }
}
