package io.gauger.usage;

import java.math.BigDecimal;

/**
 * One condition on stored records: the field has the value. An empty text means that the field is absent.
 */
public sealed interface RecordFilter {
    /** The field this is about. */
    Field field();

    /** Compared exactly. */
    record Text(Field field, String value) implements RecordFilter {}

    /** Compared by value, so that 1.5 equals 1.50. */
    record Quantity(Field field, BigDecimal value) implements RecordFilter {}

    /** For {@code streaming}. */
    record Truth(Field field, boolean value) implements RecordFilter {}

    /** The fields of a record that can be filtered by; {@code FLAGS} matches a record that has this flag. */
    enum Field {
        ACCOUNT_ID,
        KEY_ID,
        KEY_NAME,
        KEY_PREFIX,
        ROUTE,
        ENDPOINT,
        METHOD,
        PATH,
        PROVIDER,
        MODEL,
        PROMPT_TOKENS,
        COMPLETION_TOKENS,
        CACHED_TOKENS,
        UNITS,
        COST,
        MARKET,
        PRICE_ID,
        BATCH,
        LATENCY_MS,
        TTFB_MS,
        STATUS,
        STREAMING,
        CLIENT_IP,
        USER_AGENT,
        REQUEST_BYTES,
        RESPONSE_BYTES,
        SSE_EVENTS,
        BASIS,
        FLAGS,
        REFUSAL
    }
}
