package io.gauger.it.suite;

import static io.gauger.it.suite.Ask.get;
import static io.gauger.it.suite.Expected.answer;
import static io.gauger.it.suite.Expected.ok;

import java.util.List;

/** Answers that are complete only after the servlet has returned. */
final class AsyncCells {

    private AsyncCells() {}

    static List<Cell> all() {
        return List.of(
                Cell.of("async, complete on a new thread", get("/async/thread"), ok(3000)),
                Cell.of("async, complete on the container's thread", get("/async/start"), ok(3000)),
                Cell.of("async, dispatch", get("/async/dispatch"), ok(77)),
                Cell.of("async, dispatch elsewhere", get("/async/dispatch-elsewhere"), ok(6)),
                Cell.of("async, dispatch and async again", get("/async/dispatch-twice"), ok(3000)),
                Cell.of(
                        "async, timeout",
                        get("/async/timeout"),
                        answer(500, 0).flags("timeout").withTheContainersBody()),
                Cell.of(
                        "async, timeout that the application answers",
                        get("/async/timeout-answered"),
                        answer(503, 8).flags("timeout")),
                Cell.of(
                        "async, exception after startAsync",
                        get("/async/throws"),
                        answer(500, 0).flags("app_error").withTheContainersBody()),
                Cell.of(
                        "async, exception in the dispatch",
                        get("/async/dispatch-throws"),
                        answer(500, 0).flags("app_error").withTheContainersBody()),
                // what is said in the other protocol does not pass the filter
                Cell.of(
                        "upgrade to another protocol",
                        get("/upgrade").with("Connection", "Upgrade").with("Upgrade", "greeting"),
                        answer(101, 0).withTheContainersBody()));
    }
}
