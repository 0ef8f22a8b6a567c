package io.gauger.journal;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.gauger.record.UsageRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What earlier processes left behind, the oldest first: their records, and those of the requests that they announced and
 * never completed. For one thread at a time, but for {@link #found} and what is counted.
 */
final class OldSegments {
    private static final System.Logger LOG = System.getLogger(OldSegments.class.getName());

    private final int segmentBytes;
    private final Queue<OldSegment> found = new ConcurrentLinkedQueue<>();
    private final Deque<OldSegment> segments = new ArrayDeque<>();
    private final Deque<UsageRecord> interrupted = new ArrayDeque<>();
    private final AtomicLong bytes = new AtomicLong();
    private final List<String> corrupt = new CopyOnWriteArrayList<>();
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicLong interruptedSoFar = new AtomicLong();
    private @Nullable ByteBuffer buffer;
    private @Nullable OldSegment loaded;
    private int end;

    OldSegments(int segmentBytes) {
        this.segmentBytes = segmentBytes;
    }

    /** Takes over what is in a directory, which is locked, from any thread. */
    void found(JournalDirectory directory) throws IOException {
        Scratch scratch = new Scratch();
        for (OldSegment left : OldSegment.in(directory)) {
            if (trim(left, scratch)) {
                bytes.addAndGet(left.bytes());
                found.add(left);
            }
        }
    }

    /** Goes over what was found since, to know what waits and what was interrupted. */
    void survey() {
        Map<UUID, UsageRecord> open = new LinkedHashMap<>();
        List<OldSegment> readable = new ArrayList<>();
        long records = 0;
        OldSegment next = found.poll();
        while (next != null) {
            try {
                records += next.survey(load(next), open);
                readable.add(next);
            } catch (IOException | InternalError e) {
                unreadable(next, e);
            }
            next = found.poll();
        }
        for (OldSegment segment : open.isEmpty() ? List.<OldSegment>of() : readable) {
            try {
                segment.takeOutCompleted(load(segment), open);
            } catch (IOException | InternalError e) {
                LOG.log(WARNING, segment.path() + " of the journal cannot be read a second time", e);
            }
        }
        segments.addAll(readable);
        waiting.addAndGet(records + open.size());
        interrupted.addAll(open.values());
        interruptedSoFar.addAndGet(open.size());
        if (records > 0 || !open.isEmpty()) {
            LOG.log(
                    INFO,
                    "The journal of an earlier process has {0} records that wait, and {1} requests that were interrupted",
                    records,
                    open.size());
        }
    }

    /**
     * The records that wait here, at most so many; none only if nothing waits here any more. Those of interrupted requests
     * come first, so that no file is gone before they are written that has their announcement.
     */
    List<UsageRecord> peek(int most) {
        List<UsageRecord> records = new ArrayList<>();
        if (!interrupted.isEmpty()) {
            interrupted.stream().limit(most).forEach(records::add);
            return records;
        }
        while (!segments.isEmpty()) {
            OldSegment first = segments.element();
            try {
                end = first.read(load(first), most, records);
            } catch (IOException | InternalError e) {
                LOG.log(WARNING, first.path() + " of the journal cannot be read any more", e);
                first.spoil();
                records.clear();
            }
            if (!records.isEmpty()) {
                return records;
            }
            finish(first);
        }
        waiting.set(0);
        buffer = null;
        return records;
    }

    /** Forgets what {@link #peek} gave last. */
    void remove(int count) {
        waiting.addAndGet(-count);
        if (interrupted.isEmpty()) {
            segments.element().markDrained(end);
        }
        for (int i = 0; i < count && !interrupted.isEmpty(); i++) {
            interrupted.remove();
        }
    }

    /** What the files that are still there take on disk. */
    long bytes() {
        return bytes.get();
    }

    /** How many whole segments that is, begun ones included. */
    int segments() {
        return (int) ((bytes.get() + segmentBytes - 1) / segmentBytes);
    }

    long waiting() {
        return waiting.get();
    }

    /** Requests that were interrupted, since the start. */
    long interruptedSoFar() {
        return interruptedSoFar.get();
    }

    /** The files that were set aside. */
    List<String> corrupt() {
        return corrupt;
    }

    /** Whether it is still to be read. */
    private static boolean trim(OldSegment segment, Scratch scratch) {
        try {
            return segment.trim(scratch::of);
        } catch (IOException | InternalError e) {
            LOG.log(WARNING, segment.path() + " of the journal could not give back what it does not need", e);
            return true;
        }
    }

    private void unreadable(OldSegment segment, Throwable reason) {
        LOG.log(WARNING, segment.path() + " of the journal cannot be read; it is left where it is", reason);
        corrupt.add(segment.path().toString());
        bytes.addAndGet(-segment.bytes());
    }

    private void finish(OldSegment read) {
        segments.remove();
        loaded = null;
        if (read.finish()) {
            corrupt.add(OldSegment.aside(read.path()).toString());
            LOG.log(WARNING, "{0} was damaged; what was whole in it was read", OldSegment.aside(read.path()));
        }
        bytes.addAndGet(-read.bytes());
    }

    private ByteBuffer load(OldSegment segment) throws IOException {
        ByteBuffer into = buffer;
        int needed = (int) Math.min(OldSegment.LONGEST, Math.max(segmentBytes, Files.size(segment.path())));
        if (into == null || into.capacity() < needed) {
            into = ByteBuffer.allocateDirect(needed).order(ByteOrder.LITTLE_ENDIAN);
            buffer = into;
            loaded = null;
        }
        if (loaded != segment) {
            loaded = null;
            segment.load(into);
            loaded = segment;
        }
        return into;
    }

    /** One piece of memory for many segments, of which there may be a gigabyte. */
    private static final class Scratch {
        private ByteBuffer memory = ByteBuffer.allocate(0);

        ByteBuffer of(int bytes) {
            if (memory.capacity() < bytes) {
                memory = ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
            }
            return memory.clear().limit(bytes);
        }
    }
}
