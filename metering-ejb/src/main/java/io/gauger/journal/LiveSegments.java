package io.gauger.journal;

import static java.lang.System.Logger.Level.WARNING;

import io.gauger.journal.Frame.Kind;
import io.gauger.record.UsageRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads what this process writes, in the order of the journal, and gives segments back when nothing in them is needed any
 * more. For one thread at a time.
 */
final class LiveSegments {
    private static final System.Logger LOG = System.getLogger(LiveSegments.class.getName());

    /** So many may wait for their announcements to be completed before these are carried on. */
    private static final int PINNED = 4;

    private final Chain chain;
    private final Supply supply;
    private final BiPredicate<Segment, Integer> carry;
    private final int mostSegments;
    private final FrameReader reader = new FrameReader();

    /** Read to their end. */
    private final Deque<Segment> passed = new ArrayDeque<>();

    private final Set<Segment> damaged = new HashSet<>();
    private @Nullable Segment segment;
    private int at = Segment.HEADER;
    private boolean hasPassed;

    /** Where the batch that was given last ends. */
    private int end;

    /** The predicate moves an announcement that is open to another segment; false if it found no room. */
    LiveSegments(Supply supply, int mostSegments, BiPredicate<Segment, Integer> carry) {
        this.chain = supply.chain();
        this.supply = supply;
        this.mostSegments = mostSegments;
        this.carry = carry;
    }

    /** The records that wait, at most so many and all of one segment; none only if nothing waits. */
    List<UsageRecord> peek(int most) {
        List<UsageRecord> records = new ArrayList<>();
        segment = segment == null ? chain.first() : segment;
        while (segment != null) {
            Segment reading = segment;
            Walk walk = reading.walk(at);
            Walk.Found found = read(walk, reading, most, records);
            if (walk.isDamaged() && damaged.add(reading)) {
                LOG.log(WARNING, "{0} of the journal is damaged; what is whole in it is read", reading.path());
            }
            end = walk.at();
            if (!records.isEmpty()) {
                return records;
            }
            drainedTo(reading, end);
            if (!goOn(reading, found)) {
                return records;
            }
        }
        return records;
    }

    /** Forgets what {@link #peek} gave last. */
    void remove() {
        if (segment != null) {
            drainedTo(segment, end);
        }
    }

    /** Whether a segment was read to its end since {@link #reclaim}. */
    boolean hasPassed() {
        return hasPassed;
    }

    /** Gives back the segments that are drained, and sees to it that announcements that stay open do not keep them. */
    void reclaim(List<String> corrupt) {
        hasPassed = false;
        for (int left = passed.size(); left > 0; left--) {
            Segment oldest = passed.remove();
            if (oldest == chain.current() || !isFree(oldest, passed.size())) {
                passed.add(oldest);
            } else if (damaged.remove(oldest)) {
                setAside(oldest, corrupt);
            } else {
                supply.recycle(oldest);
            }
        }
    }

    /** Whether all that was written has been read and nothing is open: the files are of no use any more. */
    void deleteIfDone() {
        peek(1);
        List<Segment> all = new ArrayList<>(passed);
        for (Segment one = segment; one != null; one = one.next()) {
            all.add(one);
        }
        for (Segment one : all) {
            if (one.open().length == 0 && !damaged.contains(one) && one.isDrained()) {
                supply.delete(one);
            }
        }
    }

    private Walk.Found read(Walk walk, Segment from, int most, List<UsageRecord> records) {
        Walk.Found found = Walk.Found.FRAME;
        while (records.size() < most && found == Walk.Found.FRAME) {
            found = walk.look();
            if (found == Walk.Found.FRAME) {
                try {
                    if (walk.kind() == Kind.COMPLETED) {
                        records.add(RecordCodec.read(reader.of(from.bytes(), walk.at())));
                    }
                    walk.step();
                } catch (RuntimeException e) {
                    walk.reject();
                }
            }
        }
        return found;
    }

    private void drainedTo(Segment read, int to) {
        if (at != to) {
            at = to;
            read.markDrained(to);
        }
    }

    /** Goes to the next segment, if this one is at its end. */
    private boolean goOn(Segment read, Walk.Found found) {
        Segment current = chain.current();
        Segment next = read.next();
        if (found == Walk.Found.END && next != null) {
            passed.add(read);
            hasPassed = true;
            segment = next;
            at = Segment.HEADER;
            return true;
        }
        if (found == Walk.Found.NOTHING_YET && current != null && read.number() < current.number()) {
            // others went on without closing it
            return read.seal(at);
        }
        return false;
    }

    private boolean isFree(Segment drained, int pinned) {
        int[] open = drained.open();
        boolean dear = open.length * 256L > drained.capacity() / 8;
        boolean carries = pinned >= PINNED && (!dear || supply.segments() > mostSegments / 2);
        for (int i = 0; carries && i < open.length; i++) {
            carries = carry.test(drained, open[i]);
        }
        return open.length == 0 || carries;
    }

    private void setAside(Segment damagedOne, List<String> corrupt) {
        try {
            corrupt.add(OldSegment.aside(damagedOne.path()).toString());
            Files.move(damagedOne.path(), OldSegment.aside(damagedOne.path()));
        } catch (IOException e) {
            LOG.log(WARNING, damagedOne.path() + " of the journal is damaged and cannot be set aside", e);
        }
        supply.dropped();
    }
}
