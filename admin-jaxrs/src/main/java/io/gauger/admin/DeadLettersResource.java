package io.gauger.admin;

import io.gauger.usage.DeadLetter;
import io.gauger.usage.DeadLetters;
import io.gauger.usage.RecordQuery;
import io.gauger.usage.StoredRecord;
import jakarta.json.JsonObject;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** {@code /v1/dead-letters}: records that the database refused, newest first. */
final class DeadLettersResource {
    private final DeadLetters letters;
    private final Call call;

    DeadLettersResource(DeadLetters letters, Call call) {
        this.letters = letters;
        this.call = call;
    }

    /** A page of them. */
    Response list() {
        QueryParameters parameters = new QueryParameters(call.query(), Set.of(Paging.LIMIT, Paging.CURSOR));
        int limit = Paging.limit(parameters);
        String cursor = parameters.value(Paging.CURSOR);
        RecordQuery.Position after = cursor == null ? null : Cursor.position(cursor);
        if (cursor != null && after == null) {
            Paging.rejectCursor(parameters);
        }
        parameters.check();
        List<DeadLetter> found = letters.list(after == null ? null : after.id(), limit + 1);
        List<DeadLetter> page = found.subList(0, Math.min(limit, found.size()));
        String next = null;
        if (found.size() > limit) {
            DeadLetter last = page.get(limit - 1);
            next = Cursor.of(
                    new RecordQuery.Position(last.record().time(), last.record().id()));
        }
        List<JsonObject> data = page.stream().map(DeadLettersResource::json).toList();
        return Paging.page(JsonFields.array(data), next, call.base().resolve("v1/dead-letters"), parameters);
    }

    /** Tries to write one again. */
    Response redrive(String id) {
        new QueryParameters(call.query(), Set.of()).check();
        UUID uuid = RecordParameters.uuid(id);
        DeadLetters.Outcome outcome = uuid == null ? DeadLetters.Outcome.UNKNOWN : letters.redrive(uuid);
        return switch (outcome) {
            case WRITTEN ->
                Answer.ok(new JsonFields()
                                .text("id", String.valueOf(uuid))
                                .text("status", "written")
                                .toJson())
                        .build();
            case REFUSED -> throw new ProblemException(Problem.stillRefused());
            case UNKNOWN -> throw new ProblemException(Problem.deadLetterNotFound());
        };
    }

    /** The record has no price yet, as it was never stored. */
    private static JsonObject json(DeadLetter letter) {
        return new JsonFields()
                .text("id", letter.record().id().toString())
                .time("since", letter.since())
                .text("reason", letter.reason())
                .value(
                        "record",
                        RecordJson.of(new StoredRecord(letter.record(), BigDecimal.ZERO, BigDecimal.ZERO, null, null)))
                .toJson();
    }
}
