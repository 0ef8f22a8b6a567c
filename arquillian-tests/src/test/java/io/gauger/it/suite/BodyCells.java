package io.gauger.it.suite;

import static io.gauger.it.suite.Ask.get;
import static io.gauger.it.suite.Expected.AS_RECEIVED;
import static io.gauger.it.suite.Expected.answer;
import static io.gauger.it.suite.Expected.ok;

import java.util.List;

/** Bodies written to the stream or the writer, in one servlet or across several. */
final class BodyCells {

    private BodyCells() {}

    static List<Cell> all() {
        return List.of(
                Cell.of("stream, write", get("/stream/write"), ok(6)),
                Cell.of("stream, HEAD", Ask.head("/stream/write"), ok(0)),
                Cell.of("stream, print and println", get("/stream/print"), ok(22)),
                Cell.of("stream, print in UTF-8", get("/stream/print-utf-8"), ok(AS_RECEIVED)),
                Cell.of(
                        "stream, print beyond Latin-1",
                        get("/stream/print-beyond-latin-1"),
                        answer(500, 0).flags("app_error").withTheContainersBody()),
                Cell.of("writer in UTF-8", get("/writer/short?charset=UTF-8"), ok(10)),
                Cell.of("writer in UTF-8, long", get("/writer/long?charset=UTF-8"), ok(90_000)),
                Cell.of(
                        "writer in UTF-8, long, with surrogate pairs",
                        get("/writer/long-with-pairs?charset=UTF-8"),
                        ok(100_000)),
                Cell.of("writer in UTF-8, flushed between", get("/writer/flushed?charset=UTF-8"), ok(10)),
                Cell.of("writer in UTF-8, a surrogate pair in two", get("/writer/split-pair?charset=UTF-8"), ok(6)),
                // what the charset does not have becomes a question mark
                Cell.of("writer in ISO-8859-1", get("/writer/short?charset=ISO-8859-1"), ok(4)),
                Cell.of("writer in ISO-8859-1, long", get("/writer/long?charset=ISO-8859-1"), ok(40_000)),
                // with a byte order mark at the start, and only there
                Cell.of("writer in UTF-16", get("/writer/short?charset=UTF-16"), ok(12)),
                Cell.of("writer in UTF-16, long", get("/writer/long?charset=UTF-16"), ok(80_002)),
                Cell.of("writer in UTF-16, flushed between", get("/writer/flushed?charset=UTF-16"), ok(12)),
                Cell.of("writer, print, println, append and format", get("/writer/print?charset=UTF-8"), ok(31)),
                Cell.of("chunked", get("/stream/chunked"), ok(100_000)),
                Cell.of("with Content-Length", get("/stream/length"), ok(100_000)),
                Cell.of("with Content-Length as a header", get("/stream/length-in-a-header"), ok(100_000)),
                Cell.of("more written than declared", get("/stream/length-too-small"), ok(10)),
                Cell.of("less written than declared", get("/stream/length-too-large"), ok(5)),
                Cell.of("gzip by the application", get("/stream/gzip"), ok(AS_RECEIVED)),
                Cell.of("reset", get("/stream/reset"), ok(4)),
                Cell.of("resetBuffer", get("/stream/reset-buffer"), ok(7)),
                Cell.of("204", get("/stream/no-content"), answer(204, 0)),
                Cell.of("304", get("/stream/not-modified"), answer(304, 0)),
                Cell.of("forward", get("/dispatch/forward"), ok(6)),
                Cell.of("forward to a file", get("/dispatch/forward-to-a-file"), ok(20)),
                Cell.of("forward after something was written", get("/dispatch/forward-late"), ok(6)),
                Cell.of("include", get("/dispatch/include"), ok(21)),
                Cell.of("include of a file", get("/dispatch/include-a-file"), ok(35)),
                Cell.of("JSP", get("/page.jsp"), ok(11)),
                Cell.of("forward to a JSP", get("/dispatch/forward-to-a-page"), ok(11)));
    }
}
