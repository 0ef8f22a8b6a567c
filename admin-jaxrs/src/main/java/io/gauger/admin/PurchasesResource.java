package io.gauger.admin;

import io.gauger.pay.CreditPackage;
import io.gauger.pay.PaymentSettings;
import io.gauger.pay.Payments;
import io.gauger.pay.Payments.Order;
import io.gauger.pay.Purchase;
import io.gauger.pay.Purchases;
import io.gauger.pay.Purchases.Request;
import io.gauger.pay.Refund;
import jakarta.json.JsonObject;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /v1/purchases}: credits that accounts bought, newest first. */
final class PurchasesResource {
    static final String PATH = "v1/purchases";

    private static final String ACCOUNT = "account_id";
    private static final String STATUS = "status";
    private static final String PACKAGE = "package_id";
    private static final String SUCCESS = "success_url";
    private static final String CANCEL = "cancel_url";
    private static final int LONGEST_URL = 2000;
    private static final int LONGEST_REASON = 500;

    private final Permitted gauger;
    private final Call call;

    PurchasesResource(Permitted gauger, Call call) {
        this.gauger = gauger;
        this.call = call;
    }

    /** A page of them. */
    Response list() {
        QueryParameters parameters =
                new QueryParameters(call.query(), Set.of(Paging.LIMIT, Paging.CURSOR, ACCOUNT, STATUS));
        int limit = Paging.limit(parameters);
        String before = Paging.after(parameters, Cursor::purchase);
        Purchase.Status status = parameters.constant(STATUS, Purchase.Status.values());
        parameters.check();
        Scope scope = gauger.toReadOwn();
        Purchases.Query query = new Purchases.Query(scope.narrowed(parameters.value(ACCOUNT)), status);
        List<Purchase> found = scope.gauger().payments().purchases().list(query, before, limit + 1);
        List<Purchase> page = found.subList(0, Math.min(limit, found.size()));
        String next =
                found.size() > limit ? Cursor.ofPurchase(page.get(limit - 1).id()) : null;
        List<JsonObject> data = page.stream().map(PurchaseJson::of).toList();
        return Paging.page(JsonFields.array(data), next, call.base().resolve(URI.create(PATH)), parameters);
    }

    /** One of them, with its refunds. */
    Response read(String id) {
        new QueryParameters(call.query(), Set.of()).check();
        Scope scope = gauger.toReadOwn();
        Purchases purchases = scope.gauger().payments().purchases();
        Purchase purchase = purchases
                .find(id)
                .filter(found -> scope.sees(found.accountId()))
                .orElseThrow(() -> new ProblemException(Problem.purchaseNotFound()));
        return Answer.ok(PurchaseJson.of(purchase, purchases.refunds(id))).build();
    }

    /** Begins one. */
    Response create(InputStream sent) {
        Scope scope = gauger.toBuy();
        new QueryParameters(call.query(), Set.of()).check();
        JsonBody body = new JsonBody(sent, Set.of(PACKAGE, ACCOUNT, SUCCESS, CANCEL));
        String packageId = body.text(PACKAGE, 64);
        String account = body.text(ACCOUNT, 255);
        String success = returnUrl(body, SUCCESS);
        String cancel = returnUrl(body, CANCEL);
        body.require(PACKAGE);
        if (scope.account() == null) {
            body.require(ACCOUNT);
        }
        body.check();
        Payments payments = scope.gauger().payments();
        payments.check();
        CreditPackage what = payments.packages().find(String.valueOf(packageId)).orElse(null);
        if (what == null) {
            body.reject(PACKAGE, "names no package that is sold; /v1/credit-packages lists them");
            body.check();
            throw new AssertionError("refused");
        }
        String buyer = String.valueOf(scope.narrowed(account));
        Order order = new Order(buyer, scope.account() == null, what, success, cancel);
        Purchase purchase = payments.buy(request(PATH, body), order);
        return Answer.text(201, PurchaseJson.of(purchase, List.of()).toString())
                .location(call.base().resolve(URI.create(PATH + "/" + purchase.id())))
                .build();
    }

    /** Gives back what was paid, or a part of it. */
    Response refund(String id, InputStream sent) {
        Payments payments = gauger.toWrite().payments();
        new QueryParameters(call.query(), Set.of()).check();
        JsonBody body = new JsonBody(sent, Set.of("amount", "reason"));
        BigDecimal amount = body.decimal("amount", 12);
        String reason = body.text("reason", LONGEST_REASON);
        body.require("reason");
        body.check();
        Refund refund = payments.refund(request(PATH + "/" + id + "/refund", body), id, amount, String.valueOf(reason));
        Purchase purchase =
                payments.purchases().find(id).orElseThrow(() -> new ProblemException(Problem.purchaseNotFound()));
        return Answer.text(201, PurchaseJson.of(refund, purchase.currency()).toString())
                .build();
    }

    private Request request(String path, JsonBody body) {
        return new Request(gauger.actor(), OnceOnly.key(call), "POST " + path + "\n" + body.sent());
    }

    private static @Nullable String returnUrl(JsonBody body, String name) {
        String url = body.text(name, LONGEST_URL);
        if (url != null && !PaymentSettings.isReturnUrl(url)) {
            body.reject(name, "must be a web address such as https://example.com/paid");
        }
        return url;
    }
}
