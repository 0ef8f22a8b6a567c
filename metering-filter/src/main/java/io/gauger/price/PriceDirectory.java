package io.gauger.price;

import org.jspecify.annotations.Nullable;

/** Where a node has its prices from. Asked with each request, on its thread; it waits for nothing. */
@FunctionalInterface
public interface PriceDirectory {
    /** Without prices: nothing is priced, and nothing is missing. */
    PriceDirectory NONE = () -> PriceBook.EMPTY;

    /** The prices known now; null as long as none were read, in which case records are priced when they are written. */
    @Nullable
    PriceBook current();
}
