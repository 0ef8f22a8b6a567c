package io.gauger.measure;

import static io.gauger.measure.TokenUsage.UNTOLD;

import io.gauger.extract.BodyReader;
import io.gauger.extract.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Reads the tokens, the model and the provider out of an AI answer, plain or streamed. An answer is read in one form: the
 * first of {@link Form} of which it tells anything, so that counts which it repeats in another form are not counted
 * twice. {@code docs/tokens.md} has the rule of each form and where it comes from.
 */
final class TokenFields {
    /** The ways in which answers tell their tokens. */
    private enum Form {
        CHAT,
        RESPONSE_EVENT,
        MESSAGE,
        GEMINI,
        OLLAMA,
        COHERE,
        COHERE_END,
        TOTAL,
        NONE
    }

    private TokenFields() {}

    /** Writes the tokens down. */
    static void tokens(BodyReader body, Tally tally) {
        switch (form(body)) {
            case CHAT -> chat(body, tally);
            case RESPONSE_EVENT ->
                usage(
                        tally,
                        count(body, TokenPaths.RESPONSE_INPUT),
                        count(body, TokenPaths.RESPONSE_OUTPUT),
                        count(body, TokenPaths.RESPONSE_CACHED));
            case MESSAGE -> message(body, tally);
            case GEMINI ->
                usage(
                        tally,
                        sum(count(body, TokenPaths.GEMINI_PROMPT), count(body, TokenPaths.GEMINI_TOOL_PROMPT)),
                        sum(count(body, TokenPaths.GEMINI_CANDIDATES), count(body, TokenPaths.GEMINI_THOUGHTS)),
                        count(body, TokenPaths.GEMINI_CACHED));
            case OLLAMA -> usage(tally, body, TokenPaths.OLLAMA_PROMPT, TokenPaths.OLLAMA_COMPLETION);
            case COHERE -> usage(tally, body, TokenPaths.COHERE_INPUT, TokenPaths.COHERE_OUTPUT);
            case COHERE_END -> usage(tally, body, TokenPaths.COHERE_END_INPUT, TokenPaths.COHERE_END_OUTPUT);
            case TOTAL -> usage(tally, count(body, TokenPaths.CHAT_TOTAL), UNTOLD, UNTOLD);
            case NONE -> {}
        }
    }

    /**
     * Whether the completion tokens are told, if in a total; and not only by Anthropic's {@code message_start}, whose
     * count is that of the first words.
     */
    static boolean tellsCompletion(BodyReader body, Tally tally) {
        Form form = form(body);
        if (form == Form.TOTAL) {
            return true;
        }
        return tally.tellsCompletion() && (form != Form.MESSAGE || count(body, TokenPaths.OUTPUT) != UNTOLD);
    }

    static @Nullable String model(BodyReader body) {
        String model = text(body, TokenPaths.MODEL);
        model = model == null ? text(body, TokenPaths.RESPONSE_MODEL) : model;
        model = model == null ? text(body, TokenPaths.START_MODEL) : model;
        return model == null ? text(body, TokenPaths.MODEL_VERSION) : model;
    }

    static @Nullable String provider(BodyReader body) {
        return text(body, TokenPaths.PROVIDER);
    }

