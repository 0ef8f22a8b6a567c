package io.gauger.measure;

import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one exchange measures.
 *
 * @param units the billed quantity, at least 0, with scale 9
 * @param basis what the units rest on
 * @param flags why this is not an ordinary measurement; empty if it is
 * @param tokens the tokens of an AI answer
 * @param provider who served the request; null if unknown
 * @param model with what; null if unknown
 * @param sseEvents events with data in an event stream, {@code [DONE]} not counted; 0 without a stream
 */
public record Measurement(
        BigDecimal units,
        Basis basis,
        Set<Flag> flags,
        TokenUsage tokens,
        @Nullable String provider,
        @Nullable String model,
        long sseEvents) {

    /** Longer names are cut to these many characters: many records wait in memory, and an answer may say anything. */
    private static final int LONGEST_PROVIDER = 128;

    private static final int LONGEST_MODEL = 255;

    public Measurement {
        flags = flags.isEmpty() ? Set.of() : Set.copyOf(flags);
        provider = keptProvider(provider);
        model = keptModel(model);
    }

    static @Nullable String keptProvider(@Nullable String name) {
        return cut(name, LONGEST_PROVIDER);
    }

    static @Nullable String keptModel(@Nullable String name) {
        return cut(name, LONGEST_MODEL);
    }

    private static @Nullable String cut(@Nullable String name, int longest) {
        if (name == null || name.length() <= longest) {
            return name;
        }
        return name.substring(0, Character.isHighSurrogate(name.charAt(longest - 1)) ? longest - 1 : longest);
    }
}
