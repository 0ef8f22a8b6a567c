package io.gauger.sample.openai;

import io.gauger.sample.prompt.Conversation;
import io.gauger.sample.prompt.Fields;
import io.gauger.sample.prompt.InvalidRequest;
import io.gauger.sample.prompt.RequestBody;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What the sample understands of a chat completion request; the rest of OpenAI's parameters is ignored.
 *
 * @param promptTokens the words in all message contents
 * @param completionTokens the words to answer with
 * @param includeUsage whether a stream ends with the usage
 */
record ChatRequest(
        String id, String model, int promptTokens, int completionTokens, boolean stream, boolean includeUsage) {
    private static final Set<String> ROLES = Set.of("developer", "system", "user", "assistant", "tool", "function");
    private static final Set<String> SILENT_ROLES = Set.of("assistant");
    private static final int DEFAULT_COMPLETION_TOKENS = 16;
    private static final int MAX_COMPLETION_TOKENS = 100_000;

    static ChatRequest of(RequestBody body) throws InvalidRequest {
        Fields fields = body.fields();
        String model = fields.requiredText("model");
        int promptTokens = Conversation.words(fields, ROLES, SILENT_ROLES);
        // One choice is all that the sample can do; more would have to be billed.
        fields.integer("n", 1, 1);
        Optional<Fields> streamOptions = fields.object("stream_options");
        boolean includeUsage = streamOptions.isPresent() && streamOptions.get().flag("include_usage");
        return new ChatRequest(
                "chatcmpl-" + body.fingerprint(),
                model,
                promptTokens,
                completionTokens(fields),
                fields.flag("stream"),
                includeUsage);
    }

    /** The older and the newer name of the same limit; the newer one decides if a request has both. */
    private static int completionTokens(Fields fields) throws InvalidRequest {
        OptionalInt older = fields.integer("max_tokens", 1, MAX_COMPLETION_TOKENS);
        OptionalInt newer = fields.integer("max_completion_tokens", 1, MAX_COMPLETION_TOKENS);
        return newer.orElse(older.orElse(DEFAULT_COMPLETION_TOKENS));
    }
}
