package io.gauger.benchmark.rival;

import org.jspecify.annotations.Nullable;

/**
 * What a filter made of the last exchange; null where it does not look.
 *
 * @param bytes bytes of the body, or characters of it where a filter keeps text
 * @param usage what the body told
 */
public record Seen(@Nullable Long bytes, @Nullable Usage usage) {
    /** A filter that does not look. */
    static final Seen NOTHING = new Seen(null, null);
}
