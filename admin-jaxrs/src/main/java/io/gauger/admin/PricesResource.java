package io.gauger.admin;

import io.gauger.account.Administration;
import io.gauger.account.Directory.PriceQuery;
import io.gauger.account.PriceVersion;
import io.gauger.price.Price;
import io.gauger.runtime.Gauger;
import jakarta.json.JsonObject;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;

/** {@code /v1/prices}: what requests cost, each version by its id. */
final class PricesResource {
    static final String PATH = "v1/prices";
    static final String ROUTE = "route";
    static final String PROVIDER = "provider";
    static final String MODEL = "model";
    static final String CURRENCY = "currency";

    /** All versions have it, as they are never changed. */
    private static final long VERSION = 1;

    private final Permitted gauger;
    private final Call call;
    private final Clock clock;

    PricesResource(Permitted gauger, Call call, Clock clock) {
        this.gauger = gauger;
        this.call = call;
        this.clock = clock;
    }

    /** A page of them. */
    Response list() {
        QueryParameters parameters = new QueryParameters(
                call.query(), Set.of(Paging.LIMIT, Paging.CURSOR, ROUTE, PROVIDER, MODEL, CURRENCY));
        int limit = Paging.limit(parameters);
        String after = Paging.after(parameters, Cursor::price);
        parameters.check();
        List<PriceVersion> found = gauger.toRead().directory().prices(query(parameters), after, limit + 1);
        List<PriceVersion> page = found.subList(0, Math.min(limit, found.size()));
        String next = found.size() > limit
                ? Cursor.ofPrice(page.get(limit - 1).stored().price().id())
                : null;
        List<JsonObject> data = page.stream()
                .map(version -> PriceJson.of(version, clock.instant()))
                .toList();
        return Paging.page(JsonFields.array(data), next, call.base().resolve(URI.create(PATH)), parameters);
    }

    /** One of them. */
    Response read(String id) {
        new QueryParameters(call.query(), Set.of()).check();
        return gauger.toRead()
                .directory()
                .price(id)
                .map(version -> Preconditions.tagged(Answer.ok(PriceJson.of(version, clock.instant())), VERSION)
                        .build())
                .orElseThrow(() -> new ProblemException(Problem.priceNotFound()));
    }

    /** Makes a version. */
    Response create(InputStream sent) {
        Gauger toWrite = gauger.toWrite();
        OnceOnly once = new OnceOnly(toWrite.administration(), gauger.actor(), call);
        new QueryParameters(call.query(), Set.of()).check();
        PriceBody body = new PriceBody(sent);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Price price = body.price(toWrite.currency(), now);
        return once.make("POST " + PATH + "\n" + body.sent(), 201, PATH, changes -> {
            PriceVersion made = changes.createPrice(price);
            return new OnceOnly.Made(price.id(), VERSION, PriceJson.ofMade(made, now));
        });
    }

    /** Takes one back that is not in effect yet. */
    Response withdraw(String id) {
        Administration administration = gauger.toWrite().administration();
        new QueryParameters(call.query(), Set.of()).check();
        Long expected = Preconditions.expected(call.ifMatch());
        administration.change(gauger.actor(), changes -> changes.withdrawPrice(id, expected));
        return Answer.nothing();
    }

    private static PriceQuery query(QueryParameters parameters) {
        return new PriceQuery(
                parameters.value(ROUTE),
                parameters.value(PROVIDER),
                parameters.value(MODEL),
                parameters.value(CURRENCY));
    }
}
