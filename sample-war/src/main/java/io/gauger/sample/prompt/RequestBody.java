package io.gauger.sample.prompt;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;

/** The JSON object that a request carries. */
public final class RequestBody {
    private static final int MAX_BYTES = 10 * 1024 * 1024;

    private final String fingerprint;
    private final JsonObject json;

    private RequestBody(String fingerprint, JsonObject json) {
        this.fingerprint = fingerprint;
        this.json = json;
    }

    /**
     * Reads the stream to its end.
     *
     * @throws InvalidRequest if it holds more than 10 MiB or anything but one JSON object
     * @throws IOException if the client went away
     */
    public static RequestBody read(InputStream body) throws IOException, InvalidRequest {
        byte[] bytes = body.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw new InvalidRequest("The request body is larger than " + MAX_BYTES + " bytes.", null, null);
        }
        String fingerprint = UUID.nameUUIDFromBytes(bytes).toString().replace("-", "");
        return new RequestBody(fingerprint, parse(bytes));
    }

    /** 32 hexadecimal digits, the same for the same bytes. */
    public String fingerprint() {
        return fingerprint;
    }

    /** The object as it came. */
    public JsonObject json() {
        return json;
    }

    /** The object's fields, for strict reading. */
    public Fields fields() {
        return new Fields(json, "");
    }

    private static JsonObject parse(byte[] bytes) throws InvalidRequest {
        JsonValue value;
        // A JsonReader would stop after the first value and leave unseen what follows it.
        try (JsonParser parser = Json.createParser(new ByteArrayInputStream(bytes))) {
            parser.next();
            value = parser.getValue();
            if (parser.hasNext()) {
                throw new JsonException("More than one value");
            }
        } catch (RuntimeException notJson) {
            // Not only JsonException: implementations refuse too deep nesting or bad encodings by others.
            throw new InvalidRequest("The request body could not be read as JSON.", null, null);
        }
        if (value.getValueType() != JsonValue.ValueType.OBJECT) {
            throw new InvalidRequest("The request body must be a JSON object.", null, null);
        }
        return value.asJsonObject();
    }
}
