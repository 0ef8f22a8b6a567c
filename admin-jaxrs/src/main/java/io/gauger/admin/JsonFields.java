package io.gauger.admin;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a JSON object, each kind of value in its one form on the wire; a value that is absent is null. */
final class JsonFields {
    private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

    private final JsonObjectBuilder object = JSON.createObjectBuilder();

    JsonFields text(String name, @Nullable String value) {
        if (value == null) {
            return absent(name);
        }
        object.add(name, value);
        return this;
    }

    JsonFields number(String name, @Nullable Long value) {
        if (value == null) {
            return absent(name);
        }
        object.add(name, value);
        return this;
    }

    JsonFields number(String name, long value) {
        object.add(name, value);
        return this;
    }

    /** A number that is neither money nor units. */
    JsonFields ratio(String name, @Nullable BigDecimal value) {
        if (value == null) {
            return absent(name);
        }
        object.add(name, value);
        return this;
    }

    /** Money and units are strings, so that no client reads them as floating point. */
    JsonFields decimal(String name, BigDecimal value) {
        return text(name, Decimals.text(value));
    }

    JsonFields truth(String name, boolean value) {
        object.add(name, value);
        return this;
    }

    JsonFields time(String name, @Nullable Instant value) {
        return text(name, value == null ? null : Timestamps.text(value));
    }

    JsonFields list(String name, Collection<String> values) {
        object.add(name, JSON.createArrayBuilder(values));
        return this;
    }

    JsonFields value(String name, JsonValue value) {
        object.add(name, value);
        return this;
    }

    JsonFields absent(String name) {
        object.addNull(name);
        return this;
    }

    JsonObject toJson() {
        return object.build();
    }

    static JsonArrayBuilder array() {
        return JSON.createArrayBuilder();
    }

    static JsonArray array(Collection<JsonObject> values) {
        return JSON.createArrayBuilder(values).build();
    }
}
