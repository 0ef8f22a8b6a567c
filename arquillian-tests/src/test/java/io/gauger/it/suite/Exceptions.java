package io.gauger.it.suite;

import io.gauger.it.suite.Expected.Received;
import io.gauger.it.suite.Expected.Sameness;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Where a cell comes to something else on a server, and then must. Each has a line in {@code docs/servers.md}. */
final class Exceptions {
    private static final String PAYARA = "payara-micro";
    private static final String WILDFLY = "wildfly";
    private static final String GLASSFISH = "glassfish";
    private static final String LIBERTY = "liberty";
    private static final String TOMEE = "tomee";

    private static final List<Deviation> ALL = List.of(
            on(
                    PAYARA,
                    "print to the stream is encoded in the charset of the response",
                    e -> Expected.ok(3),
                    "stream, print beyond Latin-1"),
            on(
                    PAYARA,
                    "a surrogate pair that meets the end of the writer's buffer becomes two question marks",
                    e -> e.received(Received.OTHERS),
                    "writer in UTF-8, long, with surrogate pairs"),
            on(
                    GLASSFISH,
                    "print to the stream is encoded in the charset of the response",
                    e -> Expected.ok(3),
                    "stream, print beyond Latin-1"),
            on(
                    GLASSFISH,
                    "a surrogate pair that meets the end of the writer's buffer becomes two question marks",
                    e -> e.received(Received.OTHERS),
                    "writer in UTF-8, long, with surrogate pairs"),
            on(
                    GLASSFISH,
                    "an answer that an AsyncListener completes is sent with 200, whatever status it has",
                    e -> e.answered(200),
                    "async, timeout that the application answers"),
            on(
                    WILDFLY,
                    "its error page shows the stack trace, with the filter in it",
                    e -> e.sameness(Sameness.BUT_BODY),
                    "stream, print beyond Latin-1",
                    "exception that escapes",
                    "async, exception after startAsync",
                    "async, exception in the dispatch"),
            on(
                    WILDFLY,
                    "println of a writer sends CR and LF, of which one byte is counted",
                    e -> e.received(Received.OTHERS),
                    "writer, print, println, append and format"),
            on(
                    WILDFLY,
                    "a forward is sent in chunks beside any filter that wraps the response",
                    e -> e.sameness(Sameness.BUT_FRAMING),
                    "forward",
                    "forward after something was written",
                    "forward to a JSP"),
            on(
                    WILDFLY,
                    "JAX-RS answers an exception itself, with its message",
                    e -> Expected.answer(500, 11),
                    "JAX-RS, exception that escapes"),
            on(
                    LIBERTY,
                    "an answer that fits the container's buffer is sent in chunks beside any filter that wraps the response",
                    e -> e.sameness(Sameness.BUT_FRAMING),
                    "writer in UTF-8",
                    "writer in UTF-8, a surrogate pair in two",
                    "writer in ISO-8859-1",
                    "writer, print, println, append and format",
                    "reset",
                    "JSP",
                    "forward to a JSP",
                    "sendError with the application's page",
                    "status of an error without sendError",
                    "exception that escapes, with the application's page",
                    "async, dispatch elsewhere",
                    "the application's own persistence unit"),
            on(
                    LIBERTY,
                    "print to the stream takes every character, and sends UTF-8 where the response has no charset",
                    e -> e.received(Received.OTHERS),
                    "stream, print and println"),
            on(
                    LIBERTY,
                    "print to the stream takes every character, and sends UTF-8 where the response has no charset",
                    e -> Expected.ok(3),
                    "stream, print beyond Latin-1"),
            on(
                    LIBERTY,
                    "a writer in UTF-16 sends its byte order mark or leaves it out",
                    null,
                    "writer in UTF-16",
                    "writer in UTF-16, long",
                    "writer in UTF-16, flushed between"),
            on(
                    LIBERTY,
                    "its file servlet ignores Range",
                    e -> Expected.ok(SuiteWar.LARGE),
                    "file, Range",
                    "file, If-Modified-Since"),
            on(
                    LIBERTY,
                    "its file servlet ignores Range",
                    e -> Expected.ok(SuiteWar.SMALL.length()),
                    "file, Range that cannot be satisfied"),
            on(
                    LIBERTY,
                    "an error page that takes the writer after the application took the stream comes to nothing",
                    e -> Expected.answer(409, 0),
                    "sendError with the application's page, after something was written"),
            on(
                    LIBERTY,
                    "its error page shows the stack trace, with the filter in it",
                    e -> e.sameness(Sameness.BUT_BODY),
                    "exception that escapes",
                    "async, exception after startAsync"),
            on(
                    LIBERTY,
                    "its error page for an asynchronous dispatch goes through the filter, and is counted",
                    e -> e.sameness(Sameness.BUT_BODY)
                            .bytes(Expected.AS_RECEIVED)
                            .received(Received.ALL),
                    "async, exception in the dispatch"),
            on(
                    LIBERTY,
                    "an exception after the answer has begun adds the container's text to the answer",
                    e -> e.received(Received.OTHERS),
                    "exception after the answer has begun"),
            on(
                    LIBERTY,
                    "JAX-RS answers an exception itself, with its message",
                    e -> Expected.answer(500, 11),
                    "JAX-RS, exception that escapes"),
            on(
                    TOMEE,
                    "its error page shows the stack trace, with the filter in it",
                    e -> e.sameness(Sameness.BUT_BODY),
                    "stream, print beyond Latin-1",
                    "exception that escapes",
                    "async, exception in the dispatch",
                    "JAX-RS, exception that escapes"),
            on(
                    TOMEE,
                    "an exception behind startAsync cuts the connection, with and without Gauger",
                    e -> e.answered(0),
                    "async, exception after startAsync"));

    private Exceptions() {}

    /**
     * One exception.
     *
     * @param server by its name
     * @param cells by their names
     * @param reason a line of {@code docs/servers.md} holds it word by word
     * @param change what is expected instead; null if the cells cannot be run there
     */
    record Deviation(String server, List<String> cells, String reason, @Nullable UnaryOperator<Expected> change) {}

    static List<Deviation> all() {
        return ALL;
    }

    static List<Deviation> of(Cell cell, String server) {
        return ALL.stream()
                .filter(deviation ->
                        deviation.server().equals(server) && deviation.cells().contains(cell.name()))
                .toList();
    }

    static boolean canRun(Cell cell, String server) {
        return of(cell, server).stream().allMatch(deviation -> deviation.change() != null);
    }

    static Expected expected(Cell cell, String server) {
        Expected expected = cell.expected();
        for (Deviation deviation : of(cell, server)) {
            expected = deviation.change().apply(expected);
        }
        return expected;
    }

    private static Deviation on(
            String server, String reason, @Nullable UnaryOperator<Expected> change, String... cells) {
        return new Deviation(server, List.of(cells), reason, change);
    }
}
