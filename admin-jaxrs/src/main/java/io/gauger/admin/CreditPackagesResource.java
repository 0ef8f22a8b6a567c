package io.gauger.admin;

import io.gauger.account.Account;
import io.gauger.pay.CreditPackage;
import io.gauger.pay.Payments;
import jakarta.json.JsonObject;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Set;

/** {@code /v1/credit-packages}: what is sold, in the order of ids; for a customer what its account can buy. */
final class CreditPackagesResource {
    static final String PATH = "v1/credit-packages";

    private final Permitted gauger;
    private final Call call;

    CreditPackagesResource(Permitted gauger, Call call) {
        this.gauger = gauger;
        this.call = call;
    }

    /** A page of them. */
    Response list() {
        QueryParameters parameters = new QueryParameters(call.query(), Set.of(Paging.LIMIT, Paging.CURSOR));
        int limit = Paging.limit(parameters);
        String after = Paging.after(parameters, Cursor::creditPackage);
        parameters.check();
        Scope scope = gauger.toReadOwn();
        List<CreditPackage> found = sold(scope).stream()
                .filter(each -> after == null || each.id().compareTo(after) > 0)
                .limit(limit + 1L)
                .toList();
        List<CreditPackage> page = found.subList(0, Math.min(limit, found.size()));
        String next = found.size() > limit
                ? Cursor.ofCreditPackage(page.get(limit - 1).id())
                : null;
        List<JsonObject> data = page.stream().map(PurchaseJson::of).toList();
        return Paging.page(JsonFields.array(data), next, call.base().resolve(URI.create(PATH)), parameters);
    }

    private static List<CreditPackage> sold(Scope scope) {
        Payments payments = scope.gauger().payments();
        String account = scope.account();
        if (account == null) {
            return payments.packages().all();
        }
        String currency = scope.gauger()
                .directory()
                .account(account)
                .map(Account::currency)
                .orElseGet(payments::currency);
        return payments.packages().all().stream()
                .filter(each -> each.currency().equals(currency))
                .toList();
    }
}
