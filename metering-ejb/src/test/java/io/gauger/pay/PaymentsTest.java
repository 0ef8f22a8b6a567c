package io.gauger.pay;

import static io.gauger.testing.StripeDouble.SECRET_KEY;
import static io.gauger.testing.StripeDouble.WEBHOOK_SECRET;
import static io.gauger.testing.StripeDouble.checkoutEvent;
import static io.gauger.testing.StripeDouble.hmac;
import static io.gauger.testing.StripeDouble.sign;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gauger.account.Account;
import io.gauger.ledger.Ledger;
import io.gauger.ledger.LedgerEntry;
import io.gauger.node.NodeIdentity;
import io.gauger.pay.Payments.Order;
import io.gauger.pay.Purchases.Request;
import io.gauger.settings.Settings;
import io.gauger.store.MigratedDatabases;
import io.gauger.store.Store;
import io.gauger.store.StoreSettings;
import io.gauger.testing.StripeDouble;
import io.gauger.testing.StripeDouble.Asked;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Buying by Stripe, as it speaks on the wire, into a real store. */
class PaymentsTest {
    private static final String COMPLETED = "checkout.session.completed";
    private static final Request ASKED = new Request("tester", null, "");

    @TempDir
    Path directory;

    private final StripeDouble stripe = new StripeDouble();
    private Store store;
    private Payments payments;

    @BeforeEach
    void open() {
        MigratedDatabases.h2File(directory);
        Settings settings = Settings.of(Map.of(
                "gauger.data-dir",
                directory.toString(),
                "gauger.stripe-secret-key",
                SECRET_KEY,
                "gauger.stripe-webhook-secret",
                WEBHOOK_SECRET,
                "gauger.stripe-api-base",
                stripe.base(),
                "gauger.checkout-success-url",
                "https://shop.example/paid?s={CHECKOUT_SESSION_ID}",
                "gauger.credit-package.p20",
                "20.00 USD credits=22 name=Twenty dollars"));
        store = Store.open(StoreSettings.of(settings, getClass().getClassLoader()), NodeIdentity.ofThisStart());
        payments = new Payments(PaymentSettings.of(settings), store::purchases);
        Account account = new Account(
                "acme",
                "Acme",
                Account.Status.ACTIVE,
                null,
                Account.Billing.PREPAID,
                "UTC",
                "USD",
                Instant.EPOCH,
                Instant.EPOCH,
                0);
        store.administration().change("tester", changes -> changes.createAccount(account));
    }

    @AfterEach
    void close() {
        store.close();
        stripe.close();
    }

    @Test
    void aPurchaseLeadsToACheckoutOfItsAmountAndIsCreditedWhenItIsPaid() {
        Purchase begun = payments.buy(ASKED, order());

        assertThat(begun.status()).isEqualTo(Purchase.Status.PENDING);
        assertThat(begun.at().checkoutUrl()).startsWith("https://checkout.stripe.example/c/pay/cs_test_1");
        Asked asked = stripe.asked().get(0);
        assertThat(asked.authorization()).isEqualTo("Bearer " + SECRET_KEY);
        assertThat(asked.idempotencyKey()).isEqualTo(begun.id());
        assertThat(asked.form())
                .containsEntry("mode", "payment")
                .containsEntry("client_reference_id", begun.id())
                .containsEntry("metadata[gauger_purchase]", begun.id())
                .containsEntry("line_items[0][quantity]", "1")
                .containsEntry("line_items[0][price_data][currency]", "usd")
                .containsEntry("line_items[0][price_data][unit_amount]", "2000")
                .containsEntry("line_items[0][price_data][product_data][name]", "Twenty dollars")
                .containsEntry("success_url", "https://shop.example/paid?s={CHECKOUT_SESSION_ID}")
                .containsEntry("cancel_url", "https://shop.example/paid?s={CHECKOUT_SESSION_ID}");

        receive(checkoutEvent(COMPLETED, begun.id(), "cs_test_1", "paid", 2000, "usd"));

        Purchase paid = store.purchases().find(begun.id()).orElseThrow();
        assertThat(paid.status()).isEqualTo(Purchase.Status.COMPLETED);
        assertThat(paid.at().payment()).isEqualTo("pi_cs_test_1");
        assertThat(balance()).isEqualByComparingTo("22");
    }

