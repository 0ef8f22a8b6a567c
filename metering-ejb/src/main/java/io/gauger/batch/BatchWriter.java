package io.gauger.batch;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.gauger.journal.Batch;
import io.gauger.journal.Journal;
import io.gauger.usage.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes what waits in the journal, in batches. While the target is away, ticks are skipped, longer each time, and the
 * records stay in the journal. Safe for concurrent use; one thread writes, others are turned away.
 */
public final class BatchWriter {
    private static final System.Logger LOG = System.getLogger(BatchWriter.class.getName());
    /** Below the timer's second, as servers warn of a tick that lasts into the next one. */
    private static final Duration LONGEST_TICK = Duration.ofMillis(900);

    private static final Duration PAUSE_WHILE_CLOSING = Duration.ofMillis(250);

    private final Journal journal;
    private final BatchTarget target;
    private final LongSupplier nanoTime;
    private final Backoff backoff;
    private final BatchSize size = new BatchSize();
    private final ReentrantLock writing = new ReentrantLock();
    private volatile Progress progress = new Progress(0, 0, null, null);

    /**
     * What the writer did since the start.
     *
     * @param written records committed
     * @param errors attempts that failed
     * @param lastWrite when a batch was last committed; null if none was
     * @param lastError what failed, readable and without secrets; null if nothing has since the last success
     */
    public record Progress(long written, long errors, @Nullable Instant lastWrite, @Nullable String lastError) {}

    /** A writer from this journal to this target. */
    public BatchWriter(Journal journal, BatchTarget target) {
        this(journal, target, System::nanoTime);
    }

    BatchWriter(Journal journal, BatchTarget target, LongSupplier nanoTime) {
        this.journal = journal;
        this.target = target;
        this.nanoTime = nanoTime;
        this.backoff = new Backoff(nanoTime);
    }

    /** Writes what waits, for at most a second, unless the target is left alone for now or another thread writes. */
    public void tick() {
        if (!writing.tryLock()) {
            return;
        }
        try {
            if (!backoff.isWaiting()) {
                long end = nanoTime.getAsLong() + LONGEST_TICK.toNanos();
                if (write(end) && nanoTime.getAsLong() - end < 0) {
                    target.upkeep();
                }
            }
        } finally {
            writing.unlock();
        }
    }

    /**
     * Writes everything that waits, trying again while there is time. For the end, on a thread that may wait.
     *
     * @return whether nothing waits any more
     */
    public boolean drain(Duration atMost) {
        long end = nanoTime.getAsLong() + atMost.toNanos();
        boolean mine = false;
        try {
            mine = writing.tryLock(atMost.toNanos(), TimeUnit.NANOSECONDS);
            while (mine && journal.backlog() > 0 && !write(end) && nanoTime.getAsLong() - end < 0) {
                LockSupport.parkNanos(PAUSE_WHILE_CLOSING.toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (mine) {
                writing.unlock();
            }
        }
        return journal.backlog() == 0;
    }

    /** What was done so far. */
    public Progress progress() {
        return progress;
    }

    /** Whether it went well; there may still be records waiting then, if the time was over. */
    private boolean write(long end) {
        try {
            target.prepare();
            Batch batch = journal.peek(size.most());
            while (!batch.isEmpty()) {
                append(batch);
                journal.remove(batch);
                succeeded();
                progress = new Progress(progress.written() + batch.size(), progress.errors(), Instant.now(), null);
                batch = nanoTime.getAsLong() - end < 0 ? journal.peek(size.most()) : Batch.NONE;
            }
            succeeded();
            return true;
        } catch (StoreUnavailableException e) {
            failed(String.valueOf(e.getMessage()), e);
        } catch (RuntimeException | LinkageError e) {
            failed("Writing failed unexpectedly (" + e.getClass().getSimpleName() + "); the log has the cause", e);
        }
        return false;
    }

    private void append(Batch batch) {
        long start = nanoTime.getAsLong();
        try {
            target.append(batch.records(), batch.maybeReplayed());
        } catch (StoreUnavailableException e) {
            size.failed(batch.size(), nanoTime.getAsLong() - start, e.isTooSlow());
            throw e;
        }
        size.succeeded(nanoTime.getAsLong() - start);
    }

    private void succeeded() {
        if (backoff.failures() > 0) {
            LOG.log(INFO, "The database takes usage records again, after {0} failed attempts", backoff.failures());
        }
        backoff.succeeded();
        progress = new Progress(progress.written(), progress.errors(), progress.lastWrite(), null);
    }

    private void failed(String error, Throwable cause) {
        String message = error + "; " + journal.backlog() + " usage records wait";
        if (backoff.failures() == 0) {
            LOG.log(WARNING, message, cause);
        } else {
            LOG.log(WARNING, message);
        }
        backoff.failed();
        progress = new Progress(progress.written(), progress.errors() + 1, progress.lastWrite(), error);
    }
}
