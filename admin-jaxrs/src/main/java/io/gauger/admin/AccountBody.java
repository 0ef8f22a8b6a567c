package io.gauger.admin;

import io.gauger.account.Account;
import java.io.InputStream;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a client says of an account. */
final class AccountBody {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@:+-]{0,254}");
    private static final Set<String> FIELDS = Set.of("name", "status", "plan_id", "billing", "time_zone", "currency");
    private static final Set<String> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    private final JsonBody body;
    private final @Nullable String id;
    private final @Nullable String name;
    private final @Nullable String planId;
    private final Account.@Nullable Status status;
    private final Account.@Nullable Billing billing;
    private final @Nullable String timeZone;
    private final @Nullable String currency;

    private AccountBody(JsonBody body, boolean isNew) {
        this.body = body;
        id = isNew ? id(body) : null;
        name = body.text("name", 255);
        status = body.constant("status", Account.Status.values());
        billing = body.constant("billing", Account.Billing.values());
        timeZone = body.text("time_zone", 64);
        currency = currency(body);
        planId = body.textOrNull("plan_id", 255);
        if (timeZone != null && !ZoneId.getAvailableZoneIds().contains(timeZone)) {
            body.reject("time_zone", "must be an IANA time zone such as Europe/Berlin or UTC");
        }
    }

    /** The id that an operator chose; null if there is none, or if it is refused. */
    static @Nullable String id(JsonBody body) {
        String id = body.text("id", 255);
        if (id != null && !ID.matcher(id).matches()) {
            body.reject("id", "must be of letters, digits and . _ @ : + -, and begin with a letter or digit");
        }
        return id;
    }

    /** The currency; null if there is none, or if it is refused. */
    static @Nullable String currency(JsonBody body) {
        String currency = body.text("currency", 3);
        if (currency != null && !CURRENCIES.contains(currency)) {
            body.reject("currency", "must be a currency of ISO 4217 such as USD");
        }
        return currency;
    }

    /** For a new account. */
    static AccountBody ofNew(InputStream sent) {
        Set<String> known = new java.util.HashSet<>(FIELDS);
        known.add("id");
        JsonBody body = new JsonBody(sent, known);
        AccountBody account = new AccountBody(body, true);
        body.require("name");
        body.check();
        return account;
    }

    /** For a change, where what is absent stays as it is. */
    static AccountBody ofChange(InputStream sent) {
        JsonBody body = new JsonBody(sent, FIELDS);
        AccountBody account = new AccountBody(body, false);
        body.check();
        return account;
    }

    String sent() {
        return body.sent();
    }

    /**
     * The new account.
     *
     * @param otherwise its currency where none is told
     */
    Account account(String otherwise) {
        return new Account(
                id == null ? "acc_" + UUID.randomUUID().toString().replace("-", "") : id,
                String.valueOf(name),
                status == null ? Account.Status.ACTIVE : status,
                planId,
                billing == null ? Account.Billing.POSTPAID : billing,
                timeZone == null ? "UTC" : timeZone,
                currency == null ? otherwise : currency,
                Instant.EPOCH,
                Instant.EPOCH,
                0);
    }

    Account applied(Account account) {
        return account.with(
                        name == null ? account.name() : name,
                        status == null ? account.status() : status,
                        billing == null ? account.billing() : billing,
                        timeZone == null ? account.timeZone() : timeZone,
                        currency == null ? account.currency() : currency)
                .withPlan(body.has("plan_id") ? planId : account.planId());
    }
}
