package io.gauger.store;

import io.gauger.admit.Caller;
import io.gauger.measure.Basis;
import io.gauger.measure.Flag;
import io.gauger.measure.Measurement;
import io.gauger.measure.TokenUsage;
import io.gauger.price.Rated;
import io.gauger.record.Exchange;
import io.gauger.record.UsageRecord;
import io.gauger.usage.StoredRecord;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A row of {@code gauger_record}: written once by {@link RecordTable}, never updated, and read by JPA. */
@Entity
@Table(name = "gauger_record")
class RecordRow {
    private static final int UNITS_SCALE = 9;
    private static final int MONEY_SCALE = 12;

    /** The caps of texts; the columns have the same sizes. Longer ones are cut, those of Exchange it cuts itself. */
    private static final int LONGEST_NAME = 255;

    private static final int LONGEST_KEY_PREFIX = 32;
    private static final int LONGEST_ROUTE = 64;
    private static final int LONGEST_PATH = 1024;
    private static final int LONGEST_METHOD = 32;
    private static final int LONGEST_PROVIDER = 128;
    private static final int LONGEST_ADDRESS = 64;
    private static final int LONGEST_USER_AGENT = 512;
    private static final int LONGEST_REFUSAL = 64;

    @Id
    UUID id;

    long time;

    @Column(name = "account_id")
    @Nullable
    String accountId;

    @Column(name = "key_id")
    @Nullable
    String keyId;

    @Column(name = "key_name")
    @Nullable
    String keyName;

    @Column(name = "key_prefix")
    @Nullable
    String keyPrefix;

    @Column(name = "plan_id")
    @Nullable
    String planId;

    String route;
    String endpoint;
    String method;

    /** Null where it is the endpoint, as for all routes without a variable. */
    @Nullable
    String path;

    @Nullable
    String provider;

    @Nullable
    String model;

    @Column(name = "prompt_tokens")
    @Nullable
    Long promptTokens;

    @Column(name = "completion_tokens")
    @Nullable
    Long completionTokens;

    @Column(name = "cached_tokens")
    @Nullable
    Long cachedTokens;

    BigDecimal units;
    BigDecimal cost;
    BigDecimal market;

    @Column(name = "price_id")
    @Nullable
    String priceId;

    @Column(name = "latency_ms")
    long latencyMs;

    @Column(name = "ttfb_ms")
    @Nullable
    Long ttfbMs;

    int status;
    boolean streaming;

    @Column(name = "client_ip")
    @Nullable
    String clientIp;

    @Column(name = "user_agent")
    @Nullable
    String userAgent;

    @Column(name = "request_bytes")
    long requestBytes;

    @Column(name = "response_bytes")
    long responseBytes;

    @Column(name = "sse_events")
    long sseEvents;

    /** Null for what was measured, as nearly all is. */
    @Nullable
    String basis;

    @Nullable
    String flags;

    @Nullable
    String refusal;

    /** How many requests it stands for; null for one, as nearly all do. */
    @Column(name = "record_count")
    @Nullable
    Long count;

    /** The number of the batch that its account was debited for; null if it was not. Set when it is about to be written. */
    @Nullable
    Long batch;

    /** For JPA, which fills the fields. */
    @SuppressWarnings("NullAway.Init")
    protected RecordRow() {}

    /** The row of a record that is priced, or is not to be. */
    RecordRow(UsageRecord usage) {
        this(usage, usage.rated() == null ? Rated.NOTHING : usage.rated());
    }

