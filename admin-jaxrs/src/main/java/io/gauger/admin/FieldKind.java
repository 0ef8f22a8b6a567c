package io.gauger.admin;

import io.gauger.measure.Basis;
import io.gauger.measure.Flag;
import io.gauger.usage.RecordFilter;
import io.gauger.usage.RecordFilter.Field;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a field of a record can be compared with, and how that is written in a query. */
enum FieldKind {
    TEXT(false, "a text that is not empty"),
    OPTIONAL_TEXT(true, "a text"),
    COUNT(false, "a whole number of at most 18 digits"),
    OPTIONAL_COUNT(true, "a whole number of at most 18 digits, or empty"),
    DECIMAL(false, "a decimal such as 12.5, without sign and exponent"),
    TRUTH(false, "true or false"),
    BASIS(false, "one of " + String.join(", ", bases())),
    FLAG(true, "empty or one of " + String.join(", ", flags()));

    private final boolean optional;
    private final String expected;

    FieldKind(boolean optional, String expected) {
        this.optional = optional;
        this.expected = expected;
    }

    /** What {@link #parse} takes, for messages. */
    String expected() {
        return expected;
    }

    /** The condition, or null if the value cannot be one. An empty value means that the field is absent. */
    @Nullable
    RecordFilter parse(Field field, String value) {
        if (value.isEmpty()) {
            return optional ? new RecordFilter.Text(field, "") : null;
        }
        return switch (this) {
            case TEXT, OPTIONAL_TEXT -> new RecordFilter.Text(field, value);
            case COUNT, OPTIONAL_COUNT -> count(field, value);
            case DECIMAL -> decimal(field, value);
            case TRUTH -> truth(field, value);
            case BASIS -> oneOf(bases(), field, value);
            case FLAG -> oneOf(flags(), field, value);
        };
    }

    static FieldKind of(Field field) {
        return switch (field) {
            case ROUTE, ENDPOINT, METHOD, PATH -> TEXT;
            case ACCOUNT_ID, KEY_ID, KEY_NAME, KEY_PREFIX, PROVIDER, MODEL, PRICE_ID, CLIENT_IP, USER_AGENT, REFUSAL ->
                OPTIONAL_TEXT;
            case LATENCY_MS, STATUS, REQUEST_BYTES, RESPONSE_BYTES, SSE_EVENTS -> COUNT;
            case PROMPT_TOKENS, COMPLETION_TOKENS, CACHED_TOKENS, TTFB_MS, BATCH -> OPTIONAL_COUNT;
            case UNITS, COST, MARKET -> DECIMAL;
            case STREAMING -> TRUTH;
            case BASIS -> BASIS;
            case FLAGS -> FLAG;
        };
    }

    private static @Nullable RecordFilter count(Field field, String value) {
        return value.matches("[0-9]{1,18}") ? new RecordFilter.Quantity(field, new BigDecimal(value)) : null;
    }

    private static @Nullable RecordFilter decimal(Field field, String value) {
        BigDecimal decimal = Decimals.parse(value);
        return decimal == null ? null : new RecordFilter.Quantity(field, decimal);
    }

    private static @Nullable RecordFilter truth(Field field, String value) {
        return switch (value) {
            case "true" -> new RecordFilter.Truth(field, true);
            case "false" -> new RecordFilter.Truth(field, false);
            default -> null;
        };
    }

    private static @Nullable RecordFilter oneOf(List<String> values, Field field, String value) {
        return values.contains(value) ? new RecordFilter.Text(field, value) : null;
    }

    private static List<String> bases() {
        return Arrays.stream(Basis.values())
                .map(basis -> basis.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static List<String> flags() {
        return Arrays.stream(Flag.values()).map(Flag::wireName).toList();
    }
}
