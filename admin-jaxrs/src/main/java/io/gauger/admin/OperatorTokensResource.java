package io.gauger.admin;

import io.gauger.account.Administration;
import io.gauger.account.IssuedToken;
import io.gauger.account.OperatorToken;
import io.gauger.account.Permission;
import jakarta.json.JsonObject;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** {@code /v1/operator-tokens}: who operates this API, by id. */
final class OperatorTokensResource {
    static final String PATH = "v1/operator-tokens";

    private static final String STATUS = "status";
    private static final String EVEN_LAST = "even_last";

    private final Permitted gauger;
    private final Call call;
    private final Clock clock;

    OperatorTokensResource(Permitted gauger, Call call, Clock clock) {
        this.gauger = gauger;
        this.call = call;
        this.clock = clock;
    }

    /** A page of them. */
    Response list() {
        QueryParameters parameters = new QueryParameters(call.query(), Set.of(Paging.LIMIT, Paging.CURSOR, STATUS));
        int limit = Paging.limit(parameters);
        String after = Paging.after(parameters, Cursor::operatorToken);
        OperatorToken.Status status = parameters.constant(STATUS, OperatorToken.Status.values());
        parameters.check();
        List<OperatorToken> found = gauger.toRead().directory().operatorTokens(status, after, limit + 1);
        List<OperatorToken> page = found.subList(0, Math.min(limit, found.size()));
        String next = found.size() > limit
                ? Cursor.ofOperatorToken(page.get(limit - 1).id())
                : null;
        List<JsonObject> data = page.stream().map(OperatorTokensResource::json).toList();
        return Paging.page(JsonFields.array(data), next, call.base().resolve(URI.create(PATH)), parameters);
    }

    /** One of them. */
    Response read(String id) {
        new QueryParameters(call.query(), Set.of()).check();
        return gauger.toRead()
                .directory()
                .operatorToken(id)
                .map(OperatorTokensResource::answer)
                .orElseThrow(() -> new ProblemException(Problem.tokenNotFound()));
    }

    /** Makes one, and tells its secret this once. */
    Response create(InputStream sent) {
        OnceOnly once = new OnceOnly(gauger.toWrite().administration(), gauger.actor(), call);
        new QueryParameters(call.query(), Set.of()).check();
        TokenBody body = TokenBody.ofNew(sent, clock.instant());
        return once.make(
                "POST " + PATH + "\n" + body.sent(),
                201,
                PATH,
                changes -> made(changes.createToken(body.name(), body.email(), body.permissions(), body.expiresAt())));
    }

    /** Changes what the body names. */
    Response change(String id, InputStream sent) {
        Administration administration = gauger.toWrite().administration();
        boolean evenLast = evenLast();
        TokenBody body = TokenBody.ofChange(sent, clock.instant());
        Long expected = Preconditions.expected(call.ifMatch());
        return answer(administration.change(
                gauger.actor(), changes -> changes.updateToken(id, expected, evenLast, body::applied)));
    }

    /** Revokes it for good; it stays readable, for the audit. */
    Response revoke(String id) {
        Administration administration = gauger.toWrite().administration();
        boolean evenLast = evenLast();
        Long expected = Preconditions.expected(call.ifMatch());
        return answer(administration.change(
                gauger.actor(),
                changes -> changes.updateToken(
                        id,
                        expected,
                        evenLast,
                        token -> token.with(
                                token.name(), token.permissions(), OperatorToken.Status.REVOKED, token.expiresAt()))));
    }

    private boolean evenLast() {
        QueryParameters parameters = new QueryParameters(call.query(), Set.of(EVEN_LAST));
        String value = parameters.value(EVEN_LAST);
        if (value != null && !value.equals("true") && !value.equals("false")) {
            parameters.rejectValue(EVEN_LAST, "true or false");
        }
        parameters.check();
        return "true".equals(value);
    }

    private static OnceOnly.Made made(IssuedToken issued) {
        JsonObject body = new JsonFields()
                .text("token", issued.secret())
                .text("id", issued.token().id())
                .value("operator_token", json(issued.token()))
                .toJson();
        return new OnceOnly.Made(issued.token().id(), issued.token().version(), body);
    }

    private static Response answer(OperatorToken token) {
        return Preconditions.tagged(Answer.ok(json(token)), token.version()).build();
    }

    private static JsonObject json(OperatorToken token) {
        return new JsonFields()
                .text("id", token.id())
                .text("name", token.name())
                .text("email", token.email())
                .text("prefix", token.prefix())
                .list(
                        "permissions",
                        token.permissions().stream()
                                .sorted()
                                .map(Permission::word)
                                .toList())
                .text("status", token.status().name().toLowerCase(Locale.ROOT))
                .time("expires_at", token.expiresAt())
                .time("created_at", token.createdAt())
                .time("updated_at", token.updatedAt())
                .toJson();
    }
}
