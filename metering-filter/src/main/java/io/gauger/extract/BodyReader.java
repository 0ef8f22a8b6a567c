package io.gauger.extract;

import org.jspecify.annotations.Nullable;

/**
 * Reads what is needed of a response body while its bytes go by. Nothing here throws on any input. Used by one thread
 * at a time.
 */
public interface BodyReader {

    /** The next bytes of the body, read as UTF-8; the array may be reused by the caller afterwards. */
    void read(byte[] bytes, int offset, int length);

    /** Says that the body is complete. Called once, before the values are asked for. */
    void end();

    /** The value at a path of the set that the reader was made for; null if the body has none. */
    @Nullable
    JsonValue value(JsonPath path);

    /** Whether the body is not what its media type says. */
    boolean isMalformed();

    /** Whether a value looked for was too long to be kept. */
    boolean isTooLarge();

    /** Events with data, {@code [DONE]} not counted; 0 if the body is no event stream. */
    long sseEvents();
}
