package io.gauger.journal;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import io.gauger.journal.Frame.Kind;
import io.gauger.journal.Frame.State;
import io.gauger.measure.Flag;
import io.gauger.measure.Measurement;
import io.gauger.record.Ticket;
import io.gauger.record.UsageRecord;
import io.gauger.route.Route;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps usage records on disk from the moment they are made until they are in the database. What {@link #offer} or a
 * ticket took is there after the process was killed at any later instant, and so is what was announced: it is recorded
 * as interrupted then. With {@code gauger.journal-sync=group} that holds after a power failure too, a few milliseconds
 * later.
 *
 * <p>Any thread may announce and offer: neither waits for a lock or a disk, and neither throws. {@link #peek},
 * {@link #remove} and {@link #tick} are called by one thread at a time.
 */
public final class Journal implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Journal.class.getName());
    private static final int TICKS_A_SEARCH = 60;

    /** Of what could not be journaled. */
    private static final int MOST_SUMS = 10_000;

    private final JournalSettings settings;
    private final WriterPool writers = new WriterPool();
    private final OldSegments old;
    private final AdoptedJournals adopted;
    private final Supply supply;
    private final LiveSegments live;
    private final RequestSums unjournaled = new RequestSums(MOST_SUMS);
    private final RefusedFlood flood;
    private final FlagCounts flags = new FlagCounts();
    private final LongAdder appended = new LongAdder();
    private final AtomicLong drained = new AtomicLong();
    private final Losses losses = new Losses();
    private final List<String> corrupt = new CopyOnWriteArrayList<>();

    /** The announcements that were carried to another segment, by their id. */
    private final Map<UUID, Announced> carried = new ConcurrentHashMap<>();

    private final ReentrantLock reading = new ReentrantLock();

    /** Sums that are to become records. */
    private final Deque<UsageRecord> summaries = new ArrayDeque<>();

    private volatile int waitingSummaries;
    private int ticks;
    private Source source = Source.NONE;
    private Batch batch = Batch.NONE;
    private volatile boolean stopped;

    /** Where the batch that was given last came from. */
    private enum Source {
        NONE,
        OLD,
        LIVE,
        SUMMARIES
    }

    private Journal(JournalSettings settings, Disk disk, LongSupplier nanoTime) {
        this.flood = new RefusedFlood(nanoTime);
        this.settings = settings;
        this.old = new OldSegments(settings.segmentBytes());
        this.adopted = new AdoptedJournals(old);
        this.supply = new Supply(settings, disk, adopted::take, old::segments);
        this.live = new LiveSegments(supply, settings.segments(), this::carry);
    }

    /**
     * Begins to take records, with the first segment ready if the disk allows. If it does not, that is logged and tried
     * again; nothing is thrown.
     */
    public static Journal open(JournalSettings settings) {
        return open(settings, new Disk());
    }

    static Journal open(JournalSettings settings, Disk disk) {
        return open(settings, disk, System::nanoTime);
    }

    static Journal open(JournalSettings settings, Disk disk, LongSupplier nanoTime) {
        Journal journal = new Journal(settings, disk, nanoTime);
        journal.supply.start();
        return journal;
    }

    /** Announces the request of an opened record, which is to be given to the ticket when it is complete. */
    public Ticket announce(UsageRecord opened, Route route) {
        if (stopped) {
            return this::offer;
        }
        FrameWriter frame = writers.take();
        try {
            RecordCodec.writeOpened(frame, opened, route.onError());
            UUID id = opened.id();
            Segment segment = supply.chain().append(frame, Kind.ANNOUNCED, State.OPEN.of(id.getLeastSignificantBits()));
            return new Announced(this, segment, frame.number, frame.at, id);
        } catch (RuntimeException | InternalError e) {
            LOG.log(ERROR, "A request could not be announced; it is served all the same", e);
            return this::offer;
        } finally {
            writers.giveBack(frame);
        }
    }

    /**
     * Takes the record over, counts it in memory if it cannot be written, or counts it as lost if that cannot be done
     * either.
     */
    public void offer(UsageRecord record) {
        Measurement measurement = record.measurement();
        if (stopped) {
            losses.lose("Metering is stopped");
        } else if (flood.sums(record) || keep(record, measurement)) {
            flags.count(measurement.flags());
            if (record.refusal() != null) {
                recordFlood(false);
            }
        }
    }

    /** On disk, or in memory if that cannot be; else it is lost. */
    private boolean keep(UsageRecord record, Measurement measurement) {
        boolean kept = append(record, measurement) || unjournaled.add(record);
        if (!kept) {
            losses.lose(
                    "The journal cannot be written, and too many different accounts and routes are counted in memory");
        }
        return kept;
    }

    /** What was counted of refused requests, once a second. */
    private void recordFlood(boolean now) {
        if (flood.isDue() || now) {
            List<UsageRecord> taken = flood.take();
            flags.countSummaries(taken.size());
            taken.forEach(sum -> keep(sum, sum.measurement()));
        }
    }

    void complete(Announced ticket, UsageRecord record) {
        offer(record);
        if (stopped) {
            // the announcement stays open, and counts as interrupted after the next start
            return;
        }
        Announced place = ticket;
        while (place != null && !place.change(State.DONE)) {
            place = carried.remove(ticket.id());
        }
    }

    /**
     * The oldest records, at most so many, which stay where they are; empty if none wait.
     */
    public Batch peek(int most) {
        reading.lock();
        try {
            settle();
            List<UsageRecord> records = old.peek(most);
            source = Source.OLD;
            if (records.isEmpty()) {
                records = live.peek(most);
                source = Source.LIVE;
            }
            if (records.isEmpty() && stopped) {
                takeSummaries();
                records = summaries.stream().limit(most).toList();
                source = Source.SUMMARIES;
            }
            batch = new Batch(records, source != Source.LIVE);
            return batch;
        } finally {
            reading.unlock();
        }
    }

    /** Forgets a batch, the last one that {@link #peek} gave: it is in the database now. */
    public void remove(Batch written) {
        reading.lock();
        try {
            if (written != batch) {
                throw new IllegalStateException("Only the batch that was given last can be removed");
            }
            batch = Batch.NONE;
            switch (source) {
                case OLD -> old.remove(written.size());
                case LIVE -> {
                    live.remove();
                    drained.addAndGet(written.size());
                }
                case SUMMARIES -> {
                    written.records().forEach(summaries::remove);
                    waitingSummaries = summaries.size();
                }
                case NONE -> throw new IllegalStateException("Nothing was given");
            }
            if (live.hasPassed()) {
                live.reclaim(corrupt);
            }
        } finally {
            reading.unlock();
        }
    }

    /** What is to be done from time to time, off the request path. */
    public void tick() {
        reading.lock();
        try {
            recordFlood(false);
            supply.check();
            if (ticks++ % TICKS_A_SEARCH == 0) {
                adopted.lookBeside(supply.directory());
            }
            settle();
            live.reclaim(corrupt);
        } finally {
            reading.unlock();
        }
    }

    /** Records that wait; those of earlier processes are known after the first {@link #tick} or {@link #peek}. */
    public long backlog() {
        // a record may be drained before its writer has counted it
        long here = Math.max(0, appended.sum() - drained.get());
        return old.waiting() + here + unjournaled.size() + flood.size() + waitingSummaries;
    }

    /** The {@code time} of the record that waits longest; null if none waits, or while another thread reads. */
    public @Nullable Instant oldest() {
        if (!reading.tryLock()) {
            return null;
        }
        try {
            if (!batch.isEmpty()) {
                return batch.records().get(0).time();
            }
            Batch first = peek(1);
            batch = Batch.NONE;
            return first.isEmpty() ? null : first.records().get(0).time();
        } finally {
            reading.unlock();
        }
    }

    /** Records that are nowhere, since the start. */
    public long lost() {
        return losses.count();
    }

    /** How often each flag was set on a record that was taken, since the start; flags never seen count 0. */
    public Map<Flag, Long> flags() {
        Map<Flag, Long> sums = flags.sums();
        sums.put(Flag.INTERRUPTED, old.interruptedSoFar());
        return sums;
    }

    /** How it is doing. */
    public JournalState state() {
        JournalDirectory directory = supply.directory();
        List<String> setAside = new ArrayList<>(corrupt);
        setAside.addAll(old.corrupt());
        return new JournalState(
                directory == null ? null : directory.path().toString(),
                (long) supply.segments() * settings.segmentBytes() + old.bytes(),
                settings.mostBytes(),
                supply.problem(),
                unjournaled.requests(),
                unjournaled.size() + waitingSummaries,
                old.interruptedSoFar(),
                setAside);
    }

    /** From now on nothing is taken; what waits can still be read and removed. */
    public void stop() {
        if (!stopped) {
            recordFlood(true);
        }
        stopped = true;
    }

    /** Gives up files and locks. What still waits stays on disk for the next start; nothing may be called any more. */
    @Override
    public void close() {
        stop();
        reading.lock();
        try {
            supply.close();
            live.deleteIfDone();
            adopted.close();
        } catch (IOException e) {
            LOG.log(WARNING, "The lock of a journal was not given up in order", e);
        } finally {
            reading.unlock();
        }
    }

    private boolean append(UsageRecord record, Measurement measurement) {
        FrameWriter frame = writers.take();
        try {
            RecordCodec.write(frame, record, measurement);
            boolean written = supply.chain().append(frame, Kind.COMPLETED, 0) != null;
            if (written) {
                appended.increment();
            }
            return written;
        } catch (RuntimeException | InternalError e) {
            LOG.log(ERROR, "A record could not be written to the journal; it is counted in memory", e);
            return false;
        } finally {
            writers.giveBack(frame);
        }
    }

    /** Makes records of what is not one yet. */
    private void settle() {
        old.survey();
        if (supply.problem() == null && ready() > 0 && unjournaled.size() > 0) {
            takeSummaries();
        }
        while (!summaries.isEmpty() && !stopped && appendSummary(summaries.element())) {
            summaries.remove();
            waitingSummaries = summaries.size();
        }
    }

    private boolean appendSummary(UsageRecord summary) {
        return append(summary, summary.measurement());
    }

    private void takeSummaries() {
        List<UsageRecord> taken = unjournaled.take();
        summaries.addAll(taken);
        waitingSummaries = summaries.size();
        flags.countSummaries(taken.size());
    }

    /** Continues an announcement in another segment; false if that has no room. */
    private boolean carry(Segment from, int at) {
        FrameWriter frame = writers.take();
        try {
            UUID id = from.copy(at, frame);
            long idLow = id.getLeastSignificantBits();
            Segment to = supply.chain().append(frame, Kind.ANNOUNCED, State.OPEN.of(idLow));
            if (to == null) {
                return false;
            }
            Announced copy = new Announced(this, to, frame.number, frame.at, id);
            carried.put(id, copy);
            if (!from.change(at, from.number(), idLow, State.MOVED)) {
                // it was completed just now
                carried.remove(id);
                copy.change(State.DONE);
            }
            return true;
        } finally {
            writers.giveBack(frame);
        }
    }

    /** Segments behind the one that is written to. */
    int ready() {
        return supply.chain().ready();
    }
}
