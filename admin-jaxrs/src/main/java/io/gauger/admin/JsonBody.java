package io.gauger.admin;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a JSON object that a client sent, strictly checked, as {@link QueryParameters} does with a query: take the
 * values, then {@link #check}. A field that is absent is told from one that is null by {@link #has}.
 */
final class JsonBody {
    private static final JsonReaderFactory JSON = Json.createReaderFactory(Map.of());
    private static final int MOST_BYTES = 64 * 1024;
    private static final int MOST_ENTRIES = 32;
    private static final int MOST_WHOLE_DIGITS = 18;

    private final String text;
    private final JsonObject object;
    private final String pointer;
    private final List<Problem.Fault> faults;

    /**
     * Reads it; an empty body is an empty object.
     *
     * @throws ProblemException if it is none or too large
     */
    JsonBody(InputStream body, Set<String> known) {
        this(body, known, MOST_BYTES);
    }

    /** The same with another bound on its bytes. */
    JsonBody(InputStream body, Set<String> known, int mostBytes) {
        this(text(body, mostBytes), known);
    }

    private JsonBody(String text, Set<String> known) {
        this(text, object(text), "/", new ArrayList<>(), known);
    }

    private JsonBody(String text, JsonObject object, String pointer, List<Problem.Fault> faults, Set<String> known) {
        this.text = text;
        this.object = object;
        this.pointer = pointer;
        this.faults = faults;
        for (String name : object.keySet()) {
            if (!known.contains(name)) {
                reject(
                        name,
                        "is unknown; known are: "
                                + (known.isEmpty() ? "none" : String.join(", ", new TreeSet<>(known))));
            }
        }
    }

    /** As it was sent. */
    String sent() {
        return text;
    }

    boolean has(String name) {
        return object.containsKey(name);
    }

    /** A text of this many characters at most, not empty; null if it is absent, or refused. */
    @Nullable
    String text(String name, int longest) {
        JsonValue value = object.get(name);
        if (value == null) {
            return null;
        }
        if (!(value instanceof JsonString string)) {
            reject(name, "must be a text");
            return null;
        }
        String complaint = complaint(string.getString(), longest);
        if (complaint != null) {
            reject(name, complaint);
            return null;
        }
        return string.getString();
    }

    /** The same, but null is allowed too, which {@link #has} tells from absent. */
    @Nullable
    String textOrNull(String name, int longest) {
        return JsonValue.NULL.equals(object.get(name)) ? null : text(name, longest);
    }

    /** An object within this one, whose faults are found here too; an empty one where it is absent, or refused. */
    JsonBody object(String name, Set<String> known) {
        JsonValue value = object.get(name);
        if (value != null && !(value instanceof JsonObject)) {
            reject(name, "must be an object");
        }
        JsonObject inner = value instanceof JsonObject given ? given : JsonValue.EMPTY_JSON_OBJECT;
        return new JsonBody("", inner, pointer + name + "/", faults, known);
    }

    /** Any text at all; null if it is absent, or refused. */
    @Nullable
    String anyText(String name) {
        JsonValue value = object.get(name);
        if (value == null || value instanceof JsonString) {
            return value == null ? null : ((JsonString) value).getString();
        }
        reject(name, "must be a text");
        return null;
    }

    /** As {@link #text}, but of several lines too, and null also where it is null. */
    @Nullable
    String lines(String name, int longest) {
        JsonValue value = object.get(name);
        if (value == null || value.equals(JsonValue.NULL)) {
            return null;
        }
        String text = value instanceof JsonString string ? string.getString() : null;
        String why = text == null
                ? "must be a text, or null"
                : complaint(text.replaceAll("[\\t\\r\\n]", " ").strip(), longest);
        if (why != null) {
            reject(name, why);
            return null;
        }
        return text;
    }

    /** True or false; null if it is absent, or refused. */
    @Nullable
    Boolean truth(String name) {
        JsonValue value = object.get(name);
        if (value == null) {
            return null;
        }
        if (!value.equals(JsonValue.TRUE) && !value.equals(JsonValue.FALSE)) {
            reject(name, "must be true or false");
            return null;
        }
        return value.equals(JsonValue.TRUE);
    }

    /** One of the constants, in lower case; null if it is absent, or refused. */
    <E extends Enum<E>> @Nullable E constant(String name, E[] constants) {
        JsonValue value = object.get(name);
        if (value == null) {
            return null;
        }
        for (E constant : constants) {
            if (value instanceof JsonString string
                    && constant.name().toLowerCase(Locale.ROOT).equals(string.getString())) {
                return constant;
            }
        }
        reject(
                name,
                "must be one of "
                        + Arrays.stream(constants)
                                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", ")));
        return null;
    }

    /** Texts, each without complaint; none where it is null, absent, or refused. */
    List<String> texts(String name, Function<String, @Nullable String> complaint) {
        JsonValue value = object.get(name);
        List<String> texts = new ArrayList<>();
        if (value == null || value.equals(JsonValue.NULL)) {
            return texts;
        }
        if (!(value instanceof JsonArray array) || array.size() > MOST_ENTRIES) {
            reject(name, "must be a list of at most " + MOST_ENTRIES + " texts");
            return texts;
        }
        for (int i = 0; i < array.size(); i++) {
            String each = array.get(i) instanceof JsonString string ? string.getString() : null;
            String why = each == null ? "must be a text" : complaint(each, 255);
            if (each != null && why == null) {
                why = texts.contains(each) ? "is there twice" : complaint.apply(each);
            }
            if (each == null || why != null) {
                reject(name + "/" + i, String.valueOf(why));
            } else {
                texts.add(each);
            }
        }
        return texts;
    }

    /** A whole number; null if it is null, absent, or refused. */
    @Nullable
    Integer whole(String name, int least, int most) {
        JsonValue value = object.get(name);
        if (value == null || value.equals(JsonValue.NULL)) {
            return null;
        }
        if (value instanceof JsonNumber number && number.isIntegral()) {
            BigDecimal exact = number.bigDecimalValue();
            if (exact.compareTo(BigDecimal.valueOf(least)) >= 0 && exact.compareTo(BigDecimal.valueOf(most)) <= 0) {
                return exact.intValueExact();
            }
        }
        reject(name, "must be a whole number from " + least + " to " + most + ", or null");
        return null;
    }

    /** Money of at least 0, written as text; null if it is null, absent, or refused. */
    @Nullable
    BigDecimal money(String name) {
        return decimalOrNull(name, 12);
    }

    /** Units or money of at least 0, written as text; null if it is null, absent, or refused. */
    @Nullable
    BigDecimal decimalOrNull(String name, int decimals) {
        return JsonValue.NULL.equals(object.get(name)) ? null : decimal(name, decimals, ", or null");
    }

    /** Units or money of at least 0, written as text; null if it is absent, or refused. */
    @Nullable
    BigDecimal decimal(String name, int decimals) {
        return decimal(name, decimals, "");
    }

    /** Money that is added, or below 0 taken off, written as text; null if it is absent, or refused. */
    @Nullable
    BigDecimal movement(String name) {
        JsonValue value = object.get(name);
        String given = value instanceof JsonString string ? string.getString() : "";
        boolean negative = given.startsWith("-");
        BigDecimal size = Decimals.parse(negative ? given.substring(1) : given);
        if (value == null || (size != null && size.signum() > 0 && fits(size, 12))) {
            return size == null || !negative ? size : size.negate();
        }
        reject(
                name,
                "must be a decimal in a text such as \"-12.50\", not 0, with at most " + MOST_WHOLE_DIGITS
                        + " digits before the point and 12 after it");
        return null;
    }

    private static boolean fits(BigDecimal decimal, int decimals) {
        return decimal.scale() <= decimals && decimal.precision() - decimal.scale() <= MOST_WHOLE_DIGITS;
    }

    private @Nullable BigDecimal decimal(String name, int decimals, String orElse) {
        JsonValue value = object.get(name);
        if (value == null) {
            return null;
        }
        BigDecimal decimal = value instanceof JsonString string ? Decimals.parse(string.getString()) : null;
        if (decimal == null || !fits(decimal, decimals)) {
            reject(
                    name,
                    "must be a decimal in a text such as \"12.50\", at least 0, with at most " + MOST_WHOLE_DIGITS
                            + " digits before the point and " + decimals + " after it" + orElse);
            return null;
        }
        return decimal;
    }

    /** A number that is neither units nor money, from 0 to this; null if it is absent, or refused. */
    @Nullable
    BigDecimal number(String name, int decimals, long most) {
        JsonValue value = object.get(name);
        if (value == null) {
            return null;
        }
        BigDecimal number = value instanceof JsonNumber given ? given.bigDecimalValue() : null;
        if (number == null
                || number.signum() < 0
                || number.compareTo(BigDecimal.valueOf(most)) > 0
                || number.stripTrailingZeros().scale() > decimals) {
            reject(name, "must be a number from 0 to " + most + " with at most " + decimals + " decimals");
            return null;
        }
        return number.stripTrailingZeros();
    }

    /** An instant; null if it is null, absent, or refused. */
    @Nullable
    Instant instant(String name) {
        JsonValue value = object.get(name);
        if (value == null || value.equals(JsonValue.NULL)) {
            return null;
        }
        Instant instant = value instanceof JsonString string ? Timestamps.parse(string.getString()) : null;
        if (instant == null) {
            reject(name, "must be an RFC 3339 timestamp such as 2026-01-31T10:00:00Z, or null");
        }
        return instant;
    }

    /** Whether the field, or an entry of it, was refused. */
    boolean isRefused(String name) {
        return faults.stream()
                .anyMatch(fault -> fault.pointer().equals(pointer + name)
                        || fault.pointer().startsWith(pointer + name + "/"));
    }

    /** A field that must be there. */
    void require(String name) {
        if (!has(name)) {
            reject(name, "is missing");
        }
    }

    void reject(String name, String detail) {
        reject(name, detail, null);
    }

    /** The same with the place in an expression; null if it is none. */
    void reject(String name, String detail, @Nullable Integer position) {
        faults.add(new Problem.Fault(pointer + name, detail, position));
    }

    /**
     * Ends the call if anything was refused.
     *
     * @throws ProblemException with all of it
     */
    void check() {
        if (!faults.isEmpty()) {
            throw new ProblemException(Problem.invalidFields(faults));
        }
    }

    private static @Nullable String complaint(String value, int longest) {
        if (value.isEmpty() || value.length() > longest) {
            return "must have 1 to " + longest + " characters";
        }
        boolean storable = value.codePoints()
                .allMatch(c ->
                        !Character.isISOControl(c) && (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE));
        return storable && value.equals(value.strip())
                ? null
                : "must have no control characters and no space at its beginning or end";
    }

    private static String text(InputStream body, int most) {
        try {
            byte[] bytes = body.readNBytes(most + 1);
            if (bytes.length > most) {
                throw new ProblemException(Problem.bodyTooLarge(most));
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ProblemException(Problem.notJson());
        }
    }

    private static JsonObject object(String text) {
        if (text.isBlank()) {
            return JsonValue.EMPTY_JSON_OBJECT;
        }
        try (JsonReader reader = JSON.createReader(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8)) {
            return reader.readObject();
        } catch (JsonException | IllegalStateException e) {
            throw new ProblemException(Problem.notJson());
        }
    }
}
