package io.gauger.journal;

import io.gauger.admit.Caller;
import io.gauger.measure.Basis;
import io.gauger.measure.Flag;
import io.gauger.measure.Measurement;
import io.gauger.measure.TokenUsage;
import io.gauger.record.Exchange;
import io.gauger.record.UsageRecord;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Requests that are summed up in memory until they become records: one sum for each route, caller, model, success or
 * refusal and quarter hour, which becomes one record: so it is priced, and falls into the bucket, like those that it stands
 * for. Bounded. Safe for concurrent use.
 */
final class RequestSums {
    private static final long QUARTER_HOUR_MS = 15 * 60 * 1000;

    private final int most;
    private final ConcurrentHashMap<String, Sum> sums = new ConcurrentHashMap<>();
    private final AtomicInteger size = new AtomicInteger();
    private final LongAdder requests = new LongAdder();

    /** At most so many sums at a time. */
    RequestSums(int most) {
        this.most = most;
    }

    /** Adds a request, or what stands for many; false if there are too many different ones already. */
    boolean add(UsageRecord record) {
        String group = group(record);
        if (size.get() >= most && !sums.containsKey(group)) {
            return false;
        }
        sums.compute(group, (same, sum) -> {
            if (sum == null) {
                size.incrementAndGet();
                return new Sum(record);
            }
            return sum.plus(record);
        });
        requests.add(record.count());
        return true;
    }

    /** The sums so far, as records; what comes later begins new ones. */
    List<UsageRecord> take() {
        List<UsageRecord> taken = new ArrayList<>();
        for (String group : sums.keySet()) {
            Sum sum = sums.remove(group);
            if (sum != null) {
                size.decrementAndGet();
                taken.add(sum.toRecord());
            }
        }
        return taken;
    }

    int size() {
        return size.get();
    }

    /** All that were added since the start. */
    long requests() {
        return requests.sum();
    }

    /** A text, as no application could be unloaded whose records were compared: the JDK keeps how it does that. */
    private static String group(UsageRecord record) {
        Caller caller = record.caller();
        return String.join(
                "\u0000",
                record.route(),
                String.valueOf(caller.accountId()),
                String.valueOf(caller.keyId()),
                String.valueOf(caller.planId()),
                String.valueOf(record.measurement().provider()),
                String.valueOf(record.measurement().model()),
                String.valueOf(record.exchange().status() >= 400),
                String.valueOf(record.refusal()),
                String.valueOf(record.time().toEpochMilli() / QUARTER_HOUR_MS));
    }

    /** Immutable, so that it can be replaced as a whole. */
    private record Sum(UsageRecord first, UsageRecord sum, long latencyMs, int count) {
        Sum(UsageRecord first) {
            this(first, first, first.latencyMs() * first.count(), first.count());
        }

        Sum plus(UsageRecord more) {
            Exchange a = sum.exchange();
            Exchange b = more.exchange();
            Exchange exchange = new Exchange(
                    a.method(),
                    "",
                    b.status(),
                    a.streaming() && b.streaming(),
                    null,
                    null,
                    0,
                    null,
                    a.requestBytes() + b.requestBytes(),
                    a.responseBytes() + b.responseBytes());
            return new Sum(
                    first,
                    record(exchange, plus(sum.measurement(), more.measurement()), 1),
                    latencyMs + more.latencyMs() * more.count(),
                    (int) Math.min(Integer.MAX_VALUE, (long) count + more.count()));
        }

        UsageRecord toRecord() {
            Exchange of = sum.exchange();
            Set<Flag> flags = EnumSet.of(Flag.SUMMARY);
            flags.addAll(sum.measurement().flags());
            Measurement measured = sum.measurement();
            return record(
                    new Exchange(
                            of.method(),
                            "(" + count + (count == 1 ? " request)" : " requests)"),
                            of.status(),
                            of.streaming(),
                            null,
                            null,
                            (latencyMs + count / 2) / count,
                            null,
                            of.requestBytes(),
                            of.responseBytes()),
                    new Measurement(
                            measured.units(),
                            measured.basis(),
                            flags,
                            measured.tokens(),
                            measured.provider(),
                            measured.model(),
                            measured.sseEvents()),
                    count);
        }

        private UsageRecord record(Exchange exchange, Measurement measurement, int requests) {
            UUID id = first.id();
            return new UsageRecord(
                    id,
                    first.time().toEpochMilli(),
                    first.caller(),
                    first.route(),
                    first.endpoint(),
                    exchange,
                    measurement,
                    first.refusal(),
                    requests);
        }

        private static Measurement plus(Measurement a, Measurement b) {
            Set<Flag> flags = EnumSet.of(Flag.SUMMARY);
            flags.addAll(a.flags());
            flags.addAll(b.flags());
            BigDecimal units = a.units().add(b.units());
            return new Measurement(
                    units,
                    a.basis() == b.basis() ? a.basis() : Basis.ESTIMATED,
                    flags,
                    new TokenUsage(
                            plus(a.tokens().prompt(), b.tokens().prompt()),
                            plus(a.tokens().completion(), b.tokens().completion()),
                            plus(a.tokens().cached(), b.tokens().cached())),
                    a.provider(),
                    a.model(),
                    a.sseEvents() + b.sseEvents());
        }

        private static @Nullable Long plus(@Nullable Long a, @Nullable Long b) {
            return a == null ? b : b == null ? a : Long.valueOf(a + b);
        }
    }
}
