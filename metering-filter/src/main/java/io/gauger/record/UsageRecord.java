package io.gauger.record;

import io.gauger.admit.Caller;
import io.gauger.measure.Measurement;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One metered request. Many of them wait in memory, so it is kept small. Immutable. */
public final class UsageRecord {
    private final long idHigh;
    private final long idLow;
    private final long epochMilli;
    private final Caller caller;
    private final String route;
    private final String endpoint;
    private final Exchange exchange;
    private final Measurement measurement;
    private final @Nullable String refusal;

    /**
     * A record.
     *
     * @param id a UUIDv7 (RFC 9562, section 5.7), made when the filter was entered; the record's identity for good
     * @param epochMilli when the filter was entered, in milliseconds since the epoch; decides bucket, period and price
     * @param caller who is billed
     * @param route the id of the route
     * @param endpoint the path pattern of the route
     * @param exchange the HTTP side
     * @param measurement what was measured
     * @param refusal the error code if the request was refused before the application ran; null if it was admitted
     */
    public UsageRecord(
            UUID id,
            long epochMilli,
            Caller caller,
            String route,
            String endpoint,
            Exchange exchange,
            Measurement measurement,
            @Nullable String refusal) {
        this.idHigh = id.getMostSignificantBits();
        this.idLow = id.getLeastSignificantBits();
        this.epochMilli = epochMilli;
        this.caller = caller;
        this.route = route;
        this.endpoint = endpoint;
        this.exchange = exchange;
        this.measurement = measurement;
        this.refusal = refusal;
    }

    /** The same with the time as an instant, of which the milliseconds count. */
    public UsageRecord(
            UUID id,
            Instant time,
            Caller caller,
            String route,
            String endpoint,
            Exchange exchange,
            Measurement measurement,
            @Nullable String refusal) {
        this(id, time.toEpochMilli(), caller, route, endpoint, exchange, measurement, refusal);
    }

    /** The record's identity for good, a UUIDv7. */
    public UUID id() {
        return new UUID(idHigh, idLow);
    }

    /** When the filter was entered, in milliseconds. */
    public Instant time() {
        return Instant.ofEpochMilli(epochMilli);
    }

    /** Who is billed. */
    public Caller caller() {
        return caller;
    }

    /** The id of the route. */
    public String route() {
        return route;
    }

    /** The path pattern of the route. */
    public String endpoint() {
        return endpoint;
    }

    /** The HTTP side. */
    public Exchange exchange() {
        return exchange;
    }

    /** What was measured. */
    public Measurement measurement() {
        return measurement;
    }

    /** The error code if the request was refused before the application ran; null if it was admitted. */
    public @Nullable String refusal() {
        return refusal;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof UsageRecord record
                && idHigh == record.idHigh
                && idLow == record.idLow
                && epochMilli == record.epochMilli
                && caller.equals(record.caller)
                && route.equals(record.route)
                && endpoint.equals(record.endpoint)
                && exchange.equals(record.exchange)
                && measurement.equals(record.measurement)
                && Objects.equals(refusal, record.refusal);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(idHigh ^ idLow);
    }

    @Override
    public String toString() {
        return "UsageRecord[id=" + id() + ", time=" + time() + ", caller=" + caller + ", route=" + route + ", endpoint="
                + endpoint + ", exchange=" + exchange + ", measurement=" + measurement + ", refusal=" + refusal + "]";
    }
}
