package io.gauger.expression;

import io.gauger.extract.JsonValue;
import org.jspecify.annotations.Nullable;

/** The way from a request to the value of one node. Implementations are thread-safe. */
interface Value {

    /**
     * The value; {@code null} if it is missing.
     *
     * @throws EvaluationFailure if there can be none
     */
    @Nullable
    JsonValue of(Reading request);
}
