package io.gauger.journal;

import static java.lang.System.Logger.Level.WARNING;

import io.gauger.journal.Frame.Kind;
import io.gauger.journal.Frame.State;
import io.gauger.record.UsageRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;

/** A segment that an earlier process left behind, in our directory or in one that nobody owns any more. */
final class OldSegment {
    private static final System.Logger LOG = System.getLogger(OldSegment.class.getName());
    private static final int SMALLEST = Segment.HEADER + Frame.HEADER;

    /** What is longer was written by nobody that we know. */
    static final int LONGEST = 256 << 20;

    private final Path path;
    private final FrameReader reader = new FrameReader();
    private long number;
    private long bytes;
    private int drained = Segment.HEADER;
    private boolean damaged;

    OldSegment(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    /** What it takes on disk, since {@link #trim}. */
    long bytes() {
        return bytes;
    }

    /**
     * Gives back the space behind the last frame, if none was ever written there, or all of it if there is no frame: a
     * process that is killed leaves whole segments for a few records, and if that happens over and over before the
     * database takes any, there would be no room for those to come.
     *
     * @param scratch gives memory of so many bytes, whose content does not matter
     * @return whether the file is still there
     */
    boolean trim(IntFunction<ByteBuffer> scratch) throws IOException {
        boolean empty = cutBehindLastFrame(scratch);
        if (empty) {
            Files.delete(path);
        }
        return !empty;
    }

    /** Whether there is no frame at all. */
    private boolean cutBehindLastFrame(IntFunction<ByteBuffer> scratch) throws IOException {
        bytes = Files.size(path);
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (bytes <= SMALLEST || bytes > LONGEST || lastWord(file) != JournalDirectory.number(path)) {
                return false;
            }
            ByteBuffer buffer = scratch.apply((int) bytes);
            load(buffer);
            Walk walk = new Walk(buffer, number, Segment.HEADER, true);
            while (walk.look() == Walk.Found.FRAME) {
                walk.step();
            }
            boolean full = walk.at() + Frame.HEADER > buffer.limit();
            if (full || walk.isDamaged() || !isUnused(buffer, walk.at())) {
                return false;
            }
            // the word behind the frames says that there are no more
            file.truncate(walk.at() + Frame.HEADER);
            bytes = file.size();
            return walk.at() == Segment.HEADER;
        }
    }

    private static long lastWord(FileChannel file) throws IOException {
        ByteBuffer word = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        file.read(word, (file.size() & -Frame.ALIGNMENT) - Long.BYTES);
        return word.getLong(0);
    }

    private boolean isUnused(ByteBuffer buffer, int from) {
        int at = Frame.claim(buffer, from) == Frame.SEALED ? from + Long.BYTES : from;
        while (at < buffer.limit() && buffer.getLong(at) == number) {
            at += Long.BYTES;
        }
        return at == buffer.limit();
    }

