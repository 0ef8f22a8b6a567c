package io.gauger.measure;

import io.gauger.admit.Caller;
import io.gauger.extract.BodyReader;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of one exchange when it ended.
 *
 * @param caller who called
 * @param method the HTTP method
 * @param path the decoded path inside the application
 * @param query the query as it was sent; null without one
 * @param status the status that was answered
 * @param contentType the content type of the answer; null without one
 * @param requestBytes bytes of the request's body
 * @param responseBytes bytes of the answer's body
 * @param durationMs milliseconds from the filter's entry to the end
 * @param body what was read of the answer's body; null if it had none or it could not be read
 * @param unreadable whether the body has a content coding or charset that cannot be read here, or a broken coding
 * @param incidents what went wrong on the way: of the flags those that the body does not tell
 * @param complete whether the application ended its answer itself
 */
public record Answer(
        Caller caller,
        String method,
        String path,
        @Nullable String query,
        int status,
        @Nullable String contentType,
        long requestBytes,
        long responseBytes,
        long durationMs,
        @Nullable BodyReader body,
        boolean unreadable,
        Set<Flag> incidents,
        boolean complete) {

    /** Whether an answer to this method with this status has content at all (RFC 9110, section 6.4.1). */
    public static boolean hasContent(String method, int status) {
        return status >= 200 && status != 204 && status != 304 && !method.equals("HEAD");
    }

    /** Neither an error nor without content, where fields may be missing. */
    boolean isOrdinary() {
        return status < 400 && hasContent(method, status);
    }
}
