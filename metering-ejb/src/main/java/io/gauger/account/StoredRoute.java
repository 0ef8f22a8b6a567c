package io.gauger.account;

import io.gauger.route.Route;
import java.time.Instant;

/**
 * A route that is in the database, beside those of the deployment.
 *
 * @param route what is metered, and how
 * @param createdAt when it was made
 * @param updatedAt when it was last written
 * @param version how often a route of this id was written, from 1
 */
public record StoredRoute(Route route, Instant createdAt, Instant updatedAt, long version) {}