    @Test
    void eventsThatAreRepeatedReorderedForgedOrOfOthersCreditEachPaidPurchaseOnce() {
        Random random = new Random(7);
        List<String> paid = new ArrayList<>();
        for (int round = 0; round < 10; round++) {
            Purchase purchase = payments.buy(ASKED, order());
            String id = purchase.id();
            String session = purchase.at().session();
            boolean pays = random.nextInt(3) > 0;
            String good = checkoutEvent(
                    random.nextBoolean() ? COMPLETED : "checkout.session.async_payment_succeeded",
                    id,
                    session,
                    "paid",
                    2000,
                    "usd");
            List<Runnable> events = new ArrayList<>(List.of(
                    () -> receive(checkoutEvent(COMPLETED, id, session, "unpaid", 2000, "usd")),
                    () -> receive(checkoutEvent("checkout.session.expired", id, session, "unpaid", 2000, "usd")),
                    () -> receive(checkoutEvent(COMPLETED, id, session, "paid", 1, "usd")),
                    () -> receive(checkoutEvent(COMPLETED, id, session, "paid", 2000, "eur")),
                    () -> receive(checkoutEvent(COMPLETED, id, "cs_of_others", "paid", 2000, "usd")),
                    () -> receive(checkoutEvent("customer.created", id, session, "paid", 2000, "usd")),
                    () -> receive(checkoutEvent(COMPLETED, "pur_unknown", session, "paid", 2000, "usd")),
                    () -> receive(good.replace("{\"gauger_purchase\":\"" + id + "\"}", "{}")),
                    () -> assertForged(good, sign(good, "whsec_other", now())),
                    () -> assertForged(good.replace(session, "cs_x"), sign(good, WEBHOOK_SECRET, now()))));
            if (pays) {
                paid.add("purchase:" + id);
                events.add(() -> receive(good));
                events.add(() -> receive(good));
            }
            Collections.shuffle(events, random);
            events.forEach(Runnable::run);
        }

        assertThat(references()).containsExactlyInAnyOrderElementsOf(paid);
        assertThat(balance()).isEqualByComparingTo(new BigDecimal("22").multiply(BigDecimal.valueOf(paid.size())));
    }

    @Test
    void aSignatureMustBeThereRightAndFresh() {
        String event = checkoutEvent(COMPLETED, "pur_1", "cs_1", "paid", 2000, "usd");
        long now = now();

        assertForged(event, null);
        assertForged(event, "");
        assertForged(event, "t=" + now);
        assertForged(event, "v1=" + hmac(now + "." + event, WEBHOOK_SECRET));
        assertForged(event, "t=x,v1=" + hmac("x." + event, WEBHOOK_SECRET));
        assertForged(event, "t=" + now + ",v0=" + hmac(now + "." + event, WEBHOOK_SECRET));
        assertForged(event, sign(event, WEBHOOK_SECRET, now - 310));
        assertForged(event, "t=" + (now - 1) + ",v1=" + hmac(now + "." + event, WEBHOOK_SECRET));
        assertForged("no JSON", sign("no JSON", WEBHOOK_SECRET, now));
        assertForged("[]", sign("[]", WEBHOOK_SECRET, now));
        assertForged("{}", sign("{}", WEBHOOK_SECRET, now));

        payments.receive(event, sign(event, WEBHOOK_SECRET, now - 200));
        payments.receive(
                event, "t=" + now + ",v1=" + "0".repeat(64) + ",v1=" + hmac(now + "." + event, WEBHOOK_SECRET));
        String empty = "{\"object\":\"event\",\"type\":\"checkout.session.completed\"}";
        payments.receive(empty, sign(empty, WEBHOOK_SECRET, now));
    }

    @Test
    void theSameIdempotencyKeyGetsTheSameCheckoutAlsoWhenItsAnswerWasLost() {
        Request once = new Request("tester", "key-1", "body");
        stripe.loseAnswers();
        assertThatExceptionOfType(PaymentException.class)
                .isThrownBy(() -> payments.buy(once, order()))
                .returns(PaymentException.Kind.UNAVAILABLE, PaymentException::kind);
        stripe.refuse(0, "");

        Purchase begun = payments.buy(once, order());
        assertThat(begun.at().session()).isEqualTo("cs_test_1");
        receive(checkoutEvent(COMPLETED, begun.id(), "cs_test_1", "paid", 2000, "usd"));
        assertThat(payments.buy(once, order())).isEqualTo(begun);
        assertThat(store.purchases().list(new Purchases.Query(null, null), null, 10))
                .hasSize(1);
    }

