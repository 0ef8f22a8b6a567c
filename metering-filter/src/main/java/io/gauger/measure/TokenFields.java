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
    private static final JsonPath PROMPT = JsonPath.of("usage", "prompt_tokens");
    private static final JsonPath COMPLETION = JsonPath.of("usage", "completion_tokens");
    private static final JsonPath CACHED = JsonPath.of("usage", "prompt_tokens_details", "cached_tokens");

    private static final JsonPath INPUT = JsonPath.of("usage", "input_tokens");
    private static final JsonPath OUTPUT = JsonPath.of("usage", "output_tokens");
    private static final JsonPath CACHE_READ = JsonPath.of("usage", "cache_read_input_tokens");
    private static final JsonPath CACHE_CREATION = JsonPath.of("usage", "cache_creation_input_tokens");

    private static final JsonPath START_INPUT = JsonPath.of("message", "usage", "input_tokens");
    private static final JsonPath START_OUTPUT = JsonPath.of("message", "usage", "output_tokens");
    private static final JsonPath START_CACHE_READ = JsonPath.of("message", "usage", "cache_read_input_tokens");
    private static final JsonPath START_CACHE_CREATION = JsonPath.of("message", "usage", "cache_creation_input_tokens");

    private static final JsonPath MODEL = JsonPath.of("model");
    private static final JsonPath START_MODEL = JsonPath.of("message", "model");
    private static final JsonPath PROVIDER = JsonPath.of("provider");

    /** Everything that is looked for. */
    static final List<JsonPath> PATHS = List.of(
            PROMPT,
            COMPLETION,
            CACHED,
            INPUT,
            OUTPUT,
            CACHE_READ,
            CACHE_CREATION,
            START_INPUT,
            START_OUTPUT,
            START_CACHE_READ,
            START_CACHE_CREATION,
            MODEL,
            START_MODEL,
            PROVIDER);

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

    private static @Nullable Long first(BodyReader body, JsonPath one, JsonPath other) {
        Long count = count(body, one);
        return count == null ? count(body, other) : count;
    }

    /** A count is a whole number from zero; anything else is as good as absent. The bound keeps sums from overflowing. */
    private static @Nullable Long count(BodyReader body, JsonPath path) {
        if (!(body.value(path) instanceof JsonValue.Num number)) {
            return null;
        }
        try {
            long count = number.value().longValueExact();
            return count >= 0 && count <= Long.MAX_VALUE / 8 ? count : null;
        } catch (ArithmeticException e) {
            return null;
        }
    }

    private static @Nullable String text(BodyReader body, JsonPath path) {
        return body.value(path) instanceof JsonValue.Text text && !text.value().isBlank() ? text.value() : null;
    }

    private static long orZero(@Nullable Long count) {
        return count == null ? 0 : count;
    }
}
