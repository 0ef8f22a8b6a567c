package io.gauger.expression;

import io.gauger.expression.Result.Failure;
import io.gauger.expression.Result.Reason;
import io.gauger.expression.Result.Units;
import io.gauger.extract.BodyText;
import io.gauger.extract.JsonValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns what an expression gave into units, or says why it gave none. */
final class Outcome {
    private final Needs needs;
    private final Values values;

    Outcome(Needs needs, Values values) {
        this.needs = needs;
        this.values = values;
    }

    Result of(@Nullable JsonValue value, Scope scope) {
        if (value instanceof JsonValue.Num number) {
            return of(number.value());
        }
        if (value instanceof JsonValue.Text text) {
            return of(text.value());
        }
        if (value instanceof JsonValue.Bool) {
            return ofBoolean();
        }
        if (value == JsonValue.Structure.ARRAY || value instanceof JsonValue.Elements) {
            return notANumber("an array");
        }
        if (value == JsonValue.Structure.OBJECT || value instanceof JsonValue.Members) {
            return notANumber("an object");
        }
        return ofNothing(scope);
    }

    Result of(BigDecimal value) {
        BigDecimal units = Numbers.toUnits(value);
        if (units == null) {
            return new Failure(Reason.NOT_A_NUMBER, "the result has more than 38 digits");
        }
        return units.signum() < 0 ? new Units(BigDecimal.ZERO, true) : new Units(units, false);
    }

    Result of(double value, Scope scope) {
        if (Double.isNaN(value)) {
            return ofNothing(scope);
        }
        return Double.isInfinite(value) ? notANumber("infinite") : of(Numbers.shortest(value));
    }

    Result of(String text) {
        return Numbers.parse(text)
                .map(this::of)
                .orElseGet(() -> notANumber("a text of " + text.length() + " characters that is no number"));
    }

    /** For an object or an array that came through the engine, where they are the same. */
    Result ofStructure() {
        return notANumber("an object or array");
    }

    Result ofBoolean() {
        return notANumber("true or false");
    }

    /** For a constant that is no number. */
    Result of(Node.Constant constant) {
        return constant == Node.Constant.TRUE || constant == Node.Constant.FALSE
                ? ofBoolean()
                : notANumber("null or undefined");
    }

    /** For undefined, null and NaN: they come from something missing, or from reckoning with what is no number. */
    Result ofNothing(Scope scope) {
        List<String> missing = new ArrayList<>();
        needs.paths().forEach(path -> {
            JsonValue value = scope.at(path);
            if (value == null || value == JsonValue.Null.NULL) {
                missing.add(Names.BODY + path + (value == null ? " is missing" : " is null"));
            }
        });
        needs.variables().forEach(variable -> {
            if (scope.variable(variable) == null) {
                missing.add(variable.wireName() + " is missing");
            }
        });
        if (scope instanceof Reading request) {
            needs.data().stream().filter(Outcome::isPart).forEach(data -> addIfMissing(data, request, missing));
            if (missing.isEmpty()) {
                needs.data().forEach(data -> addIfMissing(data, request, missing));
            }
        }
        return missing.isEmpty()
                ? notANumber("no number")
                : new Failure(Reason.MISSING_FIELD, String.join(", ", missing));
    }

    /** Of what is missing because something else is, only the latter is named. */
    private void addIfMissing(Node.Data data, Reading request, List<String> missing) {
        if (isMissing(data, request) && parts(data).stream().noneMatch(part -> isMissing(part, request))) {
            missing.add(name(data) + (values.of(data).of(request) == null ? " is missing" : " is null"));
        }
    }

    private boolean isMissing(Node node, Reading request) {
        if (!(node instanceof Node.Data) && !(node instanceof Node.Path) && !(node instanceof Node.Read)) {
            return false;
        }
        try {
            JsonValue value = values.of(node).of(request);
            return value == null || value == JsonValue.Null.NULL;
        } catch (EvaluationFailure e) {
            // It stands where the result did not come from.
            return false;
        }
    }

    private static List<Node> parts(Node.Data data) {
        List<Node> parts = data instanceof Node.Field field
                ? List.of(field.of())
                : data instanceof Node.At at
                        ? List.of(at.of(), at.index())
                        : data instanceof Node.Each each
                                ? List.of(each.of())
                                : data instanceof Node.Worked call ? call.arguments() : List.of();
        return parts.stream().filter(Outcome::isPart).toList();
    }

    /** A field says more than the document that lacks it. */
    private static boolean isPart(Node node) {
        return !(node instanceof Node.Document);
    }

    /** As an operator would write it, arguments left out. */
    private static String name(Node node) {
        if (node instanceof Node.Kept kept) {
            return kept.which() == BodyText.ALL_DATA ? Names.ALL_DATA : Names.LAST_DATA;
        }
        if (node instanceof Node.Document document) {
            return document.which() == BodyText.WHOLE_BODY ? Names.BODY : Names.LAST_CHUNK;
        }
        if (node instanceof Node.Field field) {
            return name(field.of()) + field.path();
        }
        if (node instanceof Node.At at) {
            return name(at.of()) + "[…]";
        }
        if (node instanceof Node.Each each) {
            return name(each.of()) + "[*]" + each.path();
        }
        return node instanceof Node.Worked call ? call.function().wireName() + "(…)" : "(…)";
    }

    private static Result notANumber(String what) {
        return new Failure(Reason.NOT_A_NUMBER, "the result is " + what);
    }
}
