package io.gauger.rerate;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A period that was priced anew.
 *
 * @param id names it for good
 * @param order what was to be priced
 * @param actor who ordered it
 * @param createdAt when
 * @param finishedAt when the last account was done; null as long as there may be others
 */
public record Rerating(String id, ReratingOrder order, String actor, Instant createdAt, @Nullable Instant finishedAt) {}
