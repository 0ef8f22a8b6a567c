package io.gauger.journal;

import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Records that are nowhere, told in the log at most once a minute. Safe for concurrent use. */
final class Losses {
    private static final System.Logger LOG = System.getLogger(Journal.class.getName());
    private static final long QUIET_NANOS = Duration.ofMinutes(1).toNanos();

    private final LongAdder lost = new LongAdder();
    private final AtomicLong quietUntil = new AtomicLong(System.nanoTime());

    void lose(String why) {
        lost.increment();
        long now = System.nanoTime();
        long until = quietUntil.get();
        if (now - until >= 0 && quietUntil.compareAndSet(until, now + QUIET_NANOS)) {
            LOG.log(WARNING, why + ": " + count() + " usage records are lost so far and will not be billed");
        }
    }

    long count() {
        return lost.sum();
    }
}
