package io.gauger.expression;

import io.gauger.extract.JsonValue;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The functions on whole texts, arrays and objects. What is missing or null gives something missing; what is of another
 * kind than a function takes fails.
 */
final class Work {
    /** Beyond it, to add two numbers takes memory out of proportion. */
    private static final int LARGEST_EXPONENT = 1_100;

    private Work() {}

    static @Nullable JsonValue apply(Function function, @Nullable JsonValue first, Value second, Reading request) {
        if (first == null || first == JsonValue.Null.NULL) {
            return null;
        }
        String name = function.wireName();
        return switch (function) {
            case JSON, JSON_DECODE -> json(first);
            case JSON_ENCODE -> new JsonValue.Text(JsonWriter.write(first));
            case SSE_EVENTS -> new JsonValue.Elements(Texts.sseEvents(text(name, first)));
            case SSE_ALL_DATA -> text(Texts.allData(text(name, first)));
            case SSE_LAST_DATA -> text(Texts.lastData(text(name, first)));
            case LINES -> new JsonValue.Elements(Texts.lines(text(name, first), true));
            case LINES_NON_EMPTY -> new JsonValue.Elements(Texts.lines(text(name, first), false));
            case SPLIT -> split(text(name, first), second.of(request));
            case FIRST -> element(array(name, first), 0);
            case LAST -> element(array(name, first), array(name, first).size() - 1);
            case COUNT -> number(array(name, first).size());
            case LEN ->
                number(
                        first instanceof JsonValue.Text text
                                ? text.value().length()
                                : array(name, first).size());
            case SUM -> new JsonValue.Num(sum(name, array(name, first)));
            case AVG -> average(array(name, first));
            case MIN, MAX -> extreme(function, array(name, first));
            default -> throw new IllegalStateException(name);
        };
    }

    /** The elements of an array. */
    static List<JsonValue> array(String function, JsonValue value) {
        if (value instanceof JsonValue.Elements array) {
            return array.values();
        }
        throw EvaluationFailure.notANumber("`" + function + "` takes an array, not " + kind(value));
    }

    private static String text(String function, JsonValue value) {
        if (value instanceof JsonValue.Text text) {
            return text.value();
        }
        throw EvaluationFailure.notANumber("`" + function + "` takes a text, not " + kind(value));
    }

    private static String kind(JsonValue value) {
        if (value instanceof JsonValue.Text) {
            return "a text";
        }
        if (value instanceof JsonValue.Num) {
            return "a number";
        }
        if (value instanceof JsonValue.Bool) {
            return "true or false";
        }
        return value instanceof JsonValue.Elements || value == JsonValue.Structure.ARRAY ? "an array" : "an object";
    }

    private static @Nullable JsonValue json(JsonValue value) {
        if (value instanceof JsonValue.Structure) {
            throw EvaluationFailure.notANumber(
                    "`json` takes a text; the field holds " + kind(value) + " that can be read without `json`");
        }
        return value instanceof JsonValue.Text text ? JsonDocument.read(text.value()) : value;
    }

    private static @Nullable JsonValue split(String text, @Nullable JsonValue separator) {
        return separator == null || separator == JsonValue.Null.NULL
                ? null
                : new JsonValue.Elements(Texts.split(text, text("split", separator)));
    }

    private static @Nullable JsonValue text(@Nullable String text) {
        return text == null ? null : new JsonValue.Text(text);
    }

    private static JsonValue number(int value) {
        return new JsonValue.Num(BigDecimal.valueOf(value));
    }

    private static @Nullable JsonValue element(List<JsonValue> array, int index) {
        return index < 0 || index >= array.size() ? null : array.get(index);
    }

    /** Exactly, so that totals of tokens lose none. */
    private static BigDecimal sum(String function, List<JsonValue> array) {
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonValue element : array) {
            sum = sum.add(number(function, element));
        }
        return sum;
    }

    private static @Nullable JsonValue average(List<JsonValue> array) {
        long numbers =
                array.stream().filter(element -> element != JsonValue.Null.NULL).count();
        return numbers == 0
                ? null
                : new JsonValue.Num(sum("avg", array).divide(BigDecimal.valueOf(numbers), MathContext.DECIMAL128));
    }

    private static @Nullable JsonValue extreme(Function function, List<JsonValue> array) {
        BigDecimal found = null;
        for (JsonValue element : array) {
            if (element != JsonValue.Null.NULL) {
                BigDecimal number = number(function.wireName(), element);
                found = found == null ? number : function == Function.MIN ? found.min(number) : found.max(number);
            }
        }
        return found == null ? null : new JsonValue.Num(found);
    }

    /** An element as a number; null counts as nothing. */
    private static BigDecimal number(String function, JsonValue element) {
        if (element == JsonValue.Null.NULL) {
            return BigDecimal.ZERO;
        }
        BigDecimal number = element instanceof JsonValue.Num num
                ? num.value()
                : element instanceof JsonValue.Text text
                        ? Numbers.parse(text.value()).orElse(null)
                        : null;
        if (number == null) {
            throw EvaluationFailure.notANumber("`" + function + "` takes an array of numbers, which holds "
                    + (element instanceof JsonValue.Text ? "a text that is no number" : kind(element)));
        }
        if (number.signum() == 0) {
            return BigDecimal.ZERO;
        }
        if (Math.abs((long) number.scale()) > LARGEST_EXPONENT) {
            throw EvaluationFailure.notANumber("`" + function + "` takes no numbers with so large an exponent");
        }
        return number;
    }
}
