package io.gauger.benchmark.rival;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the usage in a text that somebody kept of a body, as JSON or as a map prints itself: only to check, never measured. */
final class KeptText {
    private KeptText() {}

    static @Nullable Usage usage(String text) {
        UsageBuilder found = new UsageBuilder();
        found.units = number(text, "credits");
        found.promptTokens = number(text, "prompt_tokens");
        found.completionTokens = number(text, "completion_tokens");
        found.model = value(text, "model", "[\\w-]+");
        return found.build();
    }

    private static long number(String text, String name) {
        String value = value(text, name, "\\d+");
        return value == null ? -1 : Long.parseLong(value);
    }

    private static @Nullable String value(String text, String name, String pattern) {
        Matcher matcher = Pattern.compile("\\b" + name + "\"?\\s*[=:]\\s*\"?(" + pattern + ")")
                .matcher(text);
        return matcher.find() ? matcher.group(1) : null;
    }
}
