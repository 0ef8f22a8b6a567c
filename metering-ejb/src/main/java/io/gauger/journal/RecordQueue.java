package io.gauger.journal;

import static java.lang.System.Logger.Level.WARNING;

import io.gauger.measure.Flag;
import io.gauger.record.UsageRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A journal in memory, bounded: when it is full, the newest record is not kept but counted as lost, and a warning is
 * logged at most once a minute. What waits here when the process dies is lost.
 */
public final class RecordQueue implements Journal {
    private static final System.Logger LOG = System.getLogger(RecordQueue.class.getName());
    private static final long QUIET_NANOS = Duration.ofMinutes(1).toNanos();

    private final Queue<UsageRecord> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicLong size = new AtomicLong();
    private final LongAdder lost = new LongAdder();
    private final Map<Flag, LongAdder> flags = new EnumMap<>(Flag.class);
    private final int capacity;
    private final LongSupplier nanoTime;
    private final AtomicLong quietUntil;
    private volatile boolean closed;

    /** A queue for so many records. */
    public RecordQueue(int capacity) {
        this(capacity, System::nanoTime);
    }

    RecordQueue(int capacity, LongSupplier nanoTime) {
        this.capacity = capacity;
        this.nanoTime = nanoTime;
        this.quietUntil = new AtomicLong(nanoTime.getAsLong());
        for (Flag flag : Flag.values()) {
            flags.put(flag, new LongAdder());
        }
    }

    @Override
    public boolean offer(UsageRecord record) {
        if (closed) {
            lose("Metering is stopped");
            return false;
        }
        if (size.incrementAndGet() > capacity) {
            size.decrementAndGet();
            lose("The queue of records is full (gauger.queue-capacity is " + capacity + ")");
            return false;
        }
        waiting.add(record);
        for (Flag flag : record.measurement().flags()) {
            counter(flag).increment();
        }
        return true;
    }

    @Override
    public List<UsageRecord> peek(int most) {
        List<UsageRecord> batch = new ArrayList<>((int) Math.min(most, backlog()));
        Iterator<UsageRecord> oldestFirst = waiting.iterator();
        while (batch.size() < most && oldestFirst.hasNext()) {
            batch.add(oldestFirst.next());
        }
        return batch;
    }

    @Override
    public void remove(int count) {
        for (int i = 0; i < count; i++) {
            if (waiting.poll() == null) {
                throw new IllegalStateException("Asked to forget " + count + " records, but only " + i + " waited");
            }
            size.decrementAndGet();
        }
    }

    @Override
    public long backlog() {
        return size.get();
    }

    @Override
    public long capacity() {
        return capacity;
    }

    @Override
    public @Nullable Instant oldest() {
        UsageRecord first = waiting.peek();
        return first == null ? null : first.time();
    }

    @Override
    public long lost() {
        return lost.sum();
    }

    @Override
    public Map<Flag, Long> flags() {
        Map<Flag, Long> counts = new EnumMap<>(Flag.class);
        flags.forEach((flag, count) -> counts.put(flag, count.sum()));
        return counts;
    }

    @Override
    public void close() {
        closed = true;
    }

    private LongAdder counter(Flag flag) {
        LongAdder counter = flags.get(flag);
        if (counter == null) {
            throw new AssertionError(flag);
        }
        return counter;
    }

    private void lose(String why) {
        lost.increment();
        long now = nanoTime.getAsLong();
        long until = quietUntil.get();
        if (now - until >= 0 && quietUntil.compareAndSet(until, now + QUIET_NANOS)) {
            LOG.log(WARNING, why + ": " + lost() + " usage records are lost so far and will not be billed");
        }
    }
}
