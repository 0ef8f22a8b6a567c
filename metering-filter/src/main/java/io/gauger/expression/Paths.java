package io.gauger.expression;

import io.gauger.extract.JsonPath;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Builds the paths that an expression reads, all of them known before any request. */
final class Paths {
    static final int MAX_STEPS = 64;
    private static final BigDecimal MAX_INDEX = BigDecimal.valueOf(Integer.MAX_VALUE);

    private final Tokenizer tokenizer;

    Paths(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /** One step by a number. */
    JsonPath element(JsonPath path, BigDecimal index, int position) {
        boolean whole = index.signum() >= 0 && index.scale() == 0 && index.compareTo(MAX_INDEX) <= 0;
        if (!whole) {
            throw tokenizer.refuse("an index must be a whole number", position);
        }
        return step(path, new JsonPath.Element(index.intValueExact()), position);
    }

    /** The steps of the one and then those of the other. */
    JsonPath join(JsonPath path, JsonPath further, int position) {
        JsonPath longer = path;
        for (JsonPath.Step step : further.steps()) {
            longer = step(longer, step, position);
        }
        return longer;
    }

    /** Steps by a text such as {@code choices[0].message.role} or {@code choices.0.message.role}. */
    JsonPath along(JsonPath from, String text, int position) {
        JsonPath path = from;
        for (String segment : text.split("\\.", -1)) {
            path = segment(path, segment, position);
        }
        return path;
    }

    private JsonPath segment(JsonPath from, String segment, int position) {
        int bracket = segment.indexOf('[');
        String name = bracket < 0 ? segment : segment.substring(0, bracket);
        JsonPath path = from;
        if (digitsOnly(name)) {
            path = element(path, name, position);
        } else if (!name.isEmpty()) {
            path = member(path, name, position);
        } else if (bracket < 0) {
            throw tokenizer.refuse("the path has an empty step", position);
        }
        for (int at = bracket; at >= 0 && at < segment.length(); ) {
            int end = segment.indexOf(']', at);
            if (segment.charAt(at) != '[' || end < 0) {
                throw tokenizer.refuse("the path is malformed", position);
            }
            path = element(path, segment.substring(at + 1, end), position);
            at = end + 1;
        }
        return path;
    }

    private JsonPath element(JsonPath path, String index, int position) {
        if (!digitsOnly(index) || index.length() > 9) {
            throw tokenizer.refuse("an index in the path must be a whole number", position);
        }
        return step(path, new JsonPath.Element(Integer.parseInt(index)), position);
    }

    /** One step by a name. */
    JsonPath member(JsonPath path, String name, int position) {
        if (Names.forbiddenField(name)) {
            throw tokenizer.refuse("`" + name + "` is not allowed in an expression", position);
        }
        return step(path, new JsonPath.Member(name), position);
    }

    private JsonPath step(JsonPath path, JsonPath.Step step, int position) {
        if (path.steps().size() == MAX_STEPS) {
            throw tokenizer.refuse("a path has at most " + MAX_STEPS + " steps", position);
        }
        List<JsonPath.Step> steps = new ArrayList<>(path.steps());
        steps.add(step);
        return new JsonPath(steps);
    }

    private static boolean digitsOnly(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
