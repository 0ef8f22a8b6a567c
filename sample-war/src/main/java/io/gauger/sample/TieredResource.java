package io.gauger.sample;

import io.gauger.sample.prompt.InvalidRequest;
import io.gauger.sample.prompt.RequestBody;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;

/**
 * Answers with the {@code model} and the {@code tokens} of the request, whatever they are: numbers keep every digit,
 * and what the request lacks is absent from the answer. So a caller can make any answer that a price has to cope with.
 */
@Path("tiered")
public class TieredResource {
    @POST
    public Response echo(InputStream body) throws IOException {
        JsonObject request;
        try {
            request = RequestBody.read(body).json();
        } catch (InvalidRequest invalid) {
            JsonObject error =
                    Json.createObjectBuilder().add("error", invalid.reason()).build();
            return json(Response.Status.BAD_REQUEST, error);
        }
        JsonObjectBuilder answer = Json.createObjectBuilder();
        copy("model", request, answer);
        copy("tokens", request, answer);
        return json(Response.Status.OK, answer.build());
    }

    private static void copy(String name, JsonObject from, JsonObjectBuilder to) {
        JsonValue value = from.get(name);
        if (value != null) {
            to.add(name, value);
        }
    }

    private static Response json(Response.Status status, JsonObject body) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(body)
                .build();
    }
}
