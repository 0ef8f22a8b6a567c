package io.gauger.sample.anthropic;

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
final class MessagesAnswer {
    private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());
    private static final String STOP_REASON = "max_tokens";

    private final MessagesRequest request;

    MessagesAnswer(MessagesRequest request) {
        this.request = request;
    }

    /** The answer in one piece. */
    JsonObject message() {
        JsonArray content = JSON.createArrayBuilder()
                .add(text(Words.text(request.outputTokens())))
                .build();
        return message(content, Json.createValue(STOP_REASON), request.outputTokens());
    }

    /**
     * The answer as events, each sent at once. The usage comes in two parts, as Anthropic sends it: the input with the
     * first event, the output, counted from the beginning, with the last but one. What the first says of the output is
     * only a beginning.
     */
    void writeEvents(OutputStream out) throws IOException {
        write(out, event("message_start").add("message", message(JsonValue.EMPTY_JSON_ARRAY, JsonValue.NULL, 1)));
        write(out, event("content_block_start").add("index", 0).add("content_block", text("")));
        for (int word = 0; word < request.outputTokens(); word++) {
            JsonObjectBuilder delta =
                    JSON.createObjectBuilder().add("type", "text_delta").add("text", Words.piece(word));
            write(out, event("content_block_delta").add("index", 0).add("delta", delta));
        }
        write(out, event("content_block_stop").add("index", 0));
        JsonObjectBuilder end =
                JSON.createObjectBuilder().add("stop_reason", STOP_REASON).addNull("stop_sequence");
        JsonObjectBuilder usage = JSON.createObjectBuilder().add("output_tokens", request.outputTokens());
        write(out, event("message_delta").add("delta", end).add("usage", usage));
        write(out, event("message_stop"));
    }

    private JsonObject message(JsonArray content, JsonValue stopReason, int outputTokens) {
        JsonObject usage = JSON.createObjectBuilder()
                .add("input_tokens", request.inputTokens())
                .add("cache_creation_input_tokens", 0)
                .add("cache_read_input_tokens", 0)
                .add("output_tokens", outputTokens)
                .build();
        return JSON.createObjectBuilder()
                .add("id", request.id())
                .add("type", "message")
                .add("role", "assistant")
                .add("model", request.model())
                .add("content", content)
                .add("stop_reason", stopReason)
                .addNull("stop_sequence")
                .add("usage", usage)
                .build();
    }

    private static JsonObject text(String text) {
        return JSON.createObjectBuilder().add("type", "text").add("text", text).build();
    }

    private static JsonObjectBuilder event(String type) {
        return JSON.createObjectBuilder().add("type", type);
    }

    private static void write(OutputStream out, JsonObjectBuilder event) throws IOException {
        JsonObject data = event.build();
        out.write(("event: " + data.getString("type") + "\ndata: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
