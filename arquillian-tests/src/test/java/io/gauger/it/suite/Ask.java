package io.gauger.it.suite;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;

/**
 * One request, down to its bytes. Its Host is always the same, so that no answer depends on the port. Immutable.
 *
 * @param method the HTTP method
 * @param path below the application's context, with the query
 * @param fields header fields but Host and User-Agent, as {@code Name: value}
 * @param body as ISO-8859-1, so a character is a byte; null for none
 * @param chunked whether the body's length is not told beforehand
 * @param hangUpAfter how many bytes of the answer's body the client waits for; 0 for all
 */
record Ask(String method, String path, List<String> fields, String body, boolean chunked, int hangUpAfter) {

    static Ask get(String path) {
        return new Ask("GET", path, List.of(), null, false, 0);
    }

    static Ask head(String path) {
        return new Ask("HEAD", path, List.of(), null, false, 0);
    }

    /** A body of characters up to U+00FF. */
    static Ask post(String path, String contentType, String body) {
        return new Ask("POST", path, List.of("Content-Type: " + contentType), body, false, 0);
    }

    /** JSON of characters up to U+00FF. The application reads it as any other; Gauger reads it ahead. */
    static Ask put(String path, String json) {
        return new Ask("PUT", path, List.of("Content-Type: application/json;charset=UTF-8"), json, false, 0);
    }

    Ask with(String name, String value) {
        List<String> more = new ArrayList<>(fields);
        more.add(name + ": " + value);
        return new Ask(method, path, List.copyOf(more), body, chunked, hangUpAfter);
    }

    Ask inChunks() {
        return new Ask(method, path, fields, body, true, hangUpAfter);
    }

    Ask hangingUpAfter(int bytes) {
        return new Ask(method, path, fields, body, chunked, bytes);
    }

    byte[] onTheWire(String contextPath, String userAgent) {
        StringBuilder wire = new StringBuilder();
        wire.append(method).append(' ').append(contextPath).append(path).append(" HTTP/1.1\r\n");
        wire.append("Host: suite.example\r\nUser-Agent: ").append(userAgent).append("\r\n");
        fields.forEach(field -> wire.append(field).append("\r\n"));
        if (body == null) {
            wire.append("\r\n");
        } else if (chunked) {
            int half = body.length() / 2;
            wire.append("Transfer-Encoding: chunked\r\n\r\n");
            appendChunk(wire, body.substring(0, half));
            appendChunk(wire, body.substring(half));
            wire.append("0\r\n\r\n");
        } else {
            wire.append("Content-Length: ")
                    .append(body.length())
                    .append("\r\n\r\n")
                    .append(body);
        }
        return wire.toString().getBytes(ISO_8859_1);
    }

    private static void appendChunk(StringBuilder wire, String chunk) {
        wire.append(Integer.toHexString(chunk.length()))
                .append("\r\n")
                .append(chunk)
                .append("\r\n");
    }
}
