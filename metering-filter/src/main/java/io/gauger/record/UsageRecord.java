package io.gauger.record;

import io.gauger.admit.Caller;
import io.gauger.measure.Flag;
import io.gauger.measure.Measurement;
import io.gauger.measure.Tally;
import io.gauger.price.Priced;
import io.gauger.price.Rated;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One metered request. Many of them wait in memory, so it is kept small, in one object. It is opened when the filter is
 * entered, and written by the filter alone, on one thread at a time, until it is complete; until then a sink sees it only
 * while it is announced. Complete it is immutable.
 */
public final class UsageRecord extends Tally implements Priced {
    /** Stands for the time of a first byte where there was none. */
    public static final long NO_BYTE = -1;

    private final long idHigh;
    private final long idLow;
    private final long epochMilli;
    private final Caller caller;
    private final String route;
    private final String endpoint;
    private final @Nullable String clientIp;
    private final @Nullable String userAgent;
    private String method;
    private String path;
    /** Two bytes, so that with the count they take no more room than before: records are what memory is full of. */
    private short status;

    private int count = 1;
    private boolean streaming;
    private boolean complete;
    private long latencyMs;
    private long ttfbMs = NO_BYTE;
    private long requestBytes;
    private long responseBytes;
    private @Nullable String refusal;

    /** Null as long as it is not priced. */
    private @Nullable Rated rated;

    /**
     * Opens a record. Method and path are told back as they are until it is complete, and then as far as they are kept.
     *
     * @param id a UUIDv7 (RFC 9562, section 5.7); the record's identity for good
     * @param epochMilli now, in milliseconds since the epoch; decides bucket, period and price
     * @param caller who is billed
     * @param route the id of the route
     * @param endpoint the path pattern of the route
     * @param method the HTTP method
     * @param path the decoded path inside the application, without the query
     * @param clientIp the address of the peer; null if the container does not tell
     * @param userAgent the {@code User-Agent} field; null without one
     */
    public UsageRecord(
            UUID id,
            long epochMilli,
            Caller caller,
            String route,
            String endpoint,
            String method,
            String path,
            @Nullable String clientIp,
            @Nullable String userAgent) {
        this.idHigh = id.getMostSignificantBits();
        this.idLow = id.getLeastSignificantBits();
        this.epochMilli = epochMilli;
        this.caller = caller;
        this.route = route;
        this.endpoint = endpoint;
        this.method = method;
        this.path = path;
        this.clientIp = Exchange.keptClientIp(clientIp);
        this.userAgent = Exchange.keptUserAgent(userAgent);
    }

    /**
     * A complete record.
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
        this(id, epochMilli, caller, route, endpoint, exchange, measurement, refusal, 1);
    }

    /**
     * A complete record that stands for many requests: what they have in common, and the sums of the rest.
     *
     * @param exchange with the sums of bytes and the mean of latencies
     * @param count how many requests, at least 1
     */
    public UsageRecord(
            UUID id,
            long epochMilli,
            Caller caller,
            String route,
            String endpoint,
            Exchange exchange,
            Measurement measurement,
            @Nullable String refusal,
            int count) {
        this(id, epochMilli, caller, route, endpoint, exchange, measurement, refusal, count, null);
    }

