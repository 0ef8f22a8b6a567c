package io.gauger.it.suite;

import static io.gauger.it.suite.Ask.post;
import static io.gauger.it.suite.Ask.put;
import static io.gauger.it.suite.Expected.AS_RECEIVED;
import static io.gauger.it.suite.Expected.ok;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/** What the application reads of the request; its answer tells what it has read. */
final class RequestCells {
    private static final String BINARY = "application/octet-stream";
    private static final String LONG = "0123456789abcdef".repeat(20_000);

    /** One code point of each length in UTF-8, over two lines; 11 bytes, each a character here. */
    private static final String UTF_8_TEXT = new String("é日😀\nx".getBytes(UTF_8), ISO_8859_1);

    private static final String JSON = json("gpt-4", 1_000);

    /** More than is read ahead. */
    private static final String LONG_JSON = json("gpt-4", 200_000);

    private RequestCells() {}

    /** A request to an AI. */
    static String json(String model, int length) {
        return "{\"model\":\"" + model + "\",\"text\":\"" + LONG.substring(0, length) + "\"}";
    }

    static List<Cell> all() {
        return List.of(
                Cell.of("request read by stream", post("/read/stream", BINARY, LONG), read(320_000)),
                Cell.of(
                        "request of unknown length read by stream",
                        post("/read/stream", BINARY, LONG).inChunks(),
                        read(320_000)),
                Cell.of("request read in part", post("/read/ten-bytes", BINARY, LONG.substring(0, 1000)), read(10)),
                Cell.of(
                        "request read by reader",
                        post("/read/reader", "text/plain;charset=UTF-8", UTF_8_TEXT),
                        read(11)),
                Cell.of(
                        "request of unknown length read by reader",
                        post("/read/reader", "text/plain;charset=UTF-8", UTF_8_TEXT)
                                .inChunks(),
                        read(11)),
                Cell.of(
                        "request read by getParameter",
                        post("/read/form", "application/x-www-form-urlencoded", "a=1&b=two"),
                        read(9)),
                Cell.of("request not read", post("/read/nothing", BINARY, "0123456789"), read(10)),
                Cell.of("ReadListener", post("/non-blocking/read", BINARY, LONG), read(320_000)),
                Cell.of("request read ahead and by stream", put("/read/stream", JSON), ahead(JSON.length())),
                Cell.of(
                        "long request read ahead in part and by stream",
                        put("/read/stream", LONG_JSON),
                        ahead(LONG_JSON.length())),
                Cell.of(
                        "request of unknown length read ahead and by stream",
                        put("/read/stream", LONG_JSON).inChunks(),
                        ahead(LONG_JSON.length())),
                Cell.of("request read ahead and by reader", put("/read/reader", LONG_JSON), ahead(LONG_JSON.length())),
                Cell.of("request read ahead and in part", put("/read/ten-bytes", JSON), ahead(10)),
                Cell.of("request read ahead and by nobody", put("/read/nothing", JSON), ahead(JSON.length())),
                Cell.of(
                        "request read ahead and by ReadListener",
                        put("/non-blocking/read", LONG_JSON),
                        ahead(LONG_JSON.length())));
    }

    private static Expected ahead(int bytes) {
        return read(bytes).route("ahead");
    }

    private static Expected read(int bytes) {
        return ok(AS_RECEIVED).requestBytes(bytes);
    }
}
