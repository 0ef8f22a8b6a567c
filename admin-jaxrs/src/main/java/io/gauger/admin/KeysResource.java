package io.gauger.admin;

import io.gauger.account.Administration;
import io.gauger.account.ApiKey;
import io.gauger.account.Directory.KeyQuery;
import io.gauger.account.IssuedKey;
import jakarta.json.JsonObject;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** {@code /v1/keys}: API keys, by id. */
final class KeysResource {
    static final String PATH = "v1/keys";

    private static final String ACCOUNT = "account_id";
    private static final String PREFIX = "prefix";
    private static final String STATUS = "status";
    private static final String OVERLAP = "overlap_seconds";
    private static final int LONGEST_OVERLAP = 365 * 24 * 3600;

    private final Permitted gauger;
    private final Call call;
    private final Clock clock;

    KeysResource(Permitted gauger, Call call, Clock clock) {
        this.gauger = gauger;
        this.call = call;
        this.clock = clock;
    }

    /** A page of them. */
    Response list() {
        QueryParameters parameters =
                new QueryParameters(call.query(), Set.of(Paging.LIMIT, Paging.CURSOR, ACCOUNT, PREFIX, STATUS));
        int limit = Paging.limit(parameters);
        String after = Paging.after(parameters, Cursor::key);
        ApiKey.Status status = parameters.constant(STATUS, ApiKey.Status.values());
        parameters.check();
        Scope scope = gauger.toReadOwn();
        KeyQuery query = new KeyQuery(scope.narrowed(parameters.value(ACCOUNT)), parameters.value(PREFIX), status);
        List<ApiKey> found = scope.gauger().directory().keys(query, after, limit + 1);
        List<ApiKey> page = found.subList(0, Math.min(limit, found.size()));
        String next = found.size() > limit ? Cursor.ofKey(page.get(limit - 1).id()) : null;
        List<JsonObject> data = page.stream().map(AccountJson::of).toList();
        return Paging.page(JsonFields.array(data), next, call.base().resolve(URI.create(PATH)), parameters);
    }

    /** One of them. */
    Response read(String id) {
        new QueryParameters(call.query(), Set.of()).check();
        return answer(find(id, gauger.toReadOwn()));
    }

    /** What it used. */
    Response usage(String id) {
        Scope scope = gauger.toReadOwn();
        ApiKey key = find(id, scope);
        return new KeyUsage(scope.gauger().usage(), new Spending(scope.gauger(), clock))
                .of(key, call.query(), clock.instant());
    }

    private static ApiKey find(String id, Scope scope) {
        return scope.gauger()
                .directory()
                .key(id)
                .filter(key -> scope.sees(key.accountId()))
                .orElseThrow(() -> new ProblemException(Problem.keyNotFound()));
    }

    /** Makes one, and tells its secret this once. */
    Response create(InputStream sent) {
        OnceOnly once = new OnceOnly(gauger.toWrite().administration(), gauger.actor(), call);
        new QueryParameters(call.query(), Set.of()).check();
        KeyBody body = KeyBody.ofNew(sent, clock.instant());
        return once.make(
                "POST " + PATH + "\n" + body.sent(),
                201,
                PATH,
                changes -> made(changes.createKey(body.accountId(), body.name(), body.limits())));
    }

    /** Changes what the body names. */
    Response change(String id, InputStream sent) {
        Administration administration = gauger.toWrite().administration();
        new QueryParameters(call.query(), Set.of()).check();
        KeyBody body = KeyBody.ofChange(sent, clock.instant());
        Long expected = Preconditions.expected(call.ifMatch());
        return answer(administration.change(gauger.actor(), changes -> changes.updateKey(id, expected, body::applied)));
    }

    /** Revokes it for good; it stays readable, for what was billed. */
    Response revoke(String id) {
        Administration administration = gauger.toWrite().administration();
        new QueryParameters(call.query(), Set.of()).check();
        Long expected = Preconditions.expected(call.ifMatch());
        return answer(administration.change(
                gauger.actor(),
                changes -> changes.updateKey(
                        id, expected, key -> key.with(key.name(), ApiKey.Status.REVOKED, key.limits()))));
    }

    /** Gives it a new secret, which is told this once; those before it may overlap for a while. */
    Response rotate(String id, InputStream sent) {
        OnceOnly once = new OnceOnly(gauger.toWrite().administration(), gauger.actor(), call);
        new QueryParameters(call.query(), Set.of()).check();
        JsonBody body = new JsonBody(sent, Set.of(OVERLAP));
        Integer overlap = body.whole(OVERLAP, 0, LONGEST_OVERLAP);
        body.check();
        Long expected = Preconditions.expected(call.ifMatch());
        return once.make(
                "POST " + PATH + "/" + id + "/rotate\n" + body.sent(),
                200,
                null,
                changes -> made(changes.rotateKey(id, expected, Duration.ofSeconds(overlap == null ? 0 : overlap))));
    }

    private static OnceOnly.Made made(IssuedKey issued) {
        return new OnceOnly.Made(issued.key().id(), issued.key().version(), AccountJson.of(issued));
    }

    private static Response answer(ApiKey key) {
        return Preconditions.tagged(Answer.ok(AccountJson.of(key)), key.version())
                .build();
    }
}
