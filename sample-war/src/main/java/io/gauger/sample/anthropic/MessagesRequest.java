package io.gauger.sample.anthropic;

import io.gauger.sample.prompt.Conversation;
import io.gauger.sample.prompt.Fields;
import io.gauger.sample.prompt.InvalidRequest;
import io.gauger.sample.prompt.RequestBody;
import java.util.Set;

/**
 * What the sample understands of a request for a message; the rest of Anthropic's parameters is ignored.
 *
 * @param inputTokens the words in all message contents; {@code system} is no message
 * @param outputTokens the words to answer with
 */
record MessagesRequest(String id, String model, int inputTokens, int outputTokens, boolean stream) {
    private static final Set<String> ROLES = Set.of("user", "assistant");
    private static final int MAX_OUTPUT_TOKENS = 100_000;

    static MessagesRequest of(RequestBody body) throws InvalidRequest {
        Fields fields = body.fields();
        String model = fields.requiredText("model");
        int inputTokens = Conversation.words(fields, ROLES, Set.of());
        int outputTokens = fields.requiredInteger("max_tokens", 1, MAX_OUTPUT_TOKENS);
        return new MessagesRequest(
                "msg_" + body.fingerprint(), model, inputTokens, outputTokens, fields.flag("stream"));
    }
}
