package io.gauger.expression;

import io.gauger.extract.BodyText;
import io.gauger.extract.JsonPath;
import io.gauger.extract.JsonValue;
import io.gauger.extract.KeptText;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request while an expression over its texts is evaluated: each text is read as JSON at most once. */
final class Reading implements Scope {
    private final Scope scope;
    private final Map<BodyText, Optional<JsonValue>> documents = new EnumMap<>(BodyText.class);

    Reading(Scope scope) {
        this.scope = scope;
    }

    @Override
    public @Nullable JsonValue at(JsonPath path) {
        return scope.at(path);
    }

    @Override
    public @Nullable JsonValue at(JsonPath path, int number) {
        return scope.at(path, number);
    }

    @Override
    public @Nullable Object variable(Variable variable) {
        return scope.variable(variable);
    }

    @Override
    public @Nullable KeptText text(BodyText which) {
        return scope.text(which);
    }

    /**
     * The text; {@code null} if there is none.
     *
     * @throws EvaluationFailure if it was too large to be kept
     */
    @Nullable
    String whole(BodyText which) {
        KeptText kept = scope.text(which);
        if (kept == null) {
            return null;
        }
        if (kept.tooLarge()) {
            throw EvaluationFailure.tooLarge(
                    switch (which) {
                        case WHOLE_BODY -> "the body is larger than is kept";
                        case ALL_DATA -> "the data of all events is larger than is kept";
                        case LAST_DATA -> "the data of the last event is larger than is kept";
                    });
        }
        return kept.text();
    }

    /** The text read as JSON; {@code null} if there is none or it is no JSON. */
    @Nullable
    JsonValue document(BodyText which) {
        Optional<JsonValue> known = documents.get(which);
        if (known == null) {
            String text = whole(which);
            known = Optional.ofNullable(text == null ? null : JsonDocument.read(text));
            documents.put(which, known);
        }
        return known.orElse(null);
    }
}