    /** Reads the file, for {@link #survey} and {@link #read}. */
    void load(ByteBuffer buffer) throws IOException {
        buffer.clear();
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            while (buffer.hasRemaining() && file.read(buffer) >= 0) {
                // on to the end
            }
        }
        buffer.flip();
        if (buffer.limit() < SMALLEST) {
            buffer.limit(0);
            damaged = true;
            return;
        }
        // the last word may be cut in two
        buffer.limit(buffer.limit() & -Frame.ALIGNMENT);
        number = buffer.getLong(Segment.NUMBER);
        long named = JournalDirectory.number(path);
        if (number != named && new Walk(buffer, number, Segment.HEADER, true).look() == Walk.Found.END) {
            // the header is damaged, or has not been renewed when the process died
            number = named;
        }
    }

    /**
     * Goes over it once: collects the announcements that are open, as what they will be recorded as, and counts the records
     * that are not drained.
     */
    long survey(ByteBuffer buffer, Map<UUID, UsageRecord> open) {
        drained = drained(buffer);
        long waiting = 0;
        Walk walk = new Walk(buffer, number, Segment.HEADER, true);
        while (walk.look() == Walk.Found.FRAME) {
            try {
                Kind kind = walk.kind();
                UUID id = RecordCodec.readId(reader.of(buffer, walk.at()));
                if (kind == Kind.ANNOUNCED) {
                    if (isOpen(Frame.state(buffer, walk.at()), id)) {
                        open.put(id, RecordCodec.readInterrupted(reader.of(buffer, walk.at())));
                    }
                } else if (kind == Kind.COMPLETED) {
                    waiting += walk.at() >= drained ? 1 : 0;
                }
                walk.step();
            } catch (RuntimeException e) {
                walk.reject();
            }
        }
        damaged |= walk.isDamaged();
        return waiting;
    }

    /** Takes out the announcements whose record is here. */
    void takeOutCompleted(ByteBuffer buffer, Map<UUID, UsageRecord> open) {
        Walk walk = new Walk(buffer, number, Segment.HEADER, true);
        while (walk.look() == Walk.Found.FRAME) {
            try {
                if (walk.kind() == Kind.COMPLETED) {
                    open.remove(RecordCodec.readId(reader.of(buffer, walk.at())));
                }
                walk.step();
            } catch (RuntimeException e) {
                walk.reject();
            }
        }
    }

    /** The next records that wait, at most so many; where they end is remembered only by {@link #markDrained}. */
    int read(ByteBuffer buffer, int most, List<UsageRecord> to) {
        Walk walk = new Walk(buffer, number, drained, true);
        while (to.size() < most && walk.look() == Walk.Found.FRAME) {
            try {
                if (walk.kind() == Kind.COMPLETED) {
                    to.add(RecordCodec.read(reader.of(buffer, walk.at())));
                }
                walk.step();
            } catch (RuntimeException e) {
                walk.reject();
            }
        }
        damaged |= walk.isDamaged();
        return walk.at();
    }

    /** Remembers that everything before this place is in the database; if that fails it is recognised there. */
    void markDrained(int at) {
        drained = at;
        ByteBuffer mark = ByteBuffer.allocate(2 * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        mark.putLong(at).putLong(~(long) at).flip();
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
            file.write(mark, Segment.DRAINED);
        } catch (IOException e) {
            LOG.log(WARNING, "How far " + path + " has been read could not be written into it", e);
        }
    }

    /** Deletes it, or sets it aside if it is damaged; whether it was. */
    boolean finish() {
        try {
            if (damaged) {
                Files.move(path, aside(path), StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            LOG.log(WARNING, path + " has been read, but could not be deleted or set aside", e);
        }
        return damaged;
    }

    /** It cannot even be opened: what is in it is left to the operator. */
    void spoil() {
        damaged = true;
    }

    /** Where a damaged file is kept. */
    static Path aside(Path segment) {
        return segment.resolveSibling(segment.getFileName() + ".corrupt");
    }

    /** A state that is not of this id is damaged, and the announcement then counts as open. */
    private static boolean isOpen(long state, UUID id) {
        long idLow = id.getLeastSignificantBits();
        return state != State.DONE.of(idLow) && state != State.MOVED.of(idLow);
    }

    private static int drained(ByteBuffer buffer) {
        if (buffer.limit() == 0) {
            return Segment.HEADER;
        }
        long at = buffer.getLong(Segment.DRAINED);
        boolean sound = at == ~buffer.getLong(Segment.NOT_DRAINED)
                && at >= Segment.HEADER
                && at <= buffer.limit()
                && at % Frame.ALIGNMENT == 0;
        return sound ? (int) at : Segment.HEADER;
    }

    static List<OldSegment> in(JournalDirectory directory) throws IOException {
        List<OldSegment> all = new ArrayList<>();
        for (Path path : directory.segments()) {
            all.add(new OldSegment(path));
        }
        return all;
    }
}
