package io.gauger.expression;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What an expression can read of a request besides its response body. */
public enum Variable {
    /** HTTP status of the response. */
    STATUS("status"),
    /** Bytes of the request body: what the application read, or the declared length if it read none. */
    REQUEST_BYTES("requestBytes"),
    /** Bytes of the response body that the application handed to the container. */
    RESPONSE_BYTES("responseBytes"),
    /** Decoded path of the request. */
    PATH("path"),
    /** HTTP method. */
    METHOD("method"),
    /** Query string as sent; missing if there is none. */
    QUERY("query"),
    /** Content type of the response; missing if there is none. */
    CONTENT_TYPE("contentType"),
    /** Milliseconds from entering the filter to the end of the response. */
    DURATION_MS("durationMs"),
    /** Account that is billed; missing for an anonymous caller. */
    ACCOUNT_ID("accountId"),
    /** Plan of the account; missing if there is none. */
    PLAN_ID("planId"),
    /** Key that was used; missing for an anonymous caller. */
    KEY_ID("keyId"),
    /** Events of an event stream without {@code [DONE]}; missing if the response is no event stream. */
    SSE_EVENTS("sseEvents"),
    /** Tokens of the prompt, cached ones included; missing if the answer tells none. */
    PROMPT_TOKENS("promptTokens"),
    /** Tokens of the answer; missing if the answer tells none. */
    COMPLETION_TOKENS("completionTokens"),
    /** Prompt tokens that came from the provider's cache; missing if the answer tells none. */
    CACHED_TOKENS("cachedTokens"),
    /** Prompt and completion tokens; missing if the answer tells none. */
    TOTAL_TOKENS("totalTokens"),
    /** Model that served the request; missing if unknown. */
    MODEL("model"),
    /** Provider that served the request; missing if unknown. */
    PROVIDER("provider");

    private static final Map<String, Variable> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Variable::wireName, variable -> variable));

    private final String wireName;

    Variable(String wireName) {
        this.wireName = wireName;
    }

    /** Its name in an expression. */
    public String wireName() {
        return wireName;
    }

    /** The variable with this name in an expression. */
    public static Optional<Variable> named(String wireName) {
        return Optional.ofNullable(BY_NAME.get(wireName));
    }
}
