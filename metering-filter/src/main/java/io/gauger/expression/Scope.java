package io.gauger.expression;

import io.gauger.extract.BodyText;
import io.gauger.extract.JsonPath;
import io.gauger.extract.JsonValue;
import io.gauger.extract.KeptText;
import org.jspecify.annotations.Nullable;

/** One request as an expression sees it. It is asked only for what the expression said it needs. */
public interface Scope {

    /** What the response body, or the events of a stream, held at this path; {@code null} if nothing was there. */
    @Nullable
    JsonValue at(JsonPath path);

    /**
     * The same for a path by its place among those of the expression, so that it need not be looked for.
     *
     * @param number of the path in {@link Expression#paths()}, from 0
     */
    default @Nullable JsonValue at(JsonPath path, int number) {
        return at(path);
    }

    /**
     * The value of a variable: an {@link Integer}, a {@link Long}, a {@link java.math.BigDecimal} or a {@link String};
     * {@code null} if it is missing.
     */
    @Nullable
    Object variable(Variable variable);

    /** A text of the response body as it was kept; {@code null} if the response has none. */
    default @Nullable KeptText text(BodyText which) {
        return null;
    }
}