    @Test
    void whatStripeRefusesIsToldWithoutSecrets() {
        stripe.refuse(401, "{\"error\":{\"message\":\"Invalid API Key provided: sk_test_*****cret\"}}");
        assertThatExceptionOfType(PaymentException.class)
                .isThrownBy(() -> payments.buy(ASKED, order()))
                .withMessageContaining("does not accept gauger.stripe-secret-key")
                .withMessageNotContaining("sk_test")
                .returns(PaymentException.Kind.UNAVAILABLE, PaymentException::kind);
        stripe.refuse(400, "{\"error\":{\"type\":\"invalid_request_error\",\"message\":\"Amount too small\"}}");
        assertThatExceptionOfType(PaymentException.class)
                .isThrownBy(() -> payments.buy(ASKED, order()))
                .withMessageContaining("Amount too small")
                .returns(PaymentException.Kind.REFUSED, PaymentException::kind);
    }

    @Test
    void aRefundTakesTheCreditsAndGivesTheMoneyBack() {
        Purchase purchase = paid();
        Refund refund = refund(purchase, "5");

        assertThat(refund.status()).isEqualTo(Refund.Status.COMPLETED);
        assertThat(balance()).isEqualByComparingTo("16.5");
        Asked asked = stripe.asked().get(1);
        assertThat(asked.request()).isEqualTo("POST /v1/refunds");
        assertThat(asked.idempotencyKey()).isEqualTo(refund.id());
        assertThat(asked.form()).containsEntry("payment_intent", "pi_cs_test_1").containsEntry("amount", "500");
    }

    @Test
    void aRefundWhoseAnswerWasLostIsCompletedByAskingAgainAndNeverTwice() {
        Purchase purchase = paid();
        stripe.loseAnswers();
        assertThatExceptionOfType(PaymentException.class)
                .isThrownBy(() -> refund(purchase, "5"))
                .returns(PaymentException.Kind.UNAVAILABLE, PaymentException::kind);
        assertThat(store.purchases().refunds(purchase.id()))
                .extracting(Refund::status)
                .containsExactly(Refund.Status.PENDING);
        assertThat(balance()).isEqualByComparingTo("16.5");

        stripe.refuse(0, "");
        stripe.forgetKeys();
        assertThat(refund(purchase, "5").status()).isEqualTo(Refund.Status.COMPLETED);
        assertThat(stripe.refunds()).isEqualTo(1);
        assertThat(balance()).isEqualByComparingTo("16.5");
    }

    @Test
    void aRefundThatStripeRefusesGivesTheCreditsBack() {
        Purchase purchase = paid();
        stripe.refuse(400, "{\"error\":{\"type\":\"invalid_request_error\",\"message\":\"Charge is disputed\"}}");

        assertThatExceptionOfType(PaymentException.class)
                .isThrownBy(() -> refund(purchase, null))
                .returns(PaymentException.Kind.REFUSED, PaymentException::kind);

        assertThat(balance()).isEqualByComparingTo("22");
        Purchase after = store.purchases().find(purchase.id()).orElseThrow();
        assertThat(after.problem()).contains("Charge is disputed");
        assertThat(after.refundable()).isEqualByComparingTo("20");
    }

    @Test
    void aRefundThatFailsDaysLaterGivesTheCreditsBackOnce() {
        Purchase purchase = paid();
        Refund refund = refund(purchase, null);
        assertThat(balance()).isZero();

        receive(StripeDouble.refundFailed(refund.id()));
        receive(StripeDouble.refundFailed(refund.id()));

        assertThat(balance()).isEqualByComparingTo("22");
    }

    private Purchase paid() {
        Purchase begun = payments.buy(ASKED, order());
        receive(checkoutEvent(COMPLETED, begun.id(), begun.at().session(), "paid", 2000, "usd"));
        return store.purchases().find(begun.id()).orElseThrow();
    }

    private Refund refund(Purchase purchase, String amount) {
        return payments.refund(ASKED, purchase.id(), amount == null ? null : new BigDecimal(amount), "as asked");
    }

    private Order order() {
        return new Order("acme", true, payments.packages().find("p20").orElseThrow(), null, null);
    }

    private void receive(String event) {
        payments.receive(event, sign(event, WEBHOOK_SECRET, now()));
    }

    private void assertForged(String event, String signature) {
        assertThatExceptionOfType(PaymentException.class)
                .as(signature)
                .isThrownBy(() -> payments.receive(event, signature))
                .returns(PaymentException.Kind.FORGED, PaymentException::kind);
    }

    private static long now() {
        return System.currentTimeMillis() / 1000;
    }

    private BigDecimal balance() {
        return store.ledger().balance("acme").orElseThrow().balance();
    }

    private List<String> references() {
        return store.ledger().entries(new Ledger.Query("acme", null, null, null), null, 100).stream()
                .map(LedgerEntry::reference)
                .toList();
    }
}
