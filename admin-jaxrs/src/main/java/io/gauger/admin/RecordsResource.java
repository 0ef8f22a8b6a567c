package io.gauger.admin;

import io.gauger.usage.RecordPage;
import io.gauger.usage.RecordQuery;
import io.gauger.usage.RecordReader;
import io.gauger.usage.StoredRecord;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code /v1/records}: single usage records, newest first. */
public final class RecordsResource {
    private final RecordReader records;
    private final Call call;

    RecordsResource(RecordReader records, Call call) {
        this.records = records;
        this.call = call;
    }

    /** A page of those that match. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response list() {
        QueryParameters parameters = new QueryParameters(call.query(), RecordParameters.KNOWN);
        UUID id = RecordParameters.idAlone(parameters);
        return id == null
                ? page(records.list(RecordParameters.parse(parameters)), parameters)
                : answer(records.find(id).stream().toList(), null, parameters);
    }

    /** One of them. */
    @GET
    @Path("{id}")
    @Produces(MediaType.APPLICATION_JSON)
    public Response read(@PathParam("id") String id) {
        new QueryParameters(call.query(), Set.of()).check();
        UUID uuid = RecordParameters.uuid(id);
        return (uuid == null ? Optional.<StoredRecord>empty() : records.find(uuid))
                .map(record -> Answer.ok(RecordJson.of(record)).build())
                .orElseThrow(() -> new ProblemException(Problem.recordNotFound()));
    }

    /** The methods there are. */
    @OPTIONS
    public Response methods() {
        return Answer.readMethods();
    }

    /** The methods there are. */
    @OPTIONS
    @Path("{id}")
    public Response methodsOfOne() {
        return Answer.readMethods();
    }

    private Response page(RecordPage page, QueryParameters parameters) {
        RecordQuery.Position next = page.next();
        return answer(page.records(), next == null ? null : Cursor.of(next), parameters);
    }

    private Response answer(List<StoredRecord> found, @Nullable String nextCursor, QueryParameters parameters) {
        List<JsonObject> data = found.stream().map(RecordJson::of).toList();
        return Paging.page(JsonFields.array(data), nextCursor, call.base().resolve("v1/records"), parameters);
    }
}
