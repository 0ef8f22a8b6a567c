package io.gauger.sample.openai;

import io.gauger.sample.prompt.Words;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The answer to one request; the same request gets the same bytes. */
final class ChatAnswer {
    private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());
    /** 2026-01-01T00:00:00Z in Unix seconds, always. */
    private static final long CREATED = 1_767_225_600L;

    private final ChatRequest request;

    ChatAnswer(ChatRequest request) {
        this.request = request;
    }

    /** The answer in one piece. */
    JsonObject completion() {
        JsonObject message = JSON.createObjectBuilder()
                .add("role", "assistant")
                .add("content", Words.text(request.completionTokens()))
                .addNull("refusal")
                .build();
        JsonObject choice = JSON.createObjectBuilder()
                .add("index", 0)
                .add("message", message)
                .addNull("logprobs")
                .add("finish_reason", "length")
                .build();
        return head("chat.completion")
                .add("choices", JSON.createArrayBuilder().add(choice))
                .add("usage", usage())
                .build();
    }

    /**
     * The answer as events, each sent at once: one chunk a word, of which the first also brings the role and the last
     * the finish reason, then the usage if it was asked for, then {@code [DONE]}.
     */
    void writeEvents(OutputStream out) throws IOException {
        for (int word = 0; word < request.completionTokens(); word++) {
            write(out, chunk(word).toString());
        }
        if (request.includeUsage()) {
            write(out, chunk(JsonValue.EMPTY_JSON_ARRAY, usage()).toString());
        }
        write(out, "[DONE]");
    }

    private JsonObject chunk(int word) {
        JsonObjectBuilder delta = JSON.createObjectBuilder();
        if (word == 0) {
            delta.add("role", "assistant");
        }
        delta.add("content", Words.piece(word));
        JsonObjectBuilder choice =
                JSON.createObjectBuilder().add("index", 0).add("delta", delta).addNull("logprobs");
        if (word == request.completionTokens() - 1) {
            choice.add("finish_reason", "length");
        } else {
            choice.addNull("finish_reason");
        }
        return chunk(JSON.createArrayBuilder().add(choice).build(), JsonValue.NULL);
    }

    private JsonObject chunk(JsonArray choices, JsonValue usage) {
        JsonObjectBuilder chunk = head("chat.completion.chunk").add("choices", choices);
        // Null in all chunks but the last, and only for who asked, as OpenAI does it.
        if (request.includeUsage()) {
            chunk.add("usage", usage);
        }
        return chunk.build();
    }

    private JsonObjectBuilder head(String object) {
        return JSON.createObjectBuilder()
                .add("id", request.id())
                .add("object", object)
                .add("created", CREATED)
                .add("model", request.model());
    }

    private JsonObject usage() {
        JsonObject details = JSON.createObjectBuilder().add("cached_tokens", 0).build();
        return JSON.createObjectBuilder()
                .add("prompt_tokens", request.promptTokens())
                .add("completion_tokens", request.completionTokens())
                .add("total_tokens", request.promptTokens() + request.completionTokens())
                .add("prompt_tokens_details", details)
                .build();
    }

    private static void write(OutputStream out, String data) throws IOException {
        out.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
