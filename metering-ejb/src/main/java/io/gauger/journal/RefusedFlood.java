package io.gauger.journal;

import io.gauger.admit.Caller;
import io.gauger.measure.Measurement;
import io.gauger.rate.RateLimit;
import io.gauger.rate.RateLimits;
import io.gauger.record.UsageRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Keeps refused requests, which cost whoever sends them nothing, from filling disk and database. Of each reason some are
 * recorded one by one, a hundred at once and ten a second after that; the others are counted in memory and become one
 * record a second for each route and caller, which tells how many they are. So {@code refused} counts all of them. Of more
 * callers than a hundred in a second the others are counted without their account and key. Safe for concurrent use.
 */
final class RefusedFlood {
    private static final RateLimit ONE_BY_ONE = new RateLimit(600, 100);
    private static final int MOST_CALLERS = 100;
    private static final int MOST_ROUTES = 10_000;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final LongSupplier nanoTime;
    private final RateLimits recorded;
    private final RequestSums byCaller = new RequestSums(MOST_CALLERS);
    private final RequestSums byRoute = new RequestSums(MOST_ROUTES);
    private final AtomicLong due;

    RefusedFlood(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.recorded = new RateLimits(() -> 1, nanoTime);
        this.due = new AtomicLong(nanoTime.getAsLong() + SECOND);
    }

    /** Counts it in memory, if it is one of a flood; false if it is to be recorded as it is. */
    boolean sums(UsageRecord record) {
        String reason = record.refusal();
        return reason != null
                && !recorded.take(reason, ONE_BY_ONE).passed()
                && (byCaller.add(of(record, record.caller())) || byRoute.add(of(record, Caller.ANONYMOUS)));
    }

    /** Whether a second has passed since this was last answered so: what is counted is to become records then. */
    boolean isDue() {
        long now = nanoTime.getAsLong();
        long time = due.get();
        return now - time >= 0 && size() > 0 && due.compareAndSet(time, now + SECOND);
    }

    /** What is counted, as records; what comes later is counted anew. */
    List<UsageRecord> take() {
        List<UsageRecord> taken = new ArrayList<>(byCaller.take());
        taken.addAll(byRoute.take());
        return taken;
    }

    /** How many records it would be. */
    int size() {
        return byCaller.size() + byRoute.size();
    }

    /** Without the model too, which is what a client makes up: else each would become a record of its own. */
    private static UsageRecord of(UsageRecord record, Caller caller) {
        Measurement measured = record.measurement();
        return new UsageRecord(
                record.id(),
                record.time().toEpochMilli(),
                caller,
                record.route(),
                record.endpoint(),
                record.exchange(),
                new Measurement(
                        measured.units(),
                        measured.basis(),
                        measured.flags(),
                        measured.tokens(),
                        measured.provider(),
                        null,
                        measured.sseEvents()),
                record.refusal(),
                record.count());
    }
}
