package io.gauger.admit;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One thing that may go wrong again and again where no request is to feel it. The log tells of it the first time, and then at
 * most once a minute, with how often it happened. It never throws, not even where the stack has no room left. Safe for
 * concurrent use.
 */
public final class Fault {
    private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final System.Logger log;
    private final System.Logger.Level level;
    private final String what;
    private final String consequence;
    private final LongSupplier nanoTime;
    private final LongAdder failures = new LongAdder();
    private final AtomicLong quietUntil;

    /**
     * A fault of ours.
     *
     * @param log of the class in which it happens
     * @param what the beginning of a sentence, which {@link #happened} goes on with
     * @param consequence what becomes of the requests
     */
    public Fault(System.Logger log, String what, String consequence) {
        this(log, System.Logger.Level.ERROR, what, consequence, System::nanoTime);
    }

    Fault(System.Logger log, System.Logger.Level level, String what, String consequence, LongSupplier nanoTime) {
        this.log = log;
        this.level = level;
        this.what = what;
        this.consequence = consequence;
        this.nanoTime = nanoTime;
        this.quietUntil = new AtomicLong(nanoTime.getAsLong());
    }

    /** It happened, by this cause. */
    public void happened(Throwable cause) {
        happened("failed", cause);
    }

    void happened(String how, @Nullable Throwable cause) {
        try {
            failures.increment();
            long now = nanoTime.getAsLong();
            long until = quietUntil.get();
            if (now - until >= 0 && quietUntil.compareAndSet(until, now + QUIET_NANOS)) {
                String message = what + " " + how + " (" + failures.sum() + " failures so far): " + consequence;
                log.log(level, message, cause);
            }
        } catch (RuntimeException | Error e) {
            // the log has no room either; it is told with the next one, a minute later
        }
    }
}
