package io.gauger.price;

import org.jspecify.annotations.Nullable;

/**
 * One version of a price. It is never changed; a later one takes its place from its time on. Immutable.
 *
 * @param id the version's id, which records name
 * @param route the id of the route that it is of; null if it is of a provider and a model
 * @param provider who serves the request, in which a {@code *} stands for any characters; null with a route
 * @param model with what, likewise; null with a route
 * @param cost what the customer pays
 * @param market the list price
 * @param currency ISO 4217; it counts for accounts of this currency
 * @param effectiveFrom the first millisecond since 1970-01-01T00:00Z for which it counts
 */
public record Price(
        String id,
        @Nullable String route,
        @Nullable String provider,
        @Nullable String model,
        Rates cost,
        Rates market,
        String currency,
        long effectiveFrom) {

    /** Of a route or of a provider and a model. */
    public Price {
        if ((route == null) == (provider == null || model == null)) {
            throw new IllegalArgumentException("A price is of a route, or of a provider and a model");
        }
    }

    /** Whether the other is a version of the same price. */
    public boolean isVersionOf(Price other) {
        return subject().equals(other.subject());
    }

    /** The same for all versions of a price, and for no other. */
    String subject() {
        return String.join("\u0000", currency, String.valueOf(route), String.valueOf(provider), String.valueOf(model));
    }
}
