package io.gauger.journal;

import io.gauger.journal.Frame.Kind;
import io.gauger.journal.Frame.State;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A memory-mapped file of frames that all threads append to. It is used again and again under new numbers, as Java
 * cannot unmap it; see {@link Frame} for how that is told apart. Safe for concurrent use, but only one thread reads, and
 * only one renews.
 */
final class Segment {
    /** Two words that begin the file: what it is, and its number. Two more tell what has been drained. */
    static final int HEADER = 64;

    static final long MAGIC = 0x314C_4E52_4A47_4155L;
    static final int NUMBER = 8;
    static final int DRAINED = 16;

    /** The bits of the former, so that a half-written or damaged pair is noticed. */
    static final int NOT_DRAINED = 24;

    /** The segment has no room. */
    static final int FULL = -1;

    /** The segment has another number by now. */
    static final int STALE = -2;

    private static final int PAGE = 4096;

    private final MappedByteBuffer bytes;
    private volatile Path path;
    private volatile long number;
    private volatile @Nullable Segment next;

    /** About where the free space begins; only to find it faster. */
    private int tail = HEADER;

    /** Takes a file that is filled with this number already. */
    Segment(MappedByteBuffer bytes, Path path, long number) {
        this.bytes = bytes;
        this.path = path;
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        writeHeader(number);
        for (int page = 0; page < bytes.limit(); page += PAGE) {
            // so that no request is the first to write to it
            bytes.put(page, bytes.get(page));
        }
        this.number = number;
    }

    /** What the file holds before the first frame: the number all over. */
    static void fill(ByteBuffer pattern, long number) {
        pattern.clear().order(ByteOrder.LITTLE_ENDIAN);
        while (pattern.remaining() >= Long.BYTES) {
            pattern.putLong(number);
        }
        pattern.flip();
    }

    /** Wipes what is here, for a new life. The segment must be drained, out of the chain, and the file renamed. */
    void renew(Path renamed, long newNumber) {
        number = 0;
        byte[] pattern = new byte[16 * PAGE];
        fill(ByteBuffer.wrap(pattern), newNumber);
        for (int at = 0; at < bytes.limit(); at += pattern.length) {
            bytes.put(at, pattern, 0, Math.min(pattern.length, bytes.limit() - at));
        }
        path = renamed;
        tail = HEADER;
        writeHeader(newNumber);
        number = newNumber;
    }

    private void writeHeader(long ofNumber) {
        bytes.putLong(NUMBER, ofNumber);
        markDrained(HEADER);
        bytes.putLong(0, MAGIC);
    }

    /** Takes so many bytes for the calling thread, in the file itself; or {@link #FULL} or {@link #STALE}. */
    int claim(long expected, int size) {
        int at = tail;
        int limit = bytes.limit() - Frame.HEADER;
        while (expected != 0) {
            boolean fits = at + size <= limit;
            long there = (long) Frame.WORD.compareAndExchange(bytes, at, expected, fits ? -size : Frame.SEALED);
            if (there == Frame.SEALED || (there == expected && !fits)) {
                return FULL;
            }
            if (there == expected) {
                tail = at + size;
                return at;
            }
            int taken = Frame.plausible(bytes, at, there);
            if (taken == 0 || at + taken > limit) {
                return STALE;
            }
            at += taken;
        }
        return STALE;
    }

    /** Writes the frame where it was claimed. */
    void publish(int at, long ofNumber, FrameWriter frame, Kind kind, long state) {
        Frame.publish(bytes, ofNumber, at, frame, kind, state);
        frame.at = at;
        frame.number = ofNumber;
    }

    /** Changes an announcement that is open; false if it is not, or not here any more. */
    boolean change(int at, long ofNumber, long idLow, State to) {
        return number == ofNumber && Frame.change(bytes, at, State.OPEN.of(idLow), to.of(idLow));
    }

    /** Keeps further frames out; false if one has just been claimed at this place. */
    boolean seal(int at) {
        return Frame.WORD.compareAndSet(bytes, at, number, Frame.SEALED);
    }

    /** Whether nothing is behind what is marked as drained. */
    boolean isDrained() {
        return walk((int) bytes.getLong(DRAINED)).look() != Walk.Found.FRAME;
    }

    /** The frames from this place on. */
    Walk walk(int from) {
        return new Walk(bytes, number, from, false);
    }

    /** The places of the announcements that are still open. */
    int[] open() {
        int[] open = new int[16];
        int count = 0;
        Walk walk = walk(HEADER);
        FrameReader reader = new FrameReader();
        while (walk.look() == Walk.Found.FRAME) {
            if (walk.kind() == Kind.ANNOUNCED) {
                long idLow = RecordCodec.readId(reader.of(bytes, walk.at())).getLeastSignificantBits();
                if (Frame.state(bytes, walk.at()) == State.OPEN.of(idLow)) {
                    open = count == open.length ? Arrays.copyOf(open, 2 * count) : open;
                    open[count++] = walk.at();
                }
            }
            walk.step();
        }
        return Arrays.copyOf(open, count);
    }

    /** Makes the frame one with the same payload as the one here, and returns the id in it. */
    UUID copy(int at, FrameWriter frame) {
        frame.copy(bytes, at + Frame.HEADER, Frame.length(Frame.check(bytes, at)));
        return RecordCodec.readId(new FrameReader().of(bytes, at));
    }

    /** Remembers, in the file, that everything before this place is in the database. */
    void markDrained(int at) {
        bytes.putLong(DRAINED, at);
        bytes.putLong(NOT_DRAINED, ~(long) at);
    }

    ByteBuffer bytes() {
        return bytes;
    }

    void force() {
        bytes.force();
    }

    Path path() {
        return path;
    }

    long number() {
        return number;
    }

    int capacity() {
        return bytes.limit();
    }

    @Nullable
    Segment next() {
        return next;
    }

    void next(@Nullable Segment later) {
        next = later;
    }
}
