package io.gauger.journal;

import io.gauger.admit.Caller;
import io.gauger.measure.Basis;
import io.gauger.measure.Flag;
import io.gauger.measure.Measurement;
import io.gauger.measure.TokenUsage;
import io.gauger.price.Rated;
import io.gauger.price.Rates;
import io.gauger.record.Exchange;
import io.gauger.record.UsageRecord;
import io.gauger.route.OnError;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Records and announcements as bytes. A later version may only add fields behind those that are here, and tells its own
 * number first: a reader leaves alone what it does not know, and a flag that it does not know is left out.
 */
final class RecordCodec {
    private static final int VERSION = 1;

    /** What is left of a path, as in {@link Exchange}. */
    private static final int LONGEST_PATH = 1024;

    /** A process that died answered nobody; in every figure that is the server's failure. */
    private static final int INTERRUPTED_STATUS = 500;

    private static final int NOT_PRICED = 0;
    private static final int PRICED = 1;
    private static final int PRICE_UNKNOWN = 2;
    private static final int NOTHING_TO_PRICE = 3;

    private static final BigDecimal ZERO = BigDecimal.ZERO.setScale(9);
    private static final BigDecimal ONE = BigDecimal.ONE.setScale(9);
    private static final Map<String, Flag> FLAGS = new HashMap<>();

    static {
        for (Flag flag : Flag.values()) {
            FLAGS.put(flag.wireName(), flag);
        }
    }

    private RecordCodec() {}

    /** A record with its measurement, which it makes anew whenever it is asked. */
    static void write(FrameWriter to, UsageRecord record, Measurement measurement) {
        UUID id = record.id();
        to.octet(VERSION)
                .fixed(id.getMostSignificantBits())
                .fixed(id.getLeastSignificantBits())
                .number(record.time().toEpochMilli());
        write(to, record.caller());
        to.text(record.route())
                .text(record.endpoint())
                .text(record.method())
                .text(record.path())
                .number(record.status())
                .octet(record.streaming() ? 1 : 0)
                .text(record.clientIp())
                .text(record.userAgent())
                .number(record.latencyMs());
        if (record.ttfbMs() == UsageRecord.NO_BYTE) {
            to.octet(0);
        } else {
            to.octet(1).number(record.ttfbMs());
        }
        to.number(record.requestBytes()).number(record.responseBytes());
        write(to, measurement);
        to.text(record.refusal()).number(record.count());
        write(to, record.rated());
    }

    static UsageRecord read(FrameReader from) {
        version(from);
        return new UsageRecord(
                new UUID(from.fixed(), from.fixed()),
                from.number(),
                caller(from),
                from.text(),
                from.text(),
                new Exchange(
                        from.text(),
                        from.text(),
                        (int) from.number(),
                        from.octet() == 1,
                        from.textOrNull(),
                        from.textOrNull(),
                        from.number(),
                        from.numberOrNull(),
                        from.number(),
                        from.number()),
                measurement(from),
                from.textOrNull(),
                // versions before did not count, and others did not price
                from.hasMore() ? (int) from.number() : 1,
                from.hasMore() ? rated(from) : null);
    }

    /** What is known of a record that is not complete. */
    static void writeOpened(FrameWriter to, UsageRecord opened, OnError onError) {
        UUID id = opened.id();
        to.octet(VERSION)
                .fixed(id.getMostSignificantBits())
                .fixed(id.getLeastSignificantBits())
                .number(opened.time().toEpochMilli());
        write(to, opened.caller());
        to.text(opened.route())
                .text(opened.endpoint())
                .text(opened.method())
                .text(opened.path(), LONGEST_PATH)
                .text(opened.clientIp())
                .text(opened.userAgent())
                .octet(
                        switch (onError) {
                            case ZERO -> 0;
                            case ONE -> 1;
                            case ESTIMATE -> 2;
                        });
    }

    /** The id alone, of a record or an announcement. */
    static UUID readId(FrameReader from) {
        version(from);
        return new UUID(from.fixed(), from.fixed());
    }

