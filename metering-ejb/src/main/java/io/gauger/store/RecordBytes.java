package io.gauger.store;

import io.gauger.admit.Caller;
import io.gauger.measure.Basis;
import io.gauger.measure.Flag;
import io.gauger.measure.Measurement;
import io.gauger.measure.TokenUsage;
import io.gauger.price.Rated;
import io.gauger.record.Exchange;
import io.gauger.record.UsageRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A record as bytes, whole and exactly as it was measured, however strange it is. Not in the journal's form: a dead
 * letter must be readable for years, by whatever version, and a frame of the journal as a rule only for seconds; and the
 * store knows nothing of the journal.
 */
final class RecordBytes {
    private static final int FORMAT = 1;

    private RecordBytes() {}

    static byte[] of(UsageRecord record) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream to = new DataOutputStream(bytes)) {
            to.writeByte(FORMAT);
            to.writeLong(record.id().getMostSignificantBits());
            to.writeLong(record.id().getLeastSignificantBits());
            to.writeLong(record.time().toEpochMilli());
            Caller caller = record.caller();
            text(to, caller.accountId());
            text(to, caller.keyId());
            text(to, caller.keyName());
            text(to, caller.keyPrefix());
            text(to, caller.planId());
            text(to, record.route());
            text(to, record.endpoint());
            write(to, record.exchange());
            write(to, record.measurement());
            text(to, record.refusal());
            to.writeInt(record.count());
            write(to, record.rated());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The record of which these are the bytes. */
    static UsageRecord read(byte[] bytes) {
        try (DataInputStream from = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (from.readByte() != FORMAT) {
                throw new IllegalStateException("A dead letter is in a form that this version does not know");
            }
            return new UsageRecord(
                    new UUID(from.readLong(), from.readLong()),
                    from.readLong(),
                    new Caller(text(from), text(from), text(from), text(from), text(from)),
                    String.valueOf(text(from)),
                    String.valueOf(text(from)),
                    exchange(from),
                    measurement(from),
                    text(from),
                    // versions before did not count
                    from.available() > 0 ? from.readInt() : 1,
                    // and others did not price
                    from.available() > 0 && from.readBoolean() ? rated(from) : null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(DataOutputStream to, @Nullable Rated rated) throws IOException {
        to.writeBoolean(rated != null);
        if (rated != null) {
            text(to, rated.cost().toString());
            text(to, rated.market().toString());
            text(to, rated.priceId());
            to.writeBoolean(rated.unknown());
        }
    }

    private static Rated rated(DataInputStream from) throws IOException {
        return new Rated(
                new BigDecimal(String.valueOf(text(from))),
                new BigDecimal(String.valueOf(text(from))),
                text(from),
                from.readBoolean());
    }

    private static void write(DataOutputStream to, Exchange exchange) throws IOException {
        text(to, exchange.method());
        text(to, exchange.path());
        to.writeInt(exchange.status());
        to.writeBoolean(exchange.streaming());
        text(to, exchange.clientIp());
        text(to, exchange.userAgent());
        to.writeLong(exchange.latencyMs());
        number(to, exchange.ttfbMs());
        to.writeLong(exchange.requestBytes());
        to.writeLong(exchange.responseBytes());
    }

    private static Exchange exchange(DataInputStream from) throws IOException {
        return new Exchange(
                String.valueOf(text(from)),
                String.valueOf(text(from)),
                from.readInt(),
                from.readBoolean(),
                text(from),
                text(from),
                from.readLong(),
                number(from),
                from.readLong(),
                from.readLong());
    }

    private static void write(DataOutputStream to, Measurement measurement) throws IOException {
        text(to, measurement.units().toString());
        text(to, measurement.basis().name());
        text(
                to,
                String.join(
                        ",", measurement.flags().stream().map(Flag::wireName).toList()));
        number(to, measurement.tokens().prompt());
        number(to, measurement.tokens().completion());
        number(to, measurement.tokens().cached());
        text(to, measurement.provider());
        text(to, measurement.model());
        to.writeLong(measurement.sseEvents());
    }

    private static Measurement measurement(DataInputStream from) throws IOException {
        return new Measurement(
                new BigDecimal(String.valueOf(text(from))),
                Basis.valueOf(String.valueOf(text(from))),
                flags(String.valueOf(text(from))),
                new TokenUsage(number(from), number(from), number(from)),
                text(from),
                text(from),
                from.readLong());
    }

    private static Set<Flag> flags(String names) {
        Set<String> some = Set.of(names.split(",", -1));
        Set<Flag> flags = EnumSet.noneOf(Flag.class);
        Arrays.stream(Flag.values())
                .filter(flag -> some.contains(flag.wireName()))
                .forEach(flags::add);
        return flags;
    }

    /** Not by writeUTF, which takes no text beyond 64 KiB; a lone surrogate becomes a question mark. */
    private static void text(DataOutputStream to, @Nullable String text) throws IOException {
        if (text == null) {
            to.writeInt(-1);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        to.writeInt(bytes.length);
        to.write(bytes);
    }

    private static @Nullable String text(DataInputStream from) throws IOException {
        int length = from.readInt();
        return length < 0 ? null : new String(from.readNBytes(length), StandardCharsets.UTF_8);
    }

    private static void number(DataOutputStream to, @Nullable Long number) throws IOException {
        to.writeBoolean(number != null);
        to.writeLong(number == null ? 0 : number);
    }

    private static @Nullable Long number(DataInputStream from) throws IOException {
        boolean there = from.readBoolean();
        long number = from.readLong();
        return there ? Long.valueOf(number) : null;
    }
}