    private static Form form(BodyReader body) {
        if (tells(body, TokenPaths.CHAT_PROMPT, TokenPaths.CHAT_COMPLETION)) {
            return Form.CHAT;
        }
        if (tells(body, TokenPaths.RESPONSE_INPUT, TokenPaths.RESPONSE_OUTPUT)) {
            return Form.RESPONSE_EVENT;
        }
        if (tells(body, TokenPaths.INPUT, TokenPaths.OUTPUT)
                || tells(body, TokenPaths.START_INPUT, TokenPaths.START_OUTPUT)) {
            return Form.MESSAGE;
        }
        if (tells(body, TokenPaths.GEMINI_PROMPT, TokenPaths.GEMINI_TOOL_PROMPT)
                || tells(body, TokenPaths.GEMINI_CANDIDATES, TokenPaths.GEMINI_THOUGHTS)) {
            return Form.GEMINI;
        }
        if (tells(body, TokenPaths.OLLAMA_PROMPT, TokenPaths.OLLAMA_COMPLETION)) {
            return Form.OLLAMA;
        }
        if (tells(body, TokenPaths.COHERE_INPUT, TokenPaths.COHERE_OUTPUT)) {
            return Form.COHERE;
        }
        if (tells(body, TokenPaths.COHERE_END_INPUT, TokenPaths.COHERE_END_OUTPUT)) {
            return Form.COHERE_END;
        }
        return count(body, TokenPaths.CHAT_TOTAL) == UNTOLD ? Form.NONE : Form.TOTAL;
    }

    private static boolean tells(BodyReader body, int one, int other) {
        return count(body, one) != UNTOLD || count(body, other) != UNTOLD;
    }

    /** Cached tokens are inside the prompt. Some count reasoning beside the completion, which the total then proves. */
    private static void chat(BodyReader body, Tally tally) {
        long prompt = count(body, TokenPaths.CHAT_PROMPT);
        long completion = count(body, TokenPaths.CHAT_COMPLETION);
        long reasoning = count(body, TokenPaths.CHAT_REASONING);
        if (reasoning > 0
                && completion != UNTOLD
                && count(body, TokenPaths.CHAT_TOTAL) == Math.max(0, prompt) + completion + reasoning) {
            completion += reasoning;
        }
        usage(tally, prompt, completion, first(body, TokenPaths.CHAT_CACHED, TokenPaths.CHAT_CACHE_HIT));
    }

    /**
     * OpenAI's responses and Anthropic's messages name their counts alike. The former count cached tokens inside the
     * input, under {@code input_tokens_details}; the latter beside it. An Anthropic stream tells the first counts in
     * {@code message_start}, and in each {@code message_delta} those that have grown, so far: the larger one counts.
     */
    private static void message(BodyReader body, Tally tally) {
        long input = most(body, TokenPaths.INPUT, TokenPaths.START_INPUT);
        long output = most(body, TokenPaths.OUTPUT, TokenPaths.START_OUTPUT);
        long inside = count(body, TokenPaths.INPUT_CACHED);
        if (inside != UNTOLD) {
            usage(tally, input, output, inside);
            return;
        }
        long cacheRead = most(body, TokenPaths.CACHE_READ, TokenPaths.START_CACHE_READ);
        long cacheCreation = most(body, TokenPaths.CACHE_CREATION, TokenPaths.START_CACHE_CREATION);
        usage(tally, input == UNTOLD ? UNTOLD : sum(input, sum(cacheRead, cacheCreation)), output, cacheRead);
    }

    private static void usage(Tally tally, BodyReader body, int prompt, int completion) {
        usage(tally, count(body, prompt), count(body, completion), UNTOLD);
    }

    /** More cached tokens than the prompt has are no part of it, so they are as good as absent. */
    private static void usage(Tally tally, long prompt, long completion, long cached) {
        tally.tokens(prompt, completion, cached <= prompt ? cached : UNTOLD);
    }

    /** Of two counts of the same that only grows. */
    private static long most(BodyReader body, int one, int other) {
        return Math.max(count(body, one), count(body, other));
    }

    /** Of two counts that stand beside each other, what is told. */
    private static long sum(long one, long other) {
        return one == UNTOLD ? other : one + Math.max(0, other);
    }

    private static long first(BodyReader body, int one, int other) {
        long count = count(body, one);
        return count == UNTOLD ? count(body, other) : count;
    }

    private static long count(BodyReader body, int slot) {
        return body.count(slot);
    }

    private static @Nullable String text(BodyReader body, int slot) {
        return body.value(slot) instanceof JsonValue.Text text && !text.value().isBlank() ? text.value() : null;
    }
}
