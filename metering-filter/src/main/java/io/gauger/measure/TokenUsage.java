package io.gauger.measure;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of an AI answer, normalised over providers: cached tokens are part of the prompt, reasoning tokens are part
 * of the completion, and nothing is counted twice. Immutable.
 */
public final class TokenUsage {
    /** Stands for a count that the answer does not tell, as in {@link io.gauger.extract.BodyReader#count}. */
    static final long UNTOLD = -1;

    /** An answer that tells no tokens. */
    public static final TokenUsage NONE = new TokenUsage(UNTOLD, UNTOLD, UNTOLD);

    private final long prompt;
    private final long completion;
    private final long cached;

    /** Counts from zero, each null if the answer does not tell it. */
    public TokenUsage(@Nullable Long prompt, @Nullable Long completion, @Nullable Long cached) {
        this(unboxed(prompt), unboxed(completion), unboxed(cached));
    }

    private TokenUsage(long prompt, long completion, long cached) {
        this.prompt = prompt;
        this.completion = completion;
        this.cached = cached;
    }

    /** The same with {@link #UNTOLD} for what the answer does not tell, so that nothing is boxed for an answer. */
    static TokenUsage of(long prompt, long completion, long cached) {
        return prompt == UNTOLD && completion == UNTOLD && cached == UNTOLD
                ? NONE
                : new TokenUsage(prompt, completion, cached);
    }

    /** Tokens of the request, those from a cache included; null if the answer does not tell. */
    public @Nullable Long prompt() {
        return boxed(prompt);
    }

    /** Tokens of the answer, those of reasoning included; null if the answer does not tell. */
    public @Nullable Long completion() {
        return boxed(completion);
    }

    /** Those of the prompt that came from a cache; null if the answer does not tell. */
    public @Nullable Long cached() {
        return boxed(cached);
    }

    /** Prompt and completion together, or null if the answer tells neither. */
    public @Nullable Long total() {
        return boxed(total(prompt, completion));
    }

    static long total(long prompt, long completion) {
        return prompt == UNTOLD && completion == UNTOLD ? UNTOLD : Math.max(0, prompt) + Math.max(0, completion);
    }

    long promptOrUntold() {
        return prompt;
    }

    long completionOrUntold() {
        return completion;
    }

    long cachedOrUntold() {
        return cached;
    }

    private static @Nullable Long boxed(long count) {
        return count == UNTOLD ? null : count;
    }

    private static long unboxed(@Nullable Long count) {
        return count == null ? UNTOLD : count;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TokenUsage usage
                && prompt == usage.prompt
                && completion == usage.completion
                && cached == usage.cached;
    }

    @Override
    public int hashCode() {
        return Objects.hash(prompt, completion, cached);
    }

    @Override
    public String toString() {
        return "TokenUsage[prompt=" + prompt() + ", completion=" + completion() + ", cached=" + cached() + "]";
    }
}
