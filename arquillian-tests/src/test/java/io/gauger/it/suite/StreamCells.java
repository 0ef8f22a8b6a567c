package io.gauger.it.suite;

import static io.gauger.it.suite.Ask.get;
import static io.gauger.it.suite.Expected.ANY;
import static io.gauger.it.suite.Expected.AS_RECEIVED;
import static io.gauger.it.suite.Expected.ok;

import io.gauger.it.suite.Expected.Received;
import java.util.List;

/** Event streams and non-blocking answers, to their end and to the point where the client hangs up. */
final class StreamCells {
    private static final int SOME_BYTES = 10_000;

    private StreamCells() {}

    static List<Cell> all() {
        return List.of(
                Cell.of("SSE by a servlet", get("/events/writer"), ok(48).events(3)),
                Cell.of("SSE by an async servlet", get("/events/async"), ok(48).events(3)),
                Cell.of("WriteListener", get("/non-blocking/write"), ok(400_000)),
                hangUp("the client hangs up", "/events/endless"),
                hangUp("the client hangs up, writer", "/events/endless-writer"),
                hangUp("the client hangs up, async", "/events/endless-async"),
                hangUp("the client hangs up, async writer", "/events/endless-writer-async"),
                Cell.of(
                        "the client hangs up, WriteListener",
                        get("/non-blocking/write-endlessly").hangingUpAfter(SOME_BYTES),
                        hungUp()));
    }

    private static Cell hangUp(String name, String path) {
        return Cell.of(name, get(path).hangingUpAfter(SOME_BYTES), hungUp().events(ANY));
    }

    private static Expected hungUp() {
        return ok(AS_RECEIVED).received(Received.SOME).flags("client_aborted");
    }
}
