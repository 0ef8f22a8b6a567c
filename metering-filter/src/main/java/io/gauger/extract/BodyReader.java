package io.gauger.extract;

import org.jspecify.annotations.Nullable;

/**
 * Reads what is needed of a response body while its bytes go by. Nothing here throws on any input. Used by one thread
 * at a time.
 */
public interface BodyReader {

    /** The next bytes of the body, read as UTF-8; the array may be reused by the caller afterwards. */
    void read(byte[] bytes, int offset, int length);

    /** Says that the body is complete, before the values are asked for. Again it has no effect. */
    void end();

    /**
     * Says in place of {@link #end()} that the body was cut short, or that its values will not be asked for. Again, or
     * behind {@code end()}, it has no effect.
     */
    default void cut() {
        end();
    }

    /**
     * Makes the reader as it was when it was made, for another body. It then holds on to nothing of the last body, and to
     * no more memory than what a few short values take.
     *
     * @return whether it may be used again; what says no must not be
     */
    default boolean reset() {
        return false;
    }

    /**
     * The value at a path of the set that the reader was made for; null if the body has none.
     *
     * @param slot the path's number in that set: {@link PathSet#slot(JsonPath)}
     */
    @Nullable
    JsonValue value(int slot);

    /**
     * The whole number from 0 at a path, as tokens are counted; -1 if something else or nothing is there, or a number of
     * which a sum could overflow (from 2<sup>60</sup>). Makes no garbage.
     */
    long count(int slot);

    /** Whether the body is not what its media type says. */
    boolean isMalformed();

    /** Whether a value looked for was too long to be kept, or the body larger than is read. */
    boolean isTooLarge();

    /** Whether the body's content coding is broken, or complete without an end. */
    default boolean isUnreadable() {
        return false;
    }

    /** Whether the body is an event stream. */
    default boolean isEventStream() {
        return false;
    }

    /** Events with data, {@code [DONE]} not counted; 0 if the body is no event stream. */
    long sseEvents();

    /** Whether the body comes as many documents: events, or lines of JSON. */
    default boolean isStream() {
        return isEventStream();
    }

    /** Of a stream, how many documents have come: events with data, or lines; else 0. */
    default long documents() {
        return sseEvents();
    }
}
