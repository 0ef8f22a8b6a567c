package io.gauger.sample.openai;

import io.gauger.sample.prompt.InvalidRequest;
import io.gauger.sample.prompt.RequestBody;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/chat/completions}, plain and streamed. */
@Path("chat/completions")
public class ChatCompletionsResource {
    /** Events are written by hand: an {@code SseEventSink} formats them as each server likes, and clients may not. */
    private static final MediaType EVENT_STREAM = MediaType.SERVER_SENT_EVENTS_TYPE.withCharset("utf-8");

    @POST
    public Response complete(InputStream body) throws IOException {
        ChatRequest request;
        try {
            request = ChatRequest.of(RequestBody.read(body));
        } catch (InvalidRequest invalid) {
            return Response.status(Response.Status.BAD_REQUEST)
                    .type(MediaType.APPLICATION_JSON_TYPE)
                    .entity(error(invalid))
                    .build();
        }
        ChatAnswer answer = new ChatAnswer(request);
        if (!request.stream()) {
            return Response.ok(answer.completion(), MediaType.APPLICATION_JSON_TYPE)
                    .build();
        }
        StreamingOutput events = answer::writeEvents;
        return Response.ok(events, EVENT_STREAM)
                .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                .build();
    }

    private static JsonObject error(InvalidRequest invalid) {
        JsonObject error = Json.createObjectBuilder()
                .add("message", invalid.reason())
                .add("type", "invalid_request_error")
                .add("param", orNull(invalid.parameter()))
                .add("code", orNull(invalid.code()))
                .build();
        return Json.createObjectBuilder().add("error", error).build();
    }

    private static JsonValue orNull(@Nullable String text) {
        return text == null ? JsonValue.NULL : Json.createValue(text);
    }
}