    /**
     * A complete record as it was kept.
     *
     * @param rated what it costs; null if it is not priced yet
     */
    public UsageRecord(
            UUID id,
            long epochMilli,
            Caller caller,
            String route,
            String endpoint,
            Exchange exchange,
            Measurement measurement,
            @Nullable String refusal,
            int count,
            @Nullable Rated rated) {
        super(measurement);
        this.idHigh = id.getMostSignificantBits();
        this.idLow = id.getLeastSignificantBits();
        this.epochMilli = epochMilli;
        this.caller = caller;
        this.route = route;
        this.endpoint = endpoint;
        this.method = exchange.method();
        this.path = exchange.path();
        this.clientIp = exchange.clientIp();
        this.userAgent = exchange.userAgent();
        this.count = Math.max(1, count);
        this.rated = rated;
        Long firstByteMs = exchange.ttfbMs();
        answered(
                exchange.status(),
                exchange.streaming(),
                exchange.latencyMs(),
                firstByteMs == null ? NO_BYTE : firstByteMs,
                exchange.requestBytes(),
                exchange.responseBytes());
        complete(refusal);
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

    /**
     * The request was answered.
     *
     * @param status the status
     * @param streaming whether by an event stream or lines of JSON
     * @param latencyMs milliseconds from the filter's entry to the end of the response
     * @param ttfbMs milliseconds from the filter's entry to the first byte of the body, or {@link #NO_BYTE}
     * @param requestBytes bytes of the body that the application read, or the declared length if it read none
     * @param responseBytes bytes of the body that the application handed to the container
     * @throws IllegalStateException if the record is complete
     */
    public void answered(
            int status, boolean streaming, long latencyMs, long ttfbMs, long requestBytes, long responseBytes) {
        refuseIfComplete();
        this.status = (short) status;
        this.streaming = streaming;
        this.latencyMs = latencyMs;
        this.ttfbMs = ttfbMs;
        this.requestBytes = requestBytes;
        this.responseBytes = responseBytes;
    }

    /**
     * All is written that there is to say.
     *
     * @param refusal the error code if the request was refused before the application ran; null if it was admitted
     * @throws IllegalStateException if the record is complete already
     */
    public void complete(@Nullable String refusal) {
        refuseIfComplete();
        this.refusal = refusal;
        method = Exchange.keptMethod(method);
        path = Exchange.keptPath(path);
        complete = true;
    }

    private void refuseIfComplete() {
        if (complete) {
            throw new IllegalStateException("record " + id() + " is complete");
        }
    }

    /**
     * It is priced. What was recorded before prices were known, and what is refused, is not.
     *
     * @throws IllegalStateException if the record is complete
     */
    public void rated(Rated price) {
        refuseIfComplete();
        rated = price;
        if (price.unknown()) {
            flag(Flag.UNKNOWN_PRICE);
        }
    }

    /** What it costs; null if it is not priced yet. */
    public @Nullable Rated rated() {
        return rated;
    }

    @Override
    public long epochMilli() {
        return epochMilli;
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
    @Override
    public String route() {
        return route;
    }

    /** The path pattern of the route. */
    public String endpoint() {
        return endpoint;
    }

    /** The HTTP side, made by each call. */
    public Exchange exchange() {
        return new Exchange(
                method,
                path,
                status,
                streaming,
                clientIp,
                userAgent,
                latencyMs,
                ttfbMs == NO_BYTE ? null : ttfbMs,
                requestBytes,
                responseBytes);
    }

    /** The HTTP method. */
    public String method() {
        return method;
    }

    /** The decoded path inside the application. */
    public String path() {
        return path;
    }

    /** The address of the peer; null if the container does not tell. */
    public @Nullable String clientIp() {
        return clientIp;
    }

    /** The {@code User-Agent} field; null without one. */
    public @Nullable String userAgent() {
        return userAgent;
    }

    /** Whether the answer was an event stream or lines of JSON. */
    public boolean streaming() {
        return streaming;
    }

    /** Milliseconds from the filter's entry to the first byte of the body, or {@link #NO_BYTE}. */
    public long ttfbMs() {
        return ttfbMs;
    }

    /** The status that was answered; 0 before. */
    public int status() {
        return status;
    }

    /** Milliseconds from the filter's entry to the end of the response. */
    public long latencyMs() {
        return latencyMs;
    }

    /** Bytes of the request's body. */
    public long requestBytes() {
        return requestBytes;
    }

    /** Bytes of the answer's body. */
    public long responseBytes() {
        return responseBytes;
    }

    /** How many requests it stands for: 1, or those of a record that is flagged {@code summary}. */
    public int count() {
        return count;
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
                && exchange().equals(record.exchange())
                && measurement().equals(record.measurement())
                && Objects.equals(refusal, record.refusal)
                && count == record.count
                && Objects.equals(rated, record.rated);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(idHigh ^ idLow);
    }

    @Override
    public String toString() {
        return "UsageRecord[id=" + id() + ", time=" + time() + ", caller=" + caller + ", route=" + route
                + ", endpoint=" + endpoint + ", exchange=" + exchange() + ", measurement=" + measurement()
                + ", refusal="
                + refusal + ", count=" + count + "]";
    }
}
