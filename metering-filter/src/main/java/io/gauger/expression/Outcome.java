package io.gauger.expression;

import io.gauger.expression.Result.Failure;
import io.gauger.expression.Result.Reason;
import io.gauger.expression.Result.Units;
import io.gauger.extract.JsonValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns what an expression gave into units, or says why it gave none. */
final class Outcome {
    private final Needs needs;

    Outcome(Needs needs) {
        this.needs = needs;
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
        if (value instanceof JsonValue.Structure structure) {
            return notANumber(structure == JsonValue.Structure.ARRAY ? "an array" : "an object");
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
        return missing.isEmpty()
                ? notANumber("no number")
                : new Failure(Reason.MISSING_FIELD, String.join(", ", missing));
    }

    private static Result notANumber(String what) {
        return new Failure(Reason.NOT_A_NUMBER, "the result is " + what);
    }
}
