package io.gauger.measure;

import io.gauger.extract.BodyReader;
import io.gauger.extract.JsonPath;
import io.gauger.extract.JsonValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where AI answers tell their tokens, model and provider, plain or streamed. OpenAI counts cached tokens inside
 * {@code prompt_tokens}; Anthropic counts them beside {@code input_tokens}, so they are added to make the prompt. On an
 * Anthropic stream {@code message_start} tells the first counts under {@code message}, and every {@code message_delta}
 * those that have grown, so far.
 */
final class TokenFields {
    private static final int PROMPT = 0;
    private static final int COMPLETION = 1;
    private static final int CACHED = 2;

    private static final int INPUT = 3;
    private static final int OUTPUT = 4;
    private static final int CACHE_READ = 5;
    private static final int CACHE_CREATION = 6;

    private static final int START_INPUT = 7;
    private static final int START_OUTPUT = 8;
    private static final int START_CACHE_READ = 9;
    private static final int START_CACHE_CREATION = 10;

    private static final int MODEL = 11;
    private static final int START_MODEL = 12;
    private static final int PROVIDER = 13;

    /** Everything that is looked for, each at its number: they are the first ones of the set that a body is read by. */
    static final List<JsonPath> PATHS = List.of(
            JsonPath.of("usage", "prompt_tokens"),
            JsonPath.of("usage", "completion_tokens"),
            JsonPath.of("usage", "prompt_tokens_details", "cached_tokens"),
            JsonPath.of("usage", "input_tokens"),
            JsonPath.of("usage", "output_tokens"),
            JsonPath.of("usage", "cache_read_input_tokens"),
            JsonPath.of("usage", "cache_creation_input_tokens"),
            JsonPath.of("message", "usage", "input_tokens"),
            JsonPath.of("message", "usage", "output_tokens"),
            JsonPath.of("message", "usage", "cache_read_input_tokens"),
            JsonPath.of("message", "usage", "cache_creation_input_tokens"),
            JsonPath.of("model"),
            JsonPath.of("message", "model"),
            JsonPath.of("provider"));

    private TokenFields() {}

    static TokenUsage tokens(BodyReader body) {
        Long prompt = count(body, PROMPT);
        Long completion = count(body, COMPLETION);
        if (prompt != null || completion != null) {
            return new TokenUsage(prompt, completion, count(body, CACHED));
        }
        Long input = first(body, INPUT, START_INPUT);
        Long output = first(body, OUTPUT, START_OUTPUT);
        Long cacheRead = first(body, CACHE_READ, START_CACHE_READ);
        Long cacheCreation = first(body, CACHE_CREATION, START_CACHE_CREATION);
        Long all = input == null ? null : Long.valueOf(input + orZero(cacheRead) + orZero(cacheCreation));
        return new TokenUsage(all, output, cacheRead);
    }

    static @Nullable String model(BodyReader body) {
        String model = text(body, MODEL);
        return model == null ? text(body, START_MODEL) : model;
    }

    static @Nullable String provider(BodyReader body) {
        return text(body, PROVIDER);
    }

    private static @Nullable Long first(BodyReader body, int one, int other) {
        Long count = count(body, one);
        return count == null ? count(body, other) : count;
    }

    /** A count is a whole number from zero; anything else is as good as absent. The bound keeps sums from overflowing. */
    private static @Nullable Long count(BodyReader body, int slot) {
        long count = body.count(slot);
        return count < 0 ? null : count;
    }

    private static @Nullable String text(BodyReader body, int slot) {
        return body.value(slot) instanceof JsonValue.Text text && !text.value().isBlank() ? text.value() : null;
    }

    private static long orZero(@Nullable Long count) {
        return count == null ? 0 : count;
    }
}
