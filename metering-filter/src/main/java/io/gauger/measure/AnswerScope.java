package io.gauger.measure;

import io.gauger.expression.Scope;
import io.gauger.expression.Variable;
import io.gauger.extract.BodyReader;
import io.gauger.extract.BodyText;
import io.gauger.extract.JsonPath;
import io.gauger.extract.JsonValue;
import io.gauger.extract.KeptText;
import io.gauger.extract.PathSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One answer as an expression sees it.
 *
 * @param slots the numbers in the set of paths of those that the expression reads, in their order
 */
record AnswerScope(
        Answer answer,
        @Nullable BodyReader body,
        PathSet paths,
        List<Integer> slots,
        TokenUsage tokens,
        @Nullable String provider,
        @Nullable String model)
        implements Scope {

    @Override
    public @Nullable JsonValue at(JsonPath path, int number) {
        return body == null ? null : body.value(slots.get(number));
    }

    @Override
    public @Nullable JsonValue at(JsonPath path) {
        return body == null ? null : body.value(paths.slot(path));
    }

    @Override
    public @Nullable KeptText text(BodyText which) {
        return body == null ? null : body.text(which);
    }

    @Override
    public @Nullable Object variable(Variable variable) {
        return switch (variable) {
            case STATUS -> answer.status();
            case REQUEST_BYTES -> answer.requestBytes();
            case RESPONSE_BYTES -> answer.responseBytes();
            case PATH -> answer.path();
            case METHOD -> answer.method();
            case QUERY -> answer.query();
            case CONTENT_TYPE -> answer.contentType();
            case DURATION_MS -> answer.durationMs();
            case ACCOUNT_ID -> answer.caller().accountId();
            case PLAN_ID -> answer.caller().planId();
            case KEY_ID -> answer.caller().keyId();
            case SSE_EVENTS -> body != null && body.isEventStream() ? body.sseEvents() : null;
            case PROMPT_TOKENS -> tokens.prompt();
            case COMPLETION_TOKENS -> tokens.completion();
            case CACHED_TOKENS -> tokens.cached();
            case TOTAL_TOKENS -> tokens.total();
            case MODEL -> model;
            case PROVIDER -> provider;
        };
    }
}
