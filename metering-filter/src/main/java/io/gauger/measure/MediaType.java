package io.gauger.measure;

import org.jspecify.annotations.Nullable;

/** What a body is by its {@code Content-Type}, as far as it matters here. */
public enum MediaType {
    /** {@code application/json}, {@code text/json} or any {@code …+json} (RFC 6839, section 3.1). */
    JSON,
    /** {@code text/event-stream}. */
    EVENT_STREAM,
    /** JSON documents, one a line: NDJSON and JSON Lines, which have several names and none that is registered. */
    LINES,
    OTHER;

    private static final String[] NAMES_OF_LINES = {
        "application/x-ndjson",
        "application/ndjson",
        "application/jsonl",
        "application/x-jsonl",
        "application/jsonlines",
        "application/x-jsonlines",
        "application/stream+json",
        "application/x-json-stream"
    };

    private static final String STRUCTURED = "+json";

    /** The type of a field value with or without parameters; a missing one is {@link #OTHER}. It allocates nothing. */
    public static MediaType of(@Nullable String contentType) {
        if (contentType == null) {
            return OTHER;
        }
        int end = contentType.indexOf(';');
        end = end < 0 ? contentType.length() : end;
        while (end > 0 && Character.isWhitespace(contentType.charAt(end - 1))) {
            end--;
        }
        int start = 0;
        while (start < end && Character.isWhitespace(contentType.charAt(start))) {
            start++;
        }
        return of(contentType, start, end);
    }

    /** Whether the body comes as many documents, one after the other. */
    public boolean isStream() {
        return this == EVENT_STREAM || this == LINES;
    }

    private static MediaType of(String text, int start, int end) {
        if (is("application/json", text, start, end)) {
            return JSON;
        }
        if (is("text/event-stream", text, start, end)) {
            return EVENT_STREAM;
        }
        for (String name : NAMES_OF_LINES) {
            if (is(name, text, start, end)) {
                return LINES;
            }
        }
        boolean structured = end - start > STRUCTURED.length() && is(STRUCTURED, text, end - STRUCTURED.length(), end);
        return structured || is("text/json", text, start, end) ? JSON : OTHER;
    }

    private static boolean is(String name, String text, int start, int end) {
        return end - start == name.length() && text.regionMatches(true, start, name, 0, name.length());
    }
}
