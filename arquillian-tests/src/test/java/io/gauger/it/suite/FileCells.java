package io.gauger.it.suite;

import static io.gauger.it.suite.Ask.get;
import static io.gauger.it.suite.Expected.answer;
import static io.gauger.it.suite.Expected.ok;
import static io.gauger.it.suite.SuiteWar.LARGE;

import java.util.List;

/** Files of the application, which the container sends by itself. */
final class FileCells {
    private static final String FUTURE = "Fri, 01 Jan 2038 00:00:00 GMT";

    private FileCells() {}

    static List<Cell> all() {
        return List.of(
                Cell.of("file, small", get("/small.txt"), ok(20)),
                Cell.of("file, large", get("/large.bin"), ok(LARGE)),
                Cell.of("file, HEAD", Ask.head("/large.bin"), ok(0)),
                Cell.of(
                        "file, Range",
                        get("/large.bin").with("Range", "bytes=1000000-1999999"),
                        answer(206, 1_000_000)),
                Cell.of(
                        "file, Range that cannot be satisfied",
                        get("/small.txt").with("Range", "bytes=1000-"),
                        answer(416, 0).withTheContainersBody()),
                Cell.of("file, If-Modified-Since", get("/large.bin").with("If-Modified-Since", FUTURE), answer(304, 0)),
                Cell.of("file, welcome page", get("/"), ok(7)),
                Cell.of(
                        "file that is not there",
                        get("/none.txt"),
                        answer(404, 0).withTheContainersBody()));
    }
}
