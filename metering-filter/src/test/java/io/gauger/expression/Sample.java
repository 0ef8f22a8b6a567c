package io.gauger.expression;

import io.gauger.extract.JsonPath;
import io.gauger.extract.JsonValue;
import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request written down, such as <code>{"tokens": 5}; status=200; model=gpt-4</code>. */
final class Sample implements Scope {
    private jakarta.json.@Nullable JsonValue body;
    private final Map<Variable, Object> variables = new EnumMap<>(Variable.class);

    static Sample of(String text) {
        Sample sample = new Sample();
        for (String part : text.split(";", -1)) {
            if (part.isBlank()) {
                continue;
            }
            if (part.strip().startsWith("{") || part.strip().startsWith("[")) {
                sample.body = Json.createReader(new StringReader(part)).readValue();
            } else {
                String[] assignment = part.strip().split("=", 2);
                sample.variables.put(Variable.named(assignment[0]).orElseThrow(), variable(assignment[1]));
            }
        }
        return sample;
    }

    Sample withBody(String model, BigDecimal tokens) {
        body = Json.createObjectBuilder()
                .add("model", model)
                .add("tokens", tokens)
                .build();
        return this;
    }

    static Result evaluate(String expression, String sample) {
        return Expression.compile(expression).evaluate(of(sample));
    }

    /** The units, where the test is not about failures. */
    static BigDecimal units(String expression, String sample) {
        Result result = evaluate(expression, sample);
        if (result instanceof Result.Units units && !units.negative()) {
            return units.value();
        }
        throw new AssertionError(expression + " gave " + result);
    }

    private static Object variable(String text) {
        if (text.matches("[0-9]{1,18}")) {
            return Long.valueOf(text);
        }
        return text.matches("[0-9.]+") ? new BigDecimal(text) : text;
    }

    @Override
    public @Nullable JsonValue at(JsonPath path) {
        jakarta.json.JsonValue value = body;
        for (JsonPath.Step step : path.steps()) {
            value = child(value, step);
        }
        return value == null ? null : read(value);
    }

    private static jakarta.json.@Nullable JsonValue child(jakarta.json.@Nullable JsonValue value, JsonPath.Step step) {
        if (value instanceof JsonObject object && step instanceof JsonPath.Member member) {
            return object.get(member.name());
        }
        if (value instanceof jakarta.json.JsonArray array
                && step instanceof JsonPath.Element element
                && element.index() < array.size()) {
            return array.get(element.index());
        }
        return null;
    }

    private static JsonValue read(jakarta.json.JsonValue value) {
        return switch (value.getValueType()) {
            case OBJECT -> JsonValue.Structure.OBJECT;
            case ARRAY -> JsonValue.Structure.ARRAY;
            case STRING -> new JsonValue.Text(((JsonString) value).getString());
            case NUMBER -> new JsonValue.Num(((JsonNumber) value).bigDecimalValue());
            case TRUE -> new JsonValue.Bool(true);
            case FALSE -> new JsonValue.Bool(false);
            case NULL -> JsonValue.Null.NULL;
        };
    }

    @Override
    public @Nullable Object variable(Variable variable) {
        return variables.get(variable);
    }
}
