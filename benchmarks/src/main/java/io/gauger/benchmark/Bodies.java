package io.gauger.benchmark;

import io.gauger.benchmark.rival.Usage;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** The bodies that are written; the same ones in every run. */
final class Bodies {
    /** Bytes of one event. */
    static final int EVENT = 200;

    static final Usage JSON_USAGE = new Usage(7, 123, 456, "gpt-4");
    static final Usage STREAM_USAGE = new Usage(0, 123, 456, "gpt-4");

    private static final String USAGE =
            "\"usage\":{\"prompt_tokens\":123,\"completion_tokens\":456,\"total_tokens\":579}";
    private static final String[] WORDS = {
        "the ",
        "meter ",
        "reads ",
        "what ",
        "goes ",
        "by ",
        "and ",
        "\\\"keeps\\\" ",
        "nothing ",
        "naïve ",
        "(usage) ",
        "[model] ",
        "{tokens}\\n"
    };

    private Bodies() {}

    /** One completion of about this many bytes, with so many of them in one text. */
    static byte[] json(int bytes, int textBytes) {
        StringBuilder body = new StringBuilder("{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\",")
                .append("\"created\":1700000000,\"model\":\"gpt-4\",\"credits\":7,\"choices\":[{\"index\":0,")
                .append("\"message\":{\"role\":\"assistant\",\"content\":\"");
        words(body, textBytes);
        body.append("\"},\"finish_reason\":\"stop\"}],\"metadata\":{");
        for (int i = 0; body.length() < bytes - USAGE.length() - 40; i++) {
            body.append(i == 0 ? "" : ",")
                    .append("\"k")
                    .append(i)
                    .append("\":[")
                    .append(i)
                    .append(",true,null]");
        }
        return utf8(body.append("},").append(USAGE).append('}'));
    }

    /** A list of small objects with the usage behind it. */
    static byte[] list(int bytes) {
        StringBuilder body = new StringBuilder("{\"object\":\"list\",\"model\":\"gpt-4\",\"credits\":7,\"data\":[");
        for (int i = 0; body.length() < bytes; i++) {
            body.append(i == 0 ? "" : ",").append("{\"id\":").append(i).append(",\"object\":\"item\",\"name\":\"item ");
            body.append(i).append("\",\"score\":0.").append(i % 1000).append(",\"tags\":[\"a\",\"b\",\"c\"],");
            body.append("\"owner\":{\"id\":\"u-").append(i % 97).append("\",\"active\":true},\"note\":\"");
            words(body, 80);
            body.append("\",\"parent\":null,\"size\":").append(i * 31L).append('}');
        }
        return utf8(body.append("],").append(USAGE).append('}'));
    }

    /** So many events of a streamed completion, the last with its usage, and the mark of the end. */
    static byte[] events(int count) {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < count; i++) {
            boolean last = i == count - 1;
            StringBuilder event = new StringBuilder("data: {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",")
                    .append("\"model\":\"gpt-4\",\"choices\":[");
            event.append(last ? "" : "{\"index\":0,\"delta\":{\"content\":\"tok" + i + " \"}}");
            event.append("],").append(last ? USAGE : "\"usage\":null").append(",\"pad\":\"");
            event.append(".".repeat(EVENT - event.length() - "\"}\n\n".length()));
            body.append(event).append("\"}\n\n");
        }
        return utf8(body.append("data: [DONE]\n\n"));
    }

    /** Bytes without meaning. */
    static byte[] binary(int bytes) {
        byte[] body = new byte[bytes];
        new Random(1).nextBytes(body);
        return body;
    }

    private static void words(StringBuilder body, int length) {
        int end = body.length() + length;
        for (int i = 0; body.length() < end; i = (i + 5) % WORDS.length) {
            body.append(WORDS[i]);
        }
    }

    private static byte[] utf8(StringBuilder body) {
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }
}
