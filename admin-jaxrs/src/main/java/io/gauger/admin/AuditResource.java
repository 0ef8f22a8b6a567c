package io.gauger.admin;

import io.gauger.account.AuditEntry;
import jakarta.json.JsonObject;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** {@code /v1/audit}: administrative changes, newest first. */
final class AuditResource {
    static final String PATH = "v1/audit";

    private static final String OBJECT_ID = "object_id";

    private final Permitted gauger;
    private final Call call;

    AuditResource(Permitted gauger, Call call) {
        this.gauger = gauger;
        this.call = call;
    }

    /** A page of them. */
    Response list() {
        QueryParameters parameters = new QueryParameters(call.query(), Set.of(Paging.LIMIT, Paging.CURSOR, OBJECT_ID));
        int limit = Paging.limit(parameters);
        String after = Paging.after(parameters, Cursor::auditEntry);
        UUID last = after == null ? null : RecordParameters.uuid(after);
        parameters.check();
        List<AuditEntry> found = gauger.toRead().directory().audit(parameters.value(OBJECT_ID), last, limit + 1);
        List<AuditEntry> page = found.subList(0, Math.min(limit, found.size()));
        String next = found.size() > limit
                ? Cursor.ofAuditEntry(page.get(limit - 1).id().toString())
                : null;
        List<JsonObject> data = page.stream().map(AccountJson::of).toList();
        return Paging.page(JsonFields.array(data), next, call.base().resolve(URI.create(PATH)), parameters);
    }
}
