package io.gauger.expression;

import io.gauger.extract.BodyReader;
import io.gauger.extract.BodyText;
import io.gauger.extract.EventStreamReader;
import io.gauger.extract.JsonPath;
import io.gauger.extract.JsonValue;
import io.gauger.extract.KeptEvents;
import io.gauger.extract.KeptText;
import io.gauger.extract.PathSet;
import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request written down, such as <code>{"tokens": 5}; status=200; model=gpt-4</code>; the events of a stream such as
 * <code>stream {"a": 1} / {"a": 2} / [DONE]</code>.
 */
final class Sample implements Scope {
    private jakarta.json.@Nullable JsonValue body;
    private @Nullable String bodyText;
    private @Nullable BodyReader stream;
    private final Map<Variable, Object> variables = new EnumMap<>(Variable.class);

    static Sample of(String text) {
        Sample sample = new Sample();
        for (String part : text.split(";", -1)) {
            if (part.isBlank()) {
                continue;
            }
            if (part.strip().startsWith("stream")) {
                sample.stream(part.strip().substring("stream".length()));
            } else if (part.strip().startsWith("{") || part.strip().startsWith("[")) {
                sample.bodyText = part.strip();
                sample.body = Json.createReader(new StringReader(part)).readValue();
            } else {
                String[] assignment = part.strip().split("=", 2);
                sample.variables.put(Variable.named(assignment[0]).orElseThrow(), variable(assignment[1]));
            }
        }
        return sample;
    }

    private void stream(String events) {
        KeptEvents kept = new KeptEvents(EnumSet.allOf(BodyText.class), 1 << 20);
        EventStreamReader reader = new EventStreamReader(new PathSet(List.of()), kept);
        for (String event : events.split(" / ", -1)) {
            byte[] bytes = ("data: " + event.strip() + "\n\n").getBytes(StandardCharsets.UTF_8);
            reader.read(bytes, 0, bytes.length);
        }
        stream = reader;
        variables.put(Variable.SSE_EVENTS, reader.sseEvents());
    }

    @Override
    public @Nullable KeptText text(BodyText which) {
        if (stream != null) {
            return stream.text(which);
        }
        return which == BodyText.WHOLE_BODY && bodyText != null ? new KeptText(bodyText, false) : null;
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
