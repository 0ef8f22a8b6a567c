package io.gauger.store;

import io.gauger.record.UsageRecord;
import io.gauger.reserve.Limit;
import io.gauger.reserve.Outcome;
import io.gauger.reserve.Reservations;
import io.gauger.reserve.Verdict;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.awaitility.Awaitility;

/** A node that admits requests by one limit, records them, and writes when it is told to. */
final class ServingNode {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    final Store of;
    final Reservations reservations;
    final Queue<UsageRecord> unwritten = new ConcurrentLinkedQueue<>();
    private final Function<BigDecimal, UsageRecord> recording;
    private Runnable everySecond = () -> {};

    /** Its requests are recorded as that function says, by their units. */
    ServingNode(Store of, Function<BigDecimal, UsageRecord> recording) {
        this.of = of;
        this.recording = recording;
        this.reservations = new Reservations(new PortionsWithTick(of.portions(), work -> everySecond = work));
    }

    /** One request, from admission to its record, by a client that asks again where nothing is known in time. */
    Verdict serve(Limit limit, String measure) {
        Verdict first = serveOnce(limit, measure);
        return first != Verdict.UNKNOWN
                ? first
                : Awaitility.await()
                        .atMost(LONGEST)
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> serveOnce(limit, measure), verdict -> verdict != Verdict.UNKNOWN);
    }

    /** The same, whatever it is told. */
    Verdict serveOnce(Limit limit, String measure) {
        Outcome outcome = reservations.reserve(List.of(limit));
        if (outcome.held() != null) {
            BigDecimal units = new BigDecimal(measure);
            outcome.held().settle(units, BigDecimal.ZERO);
            unwritten.add(recording.apply(units));
        }
        return outcome.verdict();
    }

    synchronized void write() {
        List<UsageRecord> batch = new ArrayList<>();
        for (UsageRecord record = unwritten.peek(); record != null && batch.size() < 1000; ) {
            batch.add(unwritten.remove());
            record = unwritten.peek();
        }
        of.append(batch, false);
    }

    void tick() {
        write();
        everySecond.run();
    }
}
