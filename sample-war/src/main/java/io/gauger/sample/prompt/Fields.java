package io.gauger.sample.prompt;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.JsonValue.ValueType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The fields of a JSON object, read strictly: a wrong type is named, never guessed at. Null counts as absent. */
public final class Fields {
    private final JsonObject json;
    private final String path;

    /** @param path what stands before a field's name in messages to the sender; empty for the body itself */
    Fields(JsonObject json, String path) {
        this.json = json;
        this.path = path;
    }

    /** Whether the field is there and not null. */
    public boolean has(String name) {
        return value(name) != JsonValue.NULL;
    }

    /** A string that must be there and not be empty. */
    public String requiredText(String name) throws InvalidRequest {
        String text = text(required(name), name);
        if (text.isEmpty()) {
            throw invalid(name, "must not be empty", "invalid_value");
        }
        return text;
    }

    /** True or false, false if absent. */
    public boolean flag(String name) throws InvalidRequest {
        JsonValue value = value(name);
        return switch (value.getValueType()) {
            case TRUE -> true;
            case FALSE, NULL -> false;
            default -> throw invalid(name, "must be true or false", "invalid_type");
        };
    }

    /** A whole number within the range, or empty if absent. */
    public OptionalInt integer(String name, int min, int max) throws InvalidRequest {
        JsonValue value = value(name);
        if (value == JsonValue.NULL) {
            return OptionalInt.empty();
        }
        if (!(value instanceof JsonNumber number) || !number.isIntegral()) {
            throw invalid(name, "must be an integer", "invalid_type");
        }
        BigDecimal exact = number.bigDecimalValue();
        if (exact.compareTo(BigDecimal.valueOf(min)) < 0) {
            throw invalid(name, "must be at least " + min, "integer_below_min_value");
        }
        if (exact.compareTo(BigDecimal.valueOf(max)) > 0) {
            throw invalid(name, "must be at most " + max, "integer_above_max_value");
        }
        return OptionalInt.of(exact.intValueExact());
    }

    /** A whole number within the range that must be there. */
    public int requiredInteger(String name, int min, int max) throws InvalidRequest {
        return integer(name, min, max).orElseThrow(() -> missing(name));
    }

    /** The fields of an object, or empty if absent. */
    public Optional<Fields> object(String name) throws InvalidRequest {
        JsonValue value = value(name);
        if (value == JsonValue.NULL) {
            return Optional.empty();
        }
        return Optional.of(object(value, name));
    }

    /** The fields of each object of an array that must be there and not be empty. */
    public List<Fields> requiredObjects(String name) throws InvalidRequest {
        JsonValue value = required(name);
        if (value.getValueType() != ValueType.ARRAY) {
            throw invalid(name, "must be an array", "invalid_type");
        }
        List<Fields> objects = new ArrayList<>();
        for (JsonValue element : value.asJsonArray()) {
            objects.add(object(element, name + "[" + objects.size() + "]"));
        }
        if (objects.isEmpty()) {
            throw invalid(name, "must not be empty", "invalid_value");
        }
        return objects;
    }

    /** Whether the field, which must be there, is a string, also an empty one. */
    boolean isText(String name) throws InvalidRequest {
        return required(name).getValueType() == ValueType.STRING;
    }

    /** A string that must be there but may be empty. */
    String text(String name) throws InvalidRequest {
        return text(required(name), name);
    }

    InvalidRequest invalid(String name, String what, String code) {
        return new InvalidRequest("'" + path + name + "' " + what + ".", path + name, code);
    }

    private JsonValue value(String name) {
        return json.getOrDefault(name, JsonValue.NULL);
    }

    private JsonValue required(String name) throws InvalidRequest {
        JsonValue value = value(name);
        if (value == JsonValue.NULL) {
            throw missing(name);
        }
        return value;
    }

    private InvalidRequest missing(String name) {
        return invalid(name, "is required", "missing_required_parameter");
    }

    private String text(JsonValue value, String name) throws InvalidRequest {
        if (!(value instanceof JsonString string)) {
            throw invalid(name, "must be a string", "invalid_type");
        }
        return string.getString();
    }

    private Fields object(JsonValue value, String name) throws InvalidRequest {
        if (value.getValueType() != ValueType.OBJECT) {
            throw invalid(name, "must be an object", "invalid_type");
        }
        return new Fields(value.asJsonObject(), path + name + ".");
    }
}