    /** The record of a request of which nothing is known but that it was announced. */
    static UsageRecord readInterrupted(FrameReader from) {
        version(from);
        UUID id = new UUID(from.fixed(), from.fixed());
        long epochMilli = from.number();
        Caller caller = caller(from);
        String route = from.text();
        String endpoint = from.text();
        Exchange exchange = new Exchange(
                from.text(),
                from.text(),
                INTERRUPTED_STATUS,
                false,
                from.textOrNull(),
                from.textOrNull(),
                0,
                null,
                0,
                0);
        return new UsageRecord(id, epochMilli, caller, route, endpoint, exchange, interrupted(from.octet()), null);
    }

    private static Measurement interrupted(int onError) {
        OnError rule = onError == 1 ? OnError.ONE : onError == 2 ? OnError.ESTIMATE : OnError.ZERO;
        // the estimate is the plan's; without plans it is zero
        return new Measurement(
                rule == OnError.ONE ? ONE : ZERO,
                Basis.ESTIMATED,
                rule == OnError.ESTIMATE ? EnumSet.of(Flag.INTERRUPTED, Flag.ESTIMATED) : EnumSet.of(Flag.INTERRUPTED),
                TokenUsage.NONE,
                null,
                null,
                0);
    }

    private static void write(FrameWriter to, @Nullable Rated rated) {
        if (rated == null) {
            to.octet(NOT_PRICED);
        } else if (rated.equals(Rated.NOTHING)) {
            to.octet(NOTHING_TO_PRICE);
        } else {
            to.octet(rated.unknown() ? PRICE_UNKNOWN : PRICED)
                    .bytes(unscaled(rated.cost()))
                    .bytes(unscaled(rated.market()))
                    .text(rated.priceId());
        }
    }

    private static @Nullable Rated rated(FrameReader from) {
        int kind = from.octet();
        return switch (kind) {
            case NOT_PRICED -> null;
            case NOTHING_TO_PRICE -> Rated.NOTHING;
            default -> new Rated(amount(from), amount(from), from.textOrNull(), kind == PRICE_UNKNOWN);
        };
    }

    private static byte[] unscaled(BigDecimal amount) {
        return amount.setScale(Rates.SCALE, RoundingMode.UNNECESSARY)
                .unscaledValue()
                .toByteArray();
    }

    private static BigDecimal amount(FrameReader from) {
        return new BigDecimal(new BigInteger(from.bytes()), Rates.SCALE);
    }

    private static void version(FrameReader from) {
        if (from.octet() == 0) {
            throw new IllegalStateException("The frame has no version");
        }
    }

    private static void write(FrameWriter to, Caller caller) {
        to.text(caller.accountId())
                .text(caller.keyId())
                .text(caller.keyName())
                .text(caller.keyPrefix())
                .text(caller.planId());
    }

    private static Caller caller(FrameReader from) {
        return new Caller(
                from.textOrNull(), from.textOrNull(), from.textOrNull(), from.textOrNull(), from.textOrNull());
    }

    private static void write(FrameWriter to, Measurement measurement) {
        BigDecimal units = measurement.units();
        to.number(units.scale())
                .bytes(units.unscaledValue().toByteArray())
                .octet(
                        switch (measurement.basis()) {
                            case MEASURED -> 0;
                            case PARTIAL -> 1;
                            case ESTIMATED -> 2;
                        })
                .number(measurement.flags().size());
        if (!measurement.flags().isEmpty()) {
            for (Flag flag : measurement.flags()) {
                to.text(flag.wireName());
            }
        }
        TokenUsage tokens = measurement.tokens();
        to.number(tokens.prompt())
                .number(tokens.completion())
                .number(tokens.cached())
                .text(measurement.provider())
                .text(measurement.model())
                .number(measurement.sseEvents());
    }

    private static Measurement measurement(FrameReader from) {
        int scale = (int) from.number();
        BigDecimal units = new BigDecimal(new BigInteger(from.bytes()), scale);
        int basis = from.octet();
        return new Measurement(
                units,
                basis == 0 ? Basis.MEASURED : basis == 1 ? Basis.PARTIAL : Basis.ESTIMATED,
                flags(from),
                new TokenUsage(from.numberOrNull(), from.numberOrNull(), from.numberOrNull()),
                from.textOrNull(),
                from.textOrNull(),
                from.number());
    }

    private static Set<Flag> flags(FrameReader from) {
        Set<Flag> flags = EnumSet.noneOf(Flag.class);
        for (long left = from.number(); left > 0; left--) {
            Flag flag = FLAGS.get(from.text());
            if (flag != null) {
                flags.add(flag);
            }
        }
        return flags;
    }
}
