package io.gauger.measure;

import io.gauger.extract.JsonPath;
import java.util.ArrayList;
import java.util.List;

/**
 * Where AI answers tell their tokens, model and provider, each with its number in the set of paths that a body is read
 * by, in which they stand first. {@code docs/tokens.md} names the source of each.
 */
final class TokenPaths {
    private static final List<JsonPath> SO_FAR = new ArrayList<>();

    static final int CHAT_PROMPT = slot("usage.prompt_tokens");
    static final int CHAT_COMPLETION = slot("usage.completion_tokens");
    static final int CHAT_TOTAL = slot("usage.total_tokens");
    static final int CHAT_CACHED = slot("usage.prompt_tokens_details.cached_tokens");
    static final int CHAT_CACHE_HIT = slot("usage.prompt_cache_hit_tokens");
    static final int CHAT_REASONING = slot("usage.completion_tokens_details.reasoning_tokens");

    static final int RESPONSE_INPUT = slot("response.usage.input_tokens");
    static final int RESPONSE_OUTPUT = slot("response.usage.output_tokens");
    static final int RESPONSE_CACHED = slot("response.usage.input_tokens_details.cached_tokens");

    static final int INPUT = slot("usage.input_tokens");
    static final int OUTPUT = slot("usage.output_tokens");
    static final int INPUT_CACHED = slot("usage.input_tokens_details.cached_tokens");
    static final int CACHE_READ = slot("usage.cache_read_input_tokens");
    static final int CACHE_CREATION = slot("usage.cache_creation_input_tokens");
    static final int START_INPUT = slot("message.usage.input_tokens");
    static final int START_OUTPUT = slot("message.usage.output_tokens");
    static final int START_CACHE_READ = slot("message.usage.cache_read_input_tokens");
    static final int START_CACHE_CREATION = slot("message.usage.cache_creation_input_tokens");

    static final int GEMINI_PROMPT = slot("usageMetadata.promptTokenCount");
    static final int GEMINI_TOOL_PROMPT = slot("usageMetadata.toolUsePromptTokenCount");
    static final int GEMINI_CACHED = slot("usageMetadata.cachedContentTokenCount");
    static final int GEMINI_CANDIDATES = slot("usageMetadata.candidatesTokenCount");
    static final int GEMINI_THOUGHTS = slot("usageMetadata.thoughtsTokenCount");

    static final int OLLAMA_PROMPT = slot("prompt_eval_count");
    static final int OLLAMA_COMPLETION = slot("eval_count");

    static final int COHERE_INPUT = slot("usage.tokens.input_tokens");
    static final int COHERE_OUTPUT = slot("usage.tokens.output_tokens");
    static final int COHERE_END_INPUT = slot("delta.usage.tokens.input_tokens");
    static final int COHERE_END_OUTPUT = slot("delta.usage.tokens.output_tokens");

    static final int MODEL = slot("model");
    static final int RESPONSE_MODEL = slot("response.model");
    static final int START_MODEL = slot("message.model");
    static final int MODEL_VERSION = slot("modelVersion");
    static final int PROVIDER = slot("provider");

    /** All of them, in the order of their numbers. */
    static final List<JsonPath> ALL = List.copyOf(SO_FAR);

    private TokenPaths() {}

    private static int slot(String names) {
        SO_FAR.add(JsonPath.of(names.split("\\.", -1)));
        return SO_FAR.size() - 1;
    }
}
