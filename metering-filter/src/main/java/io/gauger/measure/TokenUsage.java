package io.gauger.measure;

import org.jspecify.annotations.Nullable;

/**
 * The tokens of an AI answer, normalised over providers: cached tokens are part of the prompt, and nothing is counted
 * twice.
 *
 * @param prompt tokens of the request, those from a cache included; null if the answer does not tell
 * @param completion tokens of the answer; null if the answer does not tell
 * @param cached those of the prompt that came from a cache; null if the answer does not tell
 */
public record TokenUsage(@Nullable Long prompt, @Nullable Long completion, @Nullable Long cached) {

    /** An answer that tells no tokens. */
    public static final TokenUsage NONE = new TokenUsage(null, null, null);

    /** Prompt and completion together, or null if the answer tells neither. */
    public @Nullable Long total() {
        if (prompt == null && completion == null) {
            return null;
        }
        return (prompt == null ? 0 : prompt) + (completion == null ? 0 : completion);
    }
}
