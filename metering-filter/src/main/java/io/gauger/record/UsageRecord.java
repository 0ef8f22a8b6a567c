package io.gauger.record;

import io.gauger.admit.Caller;
import io.gauger.measure.Measurement;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One metered request. Immutable.
 *
 * @param id a UUIDv7 (RFC 9562, section 5.7), made when the filter was entered; the record's identity for good
 * @param time when the filter was entered, UTC, in milliseconds; decides bucket, period and price
 * @param caller who is billed
 * @param route the id of the route
 * @param endpoint the path pattern of the route
 * @param exchange the HTTP side
 * @param measurement what was measured
 * @param refusal the error code if the request was refused before the application ran; null if it was admitted
 */
public record UsageRecord(
        UUID id,
        Instant time,
        Caller caller,
        String route,
        String endpoint,
        Exchange exchange,
        Measurement measurement,
        @Nullable String refusal) {}
