package io.gauger.admin;

import static io.gauger.testing.StripeDouble.WEBHOOK_SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.node.NodeIdentity;
import io.gauger.pay.Purchases;
import io.gauger.settings.Settings;
import io.gauger.store.Store;
import io.gauger.store.StoreSettings;
import io.gauger.testing.StripeDouble;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Credits that are bought over HTTP, on a real database, beside Stripe as it speaks on the wire. */
class PurchasesApiTest {
    private static final StoredInMemory STORED = new StoredInMemory();
    private static final String PURCHASES = "/metering/v1/purchases";
    private static final String PACKAGES = "/metering/v1/credit-packages";
    private static final String WEBHOOK = "/metering/v1/webhooks/stripe";
    private static final Map<String, String> DEVELOPMENT = Map.of("gauger.development", "true");

    private static StripeDouble stripe;
    private static AdminServer server;
    private static String key;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        stripe = new StripeDouble();
        STORED.accounts = Store.open(
                StoreSettings.of(
                        Settings.of(Map.of(
                                "gauger.data-dir", directory.resolve("data").toString())),
                        PurchasesApiTest.class.getClassLoader()),
                NodeIdentity.ofThisStart());
        for (String account : List.of("acme", "other", "hesitant")) {
            STORED.administration().change("tester", changes -> changes.createAccount(Things.account(account, null)));
        }
        key = STORED.administration()
                .change("tester", changes -> changes.createKey("acme", "k", Things.NO_LIMITS))
                .secret();
        server = new AdminServer(STORED, directory, Map.of(), Set.of());
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        STORED.accounts.close();
        stripe.close();
    }

    @BeforeEach
    void withStripe() {
        Map<String, String> settings = new HashMap<>(Things.STRIPE);
        settings.put("gauger.stripe-api-base", stripe.base());
        settings.put("gauger.stripe-webhook-secret", WEBHOOK_SECRET);
        settings.put("gauger.credit-package.euro", "5 EUR valid_days=30");
        STORED.payments = settings;
        stripe.refuse(0, "");
    }

    @Test
    void packagesAreListedAndACustomerSeesThoseInItsMoney() {
        JsonObject euro = server.get(PACKAGES).json().getJsonArray("data").getJsonObject(0);
        assertThat(euro.toString())
                .isEqualTo("{\"id\":\"euro\",\"name\":\"5 EUR\",\"amount\":\"5\",\"currency\":\"EUR\","
                        + "\"credits\":\"5\",\"valid_days\":30}");
        assertThat(ids(server.send("GET", PACKAGES, "X-API-Key", key))).containsExactly("p20");
        AdminServer.Reply page = server.get(PACKAGES + "?limit=1");
        String link = page.header("Link");
        assertThat(ids(server.get(link.substring(1, link.indexOf('>'))))).containsExactly("p20");
    }

    @Test
    void inDevelopmentCreditsAreThereAtOnce() {
        STORED.payments = DEVELOPMENT;
        String once = UUID.randomUUID().toString();
        String body = "{\"package_id\":\"small\",\"account_id\":\"other\"}";
        AdminServer.Reply made = server.write("POST", PURCHASES, body, "Idempotency-Key", once);

        assertThat(made.status()).isEqualTo(201);
        JsonObject purchase = made.json();
        assertThat(purchase.getString("status")).isEqualTo("completed");
        assertThat(purchase.getString("account_id")).isEqualTo("other");
        assertThat(purchase.getString("credits")).isEqualTo("10");
        assertThat(purchase.getString("credits_expire_at")).isNotEmpty();
        assertThat(purchase).containsEntry("checkout_url", JsonValue.NULL);
        assertThat(made.header("Location")).endsWith("/v1/purchases/" + purchase.getString("id"));
        assertThat(server.write("POST", PURCHASES, body, "Idempotency-Key", once)
                        .json())
                .isEqualTo(purchase);
        assertThat(server.write("POST", PURCHASES, body.replace("small", "large"), "Idempotency-Key", once)
                        .problem())
                .isEqualTo("idempotency_key_reused");
    }

    @Test
    void aCustomerIsLedToItsCheckoutAndCreditedByTheEvent() {
        String body = "{\"package_id\":\"p20\",\"success_url\":\"https://shop.example/paid\"}";
        String once = UUID.randomUUID().toString();
        AdminServer.Reply made = server.sendJson("POST", PURCHASES, body, "X-API-Key", key, "Idempotency-Key", once);
        JsonObject purchase = made.json();

        assertThat(made.status()).isEqualTo(201);
        assertThat(purchase.getString("status")).isEqualTo("pending");
        assertThat(purchase.getString("checkout_url")).startsWith("https://checkout.stripe.example/");
        String id = purchase.getString("id");
        String event = StripeDouble.checkoutEvent(
                "checkout.session.completed", id, purchase.getString("session_id"), "paid", 2000, "usd");
        assertThat(receive(event).json().getBoolean("received")).isTrue();
        assertThat(receive(event).status()).isEqualTo(200);

        JsonObject paid =
                server.send("GET", PURCHASES + "/" + id, "X-API-Key", key).json();
        assertThat(paid.getString("status")).isEqualTo("completed");
        assertThat(paid.getString("credits")).isEqualTo("22");
        assertThat(paid.getJsonArray("refunds")).isEmpty();
        assertThat(server.sendJson("POST", PURCHASES, body, "X-API-Key", key, "Idempotency-Key", once)
                        .json())
                .isEqualTo(purchase);

        AdminServer.Reply refund =
                server.write("POST", PURCHASES + "/" + id + "/refund", "{\"amount\":\"5.00\",\"reason\":\"asked\"}");
        assertThat(refund.status()).isEqualTo(201);
        assertThat(refund.json().getString("status")).isEqualTo("completed");
        assertThat(refund.json().getString("credits")).isEqualTo("5.5");
        JsonObject after = server.get(PURCHASES + "/" + id).json();
        assertThat(after.getString("refunded_amount")).isEqualTo("5");
        assertThat(after.getJsonArray("refunds")).hasSize(1);
        assertThat(server.write("POST", PURCHASES + "/" + id + "/refund", "{\"amount\":\"15.01\",\"reason\":\"x\"}")
                        .problem())
                .isEqualTo("refund_exceeds_payment");
        assertThat(ids(server.send("GET", PURCHASES + "?status=completed", "X-API-Key", key)))
                .contains(id);
        assertThat(ids(server.get(PURCHASES + "?account_id=other"))).doesNotContain(id);
    }

    @Test
    void anEventThatIsForgedOrTooLargeIsRefusedAndOneThatCannotBeKeptComesAgain() {
        String event = StripeDouble.checkoutEvent("checkout.session.completed", "pur_x", "cs_1", "paid", 1, "usd");
        assertThat(server.sendJson("POST", WEBHOOK, event).problem()).isEqualTo("invalid_signature");
        assertThat(server.sendJson("POST", WEBHOOK, event, "Stripe-Signature", sign(event + " "))
                        .status())
                .isEqualTo(400);
        assertThat(server.sendJson("POST", WEBHOOK, " ".repeat(256 * 1024 + 1)).problem())
                .isEqualTo("body_too_large");
        assertThat(server.send("GET", WEBHOOK, "Authorization", "Bearer gat_test")
                        .status())
                .isEqualTo(405);
        assertThat(server.send("POST", WEBHOOK + "/").status()).isIn(400, 401, 415);

        Store open = STORED.accounts;
        STORED.accounts = null;
        try {
            assertThat(receive(event).problem()).isEqualTo("store_unavailable");
        } finally {
            STORED.accounts = open;
        }
        assertThat(receive(event).status()).isEqualTo(200);
    }

    @Test
    void whatStandsBehindAWebhooksPathIsForNobody() {
        assertThat(server.send("GET", "/metering/v1/accounts/v1/webhooks/stripe")
                        .status())
                .isIn(401, 404);
        assertThat(server.send("GET", "/metering/v1/usage/..%2Fwebhooks/stripe").status())
                .isIn(400, 401, 404);
        assertThat(server.send("GET", "/metering/v1/accounts;/v1/webhooks/stripe")
                        .status())
                .isIn(401, 404);
    }

    @Test
    void withoutAPaymentProviderNothingIsSold() {
        STORED.payments = Map.of("gauger.credit-package.p20", "20 USD");

        AdminServer.Reply refused = server.write("POST", PURCHASES, "{\"package_id\":\"p20\",\"account_id\":\"acme\"}");
        assertThat(refused.status()).isEqualTo(501);
        assertThat(refused.problem()).isEqualTo("payments_not_configured");
        assertThat(receive("{}").problem()).isEqualTo("payments_not_configured");
    }

    @Test
    void whenStripeIsAwayThePurchaseGoesOnLater() {
        stripe.refuse(503, "{\"error\":{\"type\":\"api_error\",\"message\":\"internal detail\"}}");
        String body = "{\"package_id\":\"p20\",\"account_id\":\"other\",\"success_url\":\"https://a.example\"}";
        String once = UUID.randomUUID().toString();
        AdminServer.Reply away = server.write("POST", PURCHASES, body, "Idempotency-Key", once);
        assertThat(away.status()).isEqualTo(502);
        assertThat(away.problem()).isEqualTo("payment_provider_unavailable");
        assertThat(away.json().toString()).doesNotContain("internal detail");

        stripe.refuse(0, "");
        assertThat(server.write("POST", PURCHASES, body, "Idempotency-Key", once)
                        .status())
                .isEqualTo(201);
    }

    @Test
    void aCustomerWhoBeginsAndNeverPaysIsToldTheBound() {
        String own = STORED.administration()
                .change("tester", changes -> changes.createKey("hesitant", "k", Things.NO_LIMITS))
                .secret();
        String body = "{\"package_id\":\"p20\",\"success_url\":\"https://a.example\"}";
        for (int i = 0; i < Purchases.MOST_PENDING; i++) {
            assertThat(server.sendJson("POST", PURCHASES, body, "X-API-Key", own)
                            .status())
                    .isEqualTo(201);
        }

        AdminServer.Reply refused = server.sendJson("POST", PURCHASES, body, "X-API-Key", own);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.problem()).isEqualTo("too_many_pending_purchases");
        assertThat(refused.json().getString("detail")).contains("20 purchases").contains("24 hours");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | /package_id,/account_id",
                "{'package_id':'none','account_id':'acme'} | /package_id",
                "{'package_id':'p20','account_id':'acme'} | /success_url",
                "{'package_id':'p20','account_id':'acme','success_url':'paid'} | /success_url",
                "{'package_id':'p20','account_id':'acme','cancel_url':'javascript:x'} | /cancel_url",
                "{'package_id':5,'account_id':'acme'} | /package_id",
                "{'package_id':'p20','account_id':'acme','amount':'1'} | /amount"
            })
    void aFieldThatCannotBeUsedIsNamed(String body, String pointers) {
        AdminServer.Reply reply = server.write("POST", PURCHASES, body.replace('\'', '"'));

        assertThat(reply.problem()).isEqualTo("invalid_field");
        assertThat(reply.json().getJsonArray("errors"))
                .extracting(fault -> fault.asJsonObject().getString("pointer"))
                .containsExactlyInAnyOrder(pointers.split(","));
    }

    @Test
    void whatIsNotThereOrDoesNotFitIsTold() {
        String url = ",\"success_url\":\"https://a.example\"}";
        assertThat(server.write("POST", PURCHASES, "{\"package_id\":\"euro\",\"account_id\":\"acme\"" + url)
                        .problem())
                .isEqualTo("currency_mismatch");
        assertThat(server.write("POST", PURCHASES, "{\"package_id\":\"p20\",\"account_id\":\"none\"" + url)
                        .problem())
                .isEqualTo("account_not_found");
        assertThat(server.sendJson(
                                "POST",
                                PURCHASES,
                                "{\"package_id\":\"p20\",\"account_id\":\"other\"" + url,
                                "X-API-Key",
                                key)
                        .problem())
                .isEqualTo("account_not_found");
        assertThat(server.get(PURCHASES + "/none").problem()).isEqualTo("purchase_not_found");
        assertThat(server.write("POST", PURCHASES + "/none/refund", "{\"reason\":\"x\"}")
                        .problem())
                .isEqualTo("purchase_not_found");
        assertThat(server.write("POST", PURCHASES + "/none/refund", "{}").problem())
                .isEqualTo("invalid_field");
        assertThat(server.send("OPTIONS", PURCHASES, "Authorization", "Bearer gat_read")
                        .header("Allow"))
                .isEqualTo("GET, HEAD, OPTIONS, POST");
    }

    private static AdminServer.Reply receive(String event) {
        return server.sendJson("POST", WEBHOOK, event, "Stripe-Signature", sign(event));
    }

    private static String sign(String event) {
        return StripeDouble.sign(event, WEBHOOK_SECRET, System.currentTimeMillis() / 1000);
    }

    private static List<String> ids(AdminServer.Reply reply) {
        return reply.json().getJsonArray("data").stream()
                .map(each -> each.asJsonObject().getString("id"))
                .toList();
    }
}
