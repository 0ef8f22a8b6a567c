package io.gauger.it.suite;

import static io.gauger.it.suite.Ask.get;
import static io.gauger.it.suite.Expected.AS_RECEIVED;
import static io.gauger.it.suite.Expected.answer;
import static io.gauger.it.suite.Expected.ok;

import java.util.List;

/** Answers by JAX-RS and JPA, each server with an implementation of its own. */
final class RestCells {

    private RestCells() {}

    static List<Cell> all() {
        return List.of(
                Cell.of(
                        "JAX-RS, JSON entity",
                        get("/api/rest/json"),
                        ok(AS_RECEIVED).route("json").units("21")),
                Cell.of("JAX-RS, StreamingOutput", get("/api/rest/streaming"), ok(50_000)),
                Cell.of("JAX-RS, AsyncResponse", get("/api/rest/suspended"), ok(7)),
                Cell.of(
                        "JAX-RS, SseEventSink",
                        get("/api/rest/events"),
                        ok(AS_RECEIVED).events(3)),
                // the names of its entities, so of no other
                Cell.of("the application's own persistence unit", get("/purchases/entities"), ok("Purchase".length())),
                Cell.of("JAX-RS, error with an entity", get("/api/rest/not-found"), answer(404, 13)),
                Cell.of(
                        "JAX-RS, exception that escapes",
                        get("/api/rest/throws"),
                        answer(500, 0).flags("app_error").withTheContainersBody()));
    }
}
