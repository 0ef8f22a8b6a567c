package io.gauger.measure;

import io.gauger.admit.Caller;
import io.gauger.extract.BodyReader;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An exchange that somebody made up to try a route on. Nothing of it is kept.
 *
 * @param caller who called
 * @param method the HTTP method
 * @param path the decoded path inside the application
 * @param query the query as it would be sent; null without one
 * @param status the status that is answered
 * @param contentType the content type of the answer; null without one
 * @param body the answer's body as text; it counts in UTF-8
 * @param requestBytes bytes of the request's body
 * @param responseBytes bytes of the answer's body; null for those of the text
 * @param durationMs milliseconds that it takes
 */
public record Sample(
        Caller caller,
        String method,
        String path,
        @Nullable String query,
        int status,
        @Nullable String contentType,
        String body,
        long requestBytes,
        @Nullable Long responseBytes,
        long durationMs) {

    /**
     * Measures the sample as the meter measures requests: its reader reads the body, and the same rules decide.
     *
     * @param meter of the route that is tried
     */
    public Measurement measured(Meter meter) {
        byte[] bytes = Answer.hasContent(method, status) ? body.getBytes(StandardCharsets.UTF_8) : new byte[0];
        BodyReader reader = bytes.length == 0 ? null : meter.reader(MediaType.of(contentType));
        if (reader != null) {
            reader.read(bytes, 0, bytes.length);
            reader.end();
        }
        Result result = new Result();
        meter.measure(new Ended(this, bytes.length, reader), result);
        return result.measurement();
    }

    /** Takes what a record would. */
    private static final class Result extends Tally {}

    private record Ended(Sample sample, long bytes, @Nullable BodyReader body) implements Answer {
        @Override
        public Caller caller() {
            return sample.caller();
        }

        @Override
        public String method() {
            return sample.method();
        }

        @Override
        public String path() {
            return sample.path();
        }

        @Override
        public @Nullable String query() {
            return sample.query();
        }

        @Override
        public int status() {
            return sample.status();
        }

        @Override
        public @Nullable String contentType() {
            return sample.contentType();
        }

        @Override
        public long requestBytes() {
            return sample.requestBytes();
        }

        @Override
        public long responseBytes() {
            Long told = sample.responseBytes();
            return told != null && Answer.hasContent(method(), status()) ? told : bytes;
        }

        @Override
        public long durationMs() {
            return sample.durationMs();
        }

        @Override
        public boolean unreadable() {
            return false;
        }

        @Override
        public Set<Flag> incidents() {
            return Set.of();
        }

        @Override
        public boolean complete() {
            return true;
        }
    }
}
