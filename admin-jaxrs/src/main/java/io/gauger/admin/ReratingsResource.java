package io.gauger.admin;

import io.gauger.rerate.RepricedRecord;
import io.gauger.rerate.Rerating;
import io.gauger.rerate.ReratingOrder;
import io.gauger.rerate.Reratings;
import io.gauger.runtime.Gauger;
import jakarta.json.JsonObject;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code /v1/reratings}: periods that were priced anew. */
final class ReratingsResource {
    static final String PATH = "v1/reratings";

    private final Permitted gauger;
    private final Call call;
    private final Clock clock;

    ReratingsResource(Permitted gauger, Call call, Clock clock) {
        this.gauger = gauger;
        this.call = call;
        this.clock = clock;
    }

    /** A page of them, newest first. */
    Response list() {
        QueryParameters parameters = new QueryParameters(call.query(), Set.of(Paging.LIMIT, Paging.CURSOR));
        int limit = Paging.limit(parameters);
        String before = Paging.after(parameters, Cursor::rerating);
        parameters.check();
        List<Rerating> found = gauger.toRead().reratings().list(before, limit + 1);
        List<Rerating> page = found.subList(0, Math.min(limit, found.size()));
        String next =
                found.size() > limit ? Cursor.ofRerating(page.get(limit - 1).id()) : null;
        List<JsonObject> data = page.stream().map(ReratingJson::of).toList();
        return Paging.page(JsonFields.array(data), next, call.base().resolve(URI.create(PATH)), parameters);
    }

    /** One of them, with what it came to. */
    Response read(String id) {
        new QueryParameters(call.query(), Set.of()).check();
        Reratings reratings = gauger.toRead().reratings();
        return Answer.ok(ReratingJson.of(find(reratings, id), reratings.result(id)))
                .build();
    }

    /** A page of the records that one priced otherwise. */
    Response records(String id) {
        QueryParameters parameters = new QueryParameters(call.query(), Set.of(Paging.LIMIT, Paging.CURSOR));
        int limit = Paging.limit(parameters);
        String last = Paging.after(parameters, Cursor::rerated);
        @Nullable UUID after = last == null ? null : RecordParameters.uuid(last);
        parameters.check();
        Reratings reratings = gauger.toRead().reratings();
        find(reratings, id);
        List<RepricedRecord> found = reratings.records(id, after, limit + 1);
        List<RepricedRecord> page = found.subList(0, Math.min(limit, found.size()));
        String next =
                found.size() > limit ? Cursor.ofRerated(page.get(limit - 1).id().toString()) : null;
        List<JsonObject> data =
                page.stream().map(record -> ReratingJson.of(record, id)).toList();
        URI list = call.base().resolve(URI.create(PATH + "/" + id + "/records"));
        return Paging.page(JsonFields.array(data), next, list, parameters);
    }

    /**
     * Prices a period anew, or tells what that would come to. It is ordered once, by its Idempotency-Key; who comes again with
     * it has done what was left.
     */
    Response create(InputStream sent) {
        Gauger toWrite = gauger.toWrite();
        new QueryParameters(call.query(), Set.of()).check();
        ReratingBody body = new ReratingBody(
                sent, clock.instant().truncatedTo(ChronoUnit.MILLIS).plusMillis(1));
        Reratings reratings = toWrite.reratings();
        ReratingOrder order = body.order(reratings.recordsKeptFrom());
        if (body.isDryRun()) {
            return Answer.ok(ReratingJson.ofDryRun(order, reratings.tried(order)))
                    .build();
        }
        OnceOnly once = new OnceOnly(toWrite.administration(), gauger.actor(), call);
        String id = once.id("POST " + PATH + "\n" + body.sent(), changes -> changes.createRerating(order)
                .id());
        Rerating done = reratings.finish(id);
        JsonObject answer = ReratingJson.of(done, reratings.result(id));
        return Answer.text(201, answer.toString())
                .location(call.base().resolve(URI.create(PATH + "/" + id)))
                .build();
    }

    private static Rerating find(Reratings reratings, String id) {
        return reratings.find(id).orElseThrow(() -> new ProblemException(Problem.reratingNotFound()));
    }
}
