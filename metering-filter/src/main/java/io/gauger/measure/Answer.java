package io.gauger.measure;

import io.gauger.admit.Caller;
import io.gauger.admit.KnownKey;
import io.gauger.extract.BodyReader;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was seen of one exchange when it ended. It tells the same however often it is asked. */
public interface Answer {

    /** Who called. */
    Caller caller();

    /** The key that was shown, whose limits hold for what only the answer tells; null without one. */
    default @Nullable KnownKey key() {
        return null;
    }

    /** The model that the request asked for; null if it did not tell. */
    default @Nullable String askedModel() {
        return null;
    }

    /** The HTTP method. */
    String method();

    /** The decoded path inside the application. */
    String path();

    /** The query as it was sent; null without one. */
    @Nullable
    String query();

    /** The status that was answered. */
    int status();

    /** The content type of the answer; null without one. */
    @Nullable
    String contentType();

    /** Bytes of the request's body. */
    long requestBytes();

    /** Bytes of the answer's body. */
    long responseBytes();

    /** Milliseconds from the filter's entry to the end. */
    long durationMs();

    /** What was read of the answer's body; null if it had none or it could not be read. */
    @Nullable
    BodyReader body();

    /** Whether the body has a content coding or charset that cannot be read here, or a broken coding. */
    boolean unreadable();

    /** What went wrong on the way: of the flags those that the body does not tell. */
    Set<Flag> incidents();

    /** Whether the application ended its answer itself. */
    boolean complete();

    /** Whether an answer to this method with this status has content at all (RFC 9110, section 6.4.1). */
    static boolean hasContent(String method, int status) {
        return status >= 200 && status != 204 && status != 304 && !method.equals("HEAD");
    }

    /** Neither an error nor without content, where fields may be missing. */
    default boolean isOrdinary() {
        return status() < 400 && hasContent(method(), status());
    }
}
