package io.gauger.admin;

import io.gauger.account.Account;
import io.gauger.ledger.Balance;
import io.gauger.ledger.EntryType;
import io.gauger.ledger.Ledger;
import io.gauger.ledger.LedgerEntry;
import io.gauger.ledger.Posting;
import io.gauger.runtime.Gauger;
import jakarta.json.JsonObject;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code /v1/accounts/{id}/ledger}: what an account paid, was charged, and has left; and what is adjusted by hand. */
final class LedgerResource {
    static final String LEDGER = AccountsResource.PATH + "/{id}/ledger";
    static final String ADJUSTMENTS = AccountsResource.PATH + "/{id}/adjustments";

    private static final String TYPE = "type";
    private static final String AMOUNT = "amount";
    private static final String REASON = "reason";
    private static final String REFERENCE = "reference";
    private static final int LONGEST_REFERENCE = 255;

    private final Permitted gauger;
    private final Call call;

    LedgerResource(Permitted gauger, Call call) {
        this.gauger = gauger;
        this.call = call;
    }

    /** A page of its entries, and its balance. */
    Response list(String id) {
        QueryParameters parameters = new QueryParameters(
                call.query(), Set.of(Paging.LIMIT, Paging.CURSOR, TYPE, TimeBounds.FROM, TimeBounds.TO));
        int limit = Paging.limit(parameters);
        String after = Paging.after(parameters, Cursor::ledgerEntry);
        EntryType type = parameters.constant(TYPE, EntryType.values());
        TimeBounds bounds = TimeBounds.take(parameters);
        parameters.check();
        Scope scope = gauger.toReadOwn();
        Balance balance = balance(scope, id);
        // as the balance was read first, the newest entry is the one that it ends with
        long before = after == null ? balance.entries() + 1 : Long.parseLong(after);
        List<LedgerEntry> found = scope.gauger()
                .ledger()
                .entries(new Ledger.Query(id, type, bounds.from(), bounds.to()), before, limit + 1);
        List<LedgerEntry> page = found.subList(0, Math.min(limit, found.size()));
        String next =
                found.size() > limit ? Cursor.ofLedgerEntry(page.get(limit - 1).sequence()) : null;
        JsonFields answer = new JsonFields()
                .value(
                        "data",
                        JsonFields.array(page.stream()
                                .map(entry -> json(entry, scope.account() == null))
                                .toList()))
                .text("next_cursor", next)
                .text("currency", balance.currency())
                .decimal("balance", balance.balance())
                .decimal("credits", balance.credits());
        return Paging.page(answer, next, call.base().resolve(uri(id)), parameters);
    }

    /** Adds to it by hand. */
    Response adjust(String id, InputStream sent) {
        OnceOnly once = new OnceOnly(gauger.toWrite().administration(), gauger.actor(), call);
        new QueryParameters(call.query(), Set.of()).check();
        JsonBody body = new JsonBody(sent, Set.of(AMOUNT, REASON, REFERENCE));
        BigDecimal amount = body.movement(AMOUNT);
        String reason = body.text(REASON, Posting.LONGEST_REASON);
        String reference = body.textOrNull(REFERENCE, LONGEST_REFERENCE);
        body.require(AMOUNT);
        body.require(REASON);
        body.check();
        BigDecimal checked = amount == null ? BigDecimal.ZERO : amount;
        return once.make(
                "POST " + AccountsResource.PATH + "/" + id + "/adjustments\n" + body.sent(), 201, null, changes -> {
                    LedgerEntry entry = changes.adjust(id, checked, reference, String.valueOf(reason));
                    return new OnceOnly.Made(entry.id().toString(), 1, json(entry, true));
                });
    }

    /** What an account has left; nothing while nothing was posted. */
    static BigDecimal balanceOf(Gauger gauger, Account account) {
        return gauger.ledger().balance(account.id()).map(Balance::balance).orElse(BigDecimal.ZERO);
    }

    /** Of an account that is there, or of which there are records that cost something. */
    private static Balance balance(Scope scope, String id) {
        Optional<Balance> balance = scope.sees(id) ? scope.gauger().ledger().balance(id) : Optional.empty();
        return balance.or(() -> scope.gauger()
                        .directory()
                        .account(id)
                        .filter(account -> scope.sees(account.id()))
                        .map(account -> new Balance(id, account.currency(), BigDecimal.ZERO, BigDecimal.ZERO, 0)))
                .orElseThrow(() -> new ProblemException(Problem.accountNotFound()));
    }

    /** Ids that a deployment names hold any characters. */
    private static URI uri(String id) {
        String encoded = URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
        return URI.create(AccountsResource.PATH + "/" + encoded + "/ledger");
    }

    /** Customers are not told which operator it was. */
    private static JsonObject json(LedgerEntry entry, boolean toOperator) {
        JsonFields fields = new JsonFields()
                .text("id", entry.id().toString())
                .text("account_id", entry.accountId())
                .number("sequence", entry.sequence())
                .time("time", entry.time())
                .text("type", AccountJson.word(entry.type()))
                .decimal("amount", entry.amount())
                .decimal("balance_after", entry.balanceAfter())
                .text("currency", entry.currency())
                .text("reference", entry.reference())
                .text("reason", entry.reason())
                .text("actor", toOperator ? entry.actor() : null);
        LedgerEntry.Debited debited = entry.debited();
        if (debited == null) {
            return fields.absent("batch")
                    .absent("record_count")
                    .absent("first_record")
                    .absent("last_record")
                    .toJson();
        }
        return fields.text("batch", Long.toString(debited.batch()))
                .number("record_count", debited.records())
                .text("first_record", debited.first().toString())
                .text("last_record", debited.last().toString())
                .toJson();
    }
}
