package io.gauger.expression;

import io.gauger.extract.JsonPath;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Builds the paths that an expression reads, all of them known before any request. */
final class Paths {
    static final int MAX_STEPS = 64;
    static final String COMPUTED = "a computed index is not supported in this version: use a number or a string";
    private static final BigDecimal MAX_INDEX = BigDecimal.valueOf(Integer.MAX_VALUE);

    private final Tokenizer tokenizer;

    Paths(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    JsonPath member(JsonPath path, Token name) {
        return member(path, name.text(), name.position());
    }

    /** One step by what stands between brackets. */
    JsonPath at(JsonPath path, Token index) {
        return switch (index.kind()) {
            case STRING -> member(path, index.text(), index.position());
            case NUMBER -> {
                if (index.number().compareTo(MAX_INDEX) > 0 || !digitsOnly(index.text())) {
                    throw tokenizer.refuse("an index must be a whole number", index.position());
                }
                yield step(path, new JsonPath.Element(index.number().intValueExact()), index.position());
            }
            case END -> throw tokenizer.refuse("an index is missing at the end of the expression", index.position());
            default -> throw tokenizer.refuse(COMPUTED, index.position());
        };
    }

    /** Steps by a text such as {@code choices[0].message.role} or {@code choices.0.message.role}. */
    JsonPath along(JsonPath from, Token text) {
        JsonPath path = from;
        for (String segment : text.text().split("\\.", -1)) {
            path = segment(path, segment, text);
        }
        return path;
    }

    private JsonPath segment(JsonPath from, String segment, Token text) {
        int bracket = segment.indexOf('[');
        String name = bracket < 0 ? segment : segment.substring(0, bracket);
        JsonPath path = from;
        if (digitsOnly(name)) {
            path = element(path, name, text);
        } else if (!name.isEmpty()) {
            path = member(path, name, text.position());
        } else if (bracket < 0) {
            throw tokenizer.refuse("the path has an empty step", text.position());
        }
        for (int at = bracket; at >= 0 && at < segment.length(); ) {
            int end = segment.indexOf(']', at);
            if (segment.charAt(at) != '[' || end < 0) {
                throw tokenizer.refuse("the path is malformed", text.position());
            }
            path = element(path, segment.substring(at + 1, end), text);
            at = end + 1;
        }
        return path;
    }

    private JsonPath element(JsonPath path, String index, Token text) {
        if (!digitsOnly(index) || index.length() > 9) {
            throw tokenizer.refuse("an index in the path must be a whole number", text.position());
        }
        return step(path, new JsonPath.Element(Integer.parseInt(index)), text.position());
    }

    private JsonPath member(JsonPath path, String name, int position) {
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
