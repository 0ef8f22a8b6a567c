package io.gauger.benchmark.rival;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The data lines of a kept event stream, as those find them who know that their stream is simple. */
final class Events {
    private static final byte[] DATA = "data: {".getBytes(StandardCharsets.US_ASCII);

    private Events() {}

    /** Takes the JSON of one event. */
    interface Listener {
        void json(byte[] bytes, int offset, int length) throws IOException;
    }

    static void each(byte[] stream, Listener listener) throws IOException {
        int start = 0;
        while (start < stream.length) {
            int end = start;
            while (end < stream.length && stream[end] != '\n') {
                end++;
            }
            if (holdsJson(stream, start, end)) {
                int json = start + DATA.length - 1;
                listener.json(stream, json, end - json);
            }
            start = end + 1;
        }
    }

    private static boolean holdsJson(byte[] stream, int start, int end) {
        if (end - start < DATA.length) {
            return false;
        }
        for (int i = 0; i < DATA.length; i++) {
            if (stream[start + i] != DATA[i]) {
                return false;
            }
        }
        return true;
    }
}
