package io.gauger.record;

import io.gauger.admit.Caller;
import io.gauger.route.Route;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a metered request before the application runs. Immutable.
 *
 * @param id the id that the record will have
 * @param epochMilli when the filter was entered, in milliseconds since the epoch
 * @param caller who will be billed
 * @param route the route that meters it
 * @param method the HTTP method
 * @param path the decoded path inside the application, without the query
 * @param clientIp the address of the peer; null if the container does not tell
 */
public record Announcement(
        UUID id, long epochMilli, Caller caller, Route route, String method, String path, @Nullable String clientIp) {}
