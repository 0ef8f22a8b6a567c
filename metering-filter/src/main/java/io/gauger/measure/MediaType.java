package io.gauger.measure;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a body is by its {@code Content-Type}, as far as it matters here. */
public enum MediaType {
    /** {@code application/json}, {@code text/json} or any {@code …+json} (RFC 6839, section 3.1). */
    JSON,
    /** {@code text/event-stream}. */
    EVENT_STREAM,
    OTHER;

    /** The type of a field value with or without parameters; a missing one is {@link #OTHER}. */
    public static MediaType of(@Nullable String contentType) {
        if (contentType == null) {
            return OTHER;
        }
        int semicolon = contentType.indexOf(';');
        String type = (semicolon < 0 ? contentType : contentType.substring(0, semicolon))
                .strip()
                .toLowerCase(Locale.ROOT);
        if (type.equals("application/json") || type.equals("text/json") || type.endsWith("+json")) {
            return JSON;
        }
        return type.equals("text/event-stream") ? EVENT_STREAM : OTHER;
    }
}