    /**
     * The row of a record.
     *
     * @param rated what it costs
     */
    RecordRow(UsageRecord usage, Rated rated) {
        id = usage.id();
        time = usage.time().toEpochMilli();
        Caller caller = usage.caller();
        accountId = ColumnText.optional(caller.accountId(), LONGEST_NAME);
        keyId = ColumnText.optional(caller.keyId(), LONGEST_NAME);
        keyName = ColumnText.optional(caller.keyName(), LONGEST_NAME);
        keyPrefix = ColumnText.optional(caller.keyPrefix(), LONGEST_KEY_PREFIX);
        planId = ColumnText.optional(caller.planId(), LONGEST_NAME);
        route = ColumnText.required(usage.route(), LONGEST_ROUTE);
        endpoint = ColumnText.required(usage.endpoint(), LONGEST_PATH);
        Exchange exchange = usage.exchange();
        method = ColumnText.required(exchange.method(), LONGEST_METHOD);
        String cutPath = ColumnText.required(exchange.path(), LONGEST_PATH);
        path = cutPath.equals(endpoint) ? null : cutPath;
        status = exchange.status();
        streaming = exchange.streaming();
        clientIp = ColumnText.optional(exchange.clientIp(), LONGEST_ADDRESS);
        userAgent = ColumnText.optional(exchange.userAgent(), LONGEST_USER_AGENT);
        latencyMs = exchange.latencyMs();
        ttfbMs = exchange.ttfbMs();
        requestBytes = exchange.requestBytes();
        responseBytes = exchange.responseBytes();
        Measurement measurement = usage.measurement();
        units = measurement.units().setScale(UNITS_SCALE, RoundingMode.HALF_EVEN);
        basis = measurement.basis() == Basis.MEASURED
                ? null
                : measurement.basis().name().toLowerCase(Locale.ROOT);
        flags = flagsColumn(rated.unknown() ? with(Flag.UNKNOWN_PRICE, measurement.flags()) : measurement.flags());
        promptTokens = measurement.tokens().prompt();
        completionTokens = measurement.tokens().completion();
        cachedTokens = measurement.tokens().cached();
        provider = ColumnText.optional(measurement.provider(), LONGEST_PROVIDER);
        model = ColumnText.optional(measurement.model(), LONGEST_NAME);
        sseEvents = measurement.sseEvents();
        cost = rated.cost();
        market = rated.market();
        priceId = rated.priceId();
        refusal = refusalColumn(usage.refusal());
        count = usage.count() == 1 ? null : Long.valueOf(usage.count());
    }

    /** How many requests it stands for. */
    int requests() {
        return count == null ? 1 : (int) Math.max(1, Math.min(Integer.MAX_VALUE, count));
    }

    StoredRecord toStoredRecord() {
        UsageRecord usage = new UsageRecord(
                id,
                time,
                new Caller(accountId, keyId, keyName, keyPrefix, planId),
                route,
                endpoint,
                new Exchange(
                        method,
                        path == null ? endpoint : path,
                        status,
                        streaming,
                        clientIp,
                        userAgent,
                        latencyMs,
                        ttfbMs,
                        requestBytes,
                        responseBytes),
                new Measurement(
                        units.setScale(UNITS_SCALE, RoundingMode.UNNECESSARY),
                        basis == null ? Basis.MEASURED : Basis.valueOf(basis.toUpperCase(Locale.ROOT)),
                        flagsOf(flags),
                        new TokenUsage(promptTokens, completionTokens, cachedTokens),
                        provider,
                        model,
                        sseEvents),
                refusal,
                requests());
        return new StoredRecord(
                usage,
                cost.setScale(MONEY_SCALE, RoundingMode.UNNECESSARY),
                market.setScale(MONEY_SCALE, RoundingMode.UNNECESSARY),
                priceId,
                batch);
    }

    /** Null for admitted requests, and for them only. */
    private static @Nullable String refusalColumn(@Nullable String refusal) {
        return refusal == null ? null : ColumnText.required(refusal.isEmpty() ? "refused" : refusal, LONGEST_REFUSAL);
    }

    private static Set<Flag> with(Flag flag, Set<Flag> flags) {
        Set<Flag> all = EnumSet.of(flag);
        all.addAll(flags);
        return all;
    }

    private static @Nullable String flagsColumn(Set<Flag> flags) {
        return flags.isEmpty()
                ? null
                : flags.stream().sorted().map(Flag::wireName).collect(Collectors.joining(",", ",", ","));
    }

    /** A flag that a later version wrote is passed over; the record is readable all the same. */
    private static Set<Flag> flagsOf(@Nullable String column) {
        Set<Flag> flags = EnumSet.noneOf(Flag.class);
        if (column != null) {
            Set<String> names = Set.of(column.substring(1, column.length() - 1).split(","));
            Arrays.stream(Flag.values())
                    .filter(flag -> names.contains(flag.wireName()))
                    .forEach(flags::add);
        }
        return flags;
    }
}
