package io.gauger.benchmark.rival;

import org.jspecify.annotations.Nullable;

/** What a parser has found so far; the last value of each counts. */
final class UsageBuilder {
    long units;
    long promptTokens = -1;
    long completionTokens = -1;

    @Nullable
    String model;

    @Nullable
    Usage build() {
        return model == null || promptTokens < 0 || completionTokens < 0
                ? null
                : new Usage(units, promptTokens, completionTokens, model);
    }
}
