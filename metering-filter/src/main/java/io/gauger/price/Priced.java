package io.gauger.price;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What a price depends on: the measured side of a record. Numbers of tokens that are not told are 0. */
public interface Priced {
    /** The id of the route. */
    String route();

    /** Who served the request; null if that is not known. */
    @Nullable
    String provider();

    /** With what; null if that is not known. */
    @Nullable
    String model();

    /** All of the prompt, cached ones too. */
    long promptTokens();

    long completionTokens();

    long cachedTokens();

    BigDecimal units();

    /** The record's time, in milliseconds since 1970-01-01T00:00Z. */
    long epochMilli();
}
