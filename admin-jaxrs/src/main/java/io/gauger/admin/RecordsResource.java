package io.gauger.admin;

import io.gauger.usage.RecordPage;
import io.gauger.usage.RecordQuery;
import io.gauger.usage.RecordReader;
import io.gauger.usage.StoredRecord;
import jakarta.json.JsonObject;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code /v1/records}: single usage records, newest first. */
final class RecordsResource {
    private final RecordReader records;
    private final Scope scope;
    private final Call call;

    RecordsResource(Scope scope, Call call) {
        this.records = scope.gauger().records();
        this.scope = scope;
        this.call = call;
    }

    /** A page of those that match. */
    Response list() {
        QueryParameters parameters = new QueryParameters(call.query(), RecordParameters.KNOWN);
        UUID id = RecordParameters.idAlone(parameters);
        return id == null
                ? page(records.list(RecordParameters.parse(parameters, scope)), parameters)
                : answer(find(id).stream().toList(), null, parameters);
    }

    /** One of them. */
    Response read(String id) {
        new QueryParameters(call.query(), Set.of()).check();
        UUID uuid = RecordParameters.uuid(id);
        return (uuid == null ? Optional.<StoredRecord>empty() : find(uuid))
                .map(record -> Answer.ok(RecordJson.of(record)).build())
                .orElseThrow(() -> new ProblemException(Problem.recordNotFound()));
    }

    private Optional<StoredRecord> find(UUID id) {
        return records.find(id)
                .filter(record -> scope.sees(record.usage().caller().accountId()));
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
