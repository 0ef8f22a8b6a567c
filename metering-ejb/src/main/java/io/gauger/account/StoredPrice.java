package io.gauger.account;

import io.gauger.price.Price;
import java.time.Duration;
import java.time.Instant;

/**
 * A version of a price as it is stored.
 *
 * @param createdAt when it was made
 * @param withdrawn whether it was taken back before it took effect, and never counts
 */
public record StoredPrice(Price price, Instant createdAt, boolean withdrawn) {
    /** A version is withdrawn no later before it takes effect, as other nodes hear of it some seconds later. */
    public static final Duration LEAST_NOTICE = Duration.ofSeconds(60);
}
