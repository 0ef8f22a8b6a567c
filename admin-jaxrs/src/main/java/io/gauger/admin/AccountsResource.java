package io.gauger.admin;

import io.gauger.account.Account;
import io.gauger.account.Administration;
import io.gauger.account.Directory.AccountQuery;
import io.gauger.runtime.Gauger;
import jakarta.json.JsonObject;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Set;

/** {@code /v1/accounts}: customers, by id. */
final class AccountsResource {
    static final String PATH = "v1/accounts";

    private static final String STATUS = "status";
    private static final String PLAN = "plan_id";

    private final Permitted gauger;
    private final Call call;

    AccountsResource(Permitted gauger, Call call) {
        this.gauger = gauger;
        this.call = call;
    }

    /** A page of them. */
    Response list() {
        QueryParameters parameters =
                new QueryParameters(call.query(), Set.of(Paging.LIMIT, Paging.CURSOR, STATUS, PLAN));
        int limit = Paging.limit(parameters);
        String after = Paging.after(parameters, Cursor::account);
        Account.Status status = parameters.constant(STATUS, Account.Status.values());
        parameters.check();
        Scope scope = gauger.toReadOwn();
        AccountQuery query = new AccountQuery(scope.account(), status, parameters.value(PLAN));
        List<Account> found = scope.gauger().directory().accounts(query, after, limit + 1);
        List<Account> page = found.subList(0, Math.min(limit, found.size()));
        String next =
                found.size() > limit ? Cursor.ofAccount(page.get(limit - 1).id()) : null;
        List<JsonObject> data = page.stream().map(AccountJson::of).toList();
        return Paging.page(JsonFields.array(data), next, call.base().resolve(URI.create(PATH)), parameters);
    }

    /** One of them. */
    Response read(String id) {
        new QueryParameters(call.query(), Set.of()).check();
        Scope scope = gauger.toReadOwn();
        return scope.gauger()
                .directory()
                .account(id)
                .filter(account -> scope.sees(account.id()))
                .map(account -> Preconditions.tagged(
                                Answer.ok(AccountJson.of(account, LedgerResource.balanceOf(scope.gauger(), account))),
                                account.version())
                        .build())
                .orElseThrow(() -> new ProblemException(Problem.accountNotFound()));
    }

    /** Makes one. */
    Response create(InputStream sent) {
        Gauger toWrite = gauger.toWrite();
        OnceOnly once = new OnceOnly(toWrite.administration(), gauger.actor(), call);
        new QueryParameters(call.query(), Set.of()).check();
        AccountBody body = AccountBody.ofNew(sent);
        return once.make("POST " + PATH + "\n" + body.sent(), 201, PATH, changes -> {
            Account account = changes.createAccount(body.account(toWrite.currency()));
            return new OnceOnly.Made(account.id(), account.version(), AccountJson.of(account));
        });
    }

    /** Changes what the body names. */
    Response change(String id, InputStream sent) {
        Administration administration = gauger.toWrite().administration();
        new QueryParameters(call.query(), Set.of()).check();
        AccountBody body = AccountBody.ofChange(sent);
        Long expected = Preconditions.expected(call.ifMatch());
        return answer(
                administration.change(gauger.actor(), changes -> changes.updateAccount(id, expected, body::applied)));
    }

    /** Closes it for good; it stays readable, for what was billed. */
    Response close(String id) {
        Administration administration = gauger.toWrite().administration();
        new QueryParameters(call.query(), Set.of()).check();
        Long expected = Preconditions.expected(call.ifMatch());
        return answer(administration.change(
                gauger.actor(), changes -> changes.updateAccount(id, expected, AccountsResource::closed)));
    }

    private static Account closed(Account account) {
        return account.with(
                account.name(), Account.Status.CLOSED, account.billing(), account.timeZone(), account.currency());
    }

    private static Response answer(Account account) {
        return Preconditions.tagged(Answer.ok(AccountJson.of(account)), account.version())
                .build();
    }
}
