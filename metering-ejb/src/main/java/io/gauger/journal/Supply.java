package io.gauger.journal;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps segments ready ahead of need, on a thread of its own: making one takes milliseconds that no request may wait.
 * While the disk refuses, it tries again every second. The same thread forces what was written, if that is asked for.
 */
final class Supply implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Supply.class.getName());
    private static final int READY = 3;
    private static final long SYNC_NANOS = Duration.ofMillis(5).toNanos();
    private static final long RETRY_NANOS = Duration.ofSeconds(1).toNanos();

    private final JournalSettings settings;
    private final Disk disk;
    private final Consumer<JournalDirectory> opened;
    private final IntSupplier oldSegments;
    private final Chain chain = new Chain(this::wake);
    private final Queue<Segment> drained = new ConcurrentLinkedQueue<>();
    private final AtomicInteger segments = new AtomicInteger();
    private final Thread thread = new Thread(this::run, "gauger-journal");
    private volatile @Nullable JournalDirectory directory;
    private volatile @Nullable String problem;
    private volatile boolean closed;
    private volatile boolean filesLost;
    private long nextNumber = 1;
    private @Nullable Segment unforced;

    /** The consumer is told of a directory, by then locked, before its first new segment is made in it. */
    Supply(JournalSettings settings, Disk disk, Consumer<JournalDirectory> opened, IntSupplier oldSegments) {
        this.settings = settings;
        this.disk = disk;
        this.opened = opened;
        this.oldSegments = oldSegments;
        thread.setDaemon(true);
    }

    /** Makes the first segments, if that can be done now, and lets the thread care for the rest. */
    void start() {
        provide(1);
        thread.start();
    }

    Chain chain() {
        return chain;
    }

    /** Where the segments are; null as long as there was no place. */
    @Nullable
    JournalDirectory directory() {
        return directory;
    }

    /** Why no segments can be made; null if they can. */
    @Nullable
    String problem() {
        return problem == null && chain.isStarved()
                ? "Requests come faster than the disk takes their journal; some are counted in memory only"
                : problem;
    }

    /** Segments of this process, those that wait for their next life included. */
    int segments() {
        return segments.get();
    }

    /** Looks whether somebody deleted the files that are written to. */
    void check() {
        JournalDirectory open = directory;
        Segment current = chain.current();
        if (open != null && current != null && (open.isGone() || !Files.exists(current.path()))) {
            filesLost = true;
            wake();
        }
    }

    /** Takes a segment back that is drained and that nothing refers to. */
    void recycle(Segment segment) {
        segment.next(null);
        drained.add(segment);
        wake();
    }

    /** A segment that will not be used again. */
    void dropped() {
        segments.decrementAndGet();
        wake();
    }

    void wake() {
        LockSupport.unpark(thread);
    }

    /** Ends the thread; the files stay. */
    @Override
    public void close() {
        closed = true;
        wake();
        boolean interrupted = false;
        while (thread.isAlive() && Thread.currentThread() != thread) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        drained.forEach(this::delete);
        JournalDirectory open = directory;
        if (open != null) {
            closeQuietly(open);
        }
    }

    /** Removes the file of a segment that nobody needs. */
    void delete(Segment segment) {
        try {
            Files.deleteIfExists(segment.path());
        } catch (IOException e) {
            LOG.log(WARNING, segment.path() + " of the journal is of no use any more, but cannot be deleted", e);
        }
    }

    private void run() {
        while (!closed) {
            provide(READY);
            long pause = problem != null ? RETRY_NANOS : settings.sync() ? SYNC_NANOS : Long.MAX_VALUE;
            if (!closed) {
                LockSupport.parkNanos(this, pause);
            }
        }
    }

    private void provide(int wanted) {
        try {
            if (settings.sync()) {
                force();
            }
            boolean moved = openDirectory();
            int ready = moved ? 0 : chain.current() == null ? 0 : chain.ready() + 1;
            while (!closed && ready < wanted + 1) {
                Segment segment = next();
                if (segment == null && ready > 1) {
                    break;
                }
                if (segment == null) {
                    told("The journal has reached gauger.journal-mb (" + settings.mostBytes() / (1 << 20)
                            + "), as the database takes less than is measured");
                    return;
                }
                chain.link(segment);
                if (moved) {
                    chain.jumpToLast();
                    moved = false;
                }
                ready++;
            }
            if (problem != null) {
                LOG.log(INFO, "Requests are journaled again");
            }
            problem = null;
        } catch (IOException | RuntimeException | InternalError e) {
            told("The journal in " + settings.dataDirectory() + " cannot be written: " + reason(e));
        }
    }

    private void told(String what) {
        if (!what.equals(problem)) {
            LOG.log(WARNING, what + "; what finds no room is served and counted in memory only");
        }
        problem = what;
    }

    private static String reason(Throwable e) {
        return e instanceof IOException && e.getClass() == IOException.class
                ? String.valueOf(e.getMessage())
                : e.getClass().getSimpleName() + " " + e.getMessage();
    }

    /** Whether there is a new one, as there was none or somebody deleted it. */
    private boolean openDirectory() throws IOException {
        JournalDirectory before = directory;
        if (before != null && !filesLost) {
            return false;
        }
        if (before != null) {
            LOG.log(WARNING, "Files of the journal in {0} were deleted; it is begun anew", before.path());
            segments.addAndGet(-drained.size());
            drained.clear();
            closeQuietly(before);
            directory = null;
        }
        JournalDirectory own = JournalDirectory.own(settings.dataDirectory(), disk);
        nextNumber = Math.max(nextNumber, own.nextNumber());
        if (before == null || !before.path().equals(own.path())) {
            opened.accept(own);
        }
        directory = own;
        filesLost = false;
        return before != null;
    }

    /** A segment with the next number, new or used before; null if there may be no more. */
    private @Nullable Segment next() throws IOException {
        JournalDirectory in = directory;
        if (in == null) {
            throw new IOException("it has no directory");
        }
        Path path = in.segment(nextNumber);
        Segment used = drained.poll();
        if (used != null) {
            try {
                Files.move(used.path(), path, StandardCopyOption.ATOMIC_MOVE);
            } catch (NoSuchFileException e) {
                // somebody deleted it
                dropped();
                return next();
            }
            used.renew(path, nextNumber++);
            return used;
        }
        if (segments.get() + oldSegments.getAsInt() >= settings.segments()) {
            return null;
        }
        Segment made = make(path);
        segments.incrementAndGet();
        nextNumber++;
        return made;
    }

    private Segment make(Path path) throws IOException {
        Path draft = path.resolveSibling("draft");
        Files.deleteIfExists(draft);
        boolean complete = false;
        try (FileChannel file = FileChannel.open(
                draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer pattern = ByteBuffer.allocateDirect(Math.min(settings.segmentBytes(), 1 << 18));
            for (int at = 0; at < settings.segmentBytes(); at += pattern.capacity()) {
                Segment.fill(pattern, nextNumber);
                pattern.limit(Math.min(pattern.capacity(), settings.segmentBytes() - at));
                disk.write(file, pattern);
            }
            Segment segment =
                    new Segment(file.map(FileChannel.MapMode.READ_WRITE, 0, settings.segmentBytes()), path, nextNumber);
            if (settings.sync()) {
                file.force(true);
            }
            Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
            complete = true;
            return segment;
        } finally {
            if (!complete) {
                Files.deleteIfExists(draft);
            }
        }
    }

    /** From the oldest that may have been written to since, up to the one that is being written to. */
    private void force() {
        Segment current = chain.current();
        Segment segment = unforced == null || unforced.next() == null ? current : unforced;
        while (segment != null && segment != current) {
            segment.force();
            segment = segment.next();
        }
        if (current != null) {
            current.force();
        }
        unforced = current;
    }

    private static void closeQuietly(JournalDirectory directory) {
        try {
            directory.close();
        } catch (IOException e) {
            LOG.log(WARNING, "The lock of " + directory.path() + " was not given up in order", e);
        }
    }
}
