package io.gauger.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The directory of one running journal, locked against every other process and application as long as it is open:
 * {@code journal} in the data directory, or {@code journal-2} and so on if that is taken.
 */
final class JournalDirectory implements AutoCloseable {
    /** Behind the number, which has ten digits so that names sort as numbers do. */
    static final String SUFFIX = ".segment";

    private static final String NAME = "journal";
    private static final String LOCK = "lock";
    private static final int MOST = 64;
    private static final Pattern NAMES = Pattern.compile("journal(-\\d+)?");

    /**
     * One JVM must not even open a lock file again that it has locked, as closing it would give the lock up on POSIX
     * systems. Applications share no class, but system properties.
     */
    private static final String LOCKED_BY_THIS_JVM = "io.gauger.journal.locked:";

    private final Path path;
    private final String key;
    private final FileChannel channel;

    private JournalDirectory(Path path, String key, FileChannel channel) {
        this.path = path;
        this.key = key;
        this.channel = channel;
    }

    /**
     * The first one that nobody has.
     *
     * @throws IOException if it cannot be made or locked, with a message for the operator
     */
    static JournalDirectory own(Path dataDirectory, Disk disk) throws IOException {
        for (int i = 1; i <= MOST; i++) {
            Path path = dataDirectory.resolve(i == 1 ? NAME : NAME + "-" + i);
            disk.makeDirectory(path);
            JournalDirectory mine = tryLock(path);
            if (mine != null) {
                return mine;
            }
        }
        throw new IOException("all of " + NAME + " to " + NAME + "-" + MOST + " in " + dataDirectory
                + " are in use by running applications; give each its own gauger.data-dir");
    }

    /** Those beside ours that hold something and belong to nobody who lives; they are locked now. */
    List<JournalDirectory> orphans() throws IOException {
        List<JournalDirectory> orphans = new ArrayList<>();
        Path parent = path.getParent();
        if (parent == null) {
            return orphans;
        }
        try (DirectoryStream<Path> siblings = Files.newDirectoryStream(parent, Files::isDirectory)) {
            for (Path sibling : siblings) {
                boolean candidate = !sibling.equals(path)
                        && NAMES.matcher(String.valueOf(sibling.getFileName())).matches()
                        && !segments(sibling).isEmpty();
                JournalDirectory orphan = candidate ? tryLock(sibling) : null;
                if (orphan != null) {
                    orphans.add(orphan);
                }
            }
        }
        return orphans;
    }

    Path path() {
        return path;
    }

    /** The segments that are here, the oldest first. */
    List<Path> segments() throws IOException {
        return segments(path);
    }

    Path segment(long number) {
        return path.resolve(String.format(Locale.ROOT, "%010d%s", number, SUFFIX));
    }

    /** The number that a file's name tells; 0 if it tells none. */
    static long number(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.matches("\\d{10}\\..*") ? Long.parseLong(name.substring(0, 10)) : 0;
    }

    /** A number above all that are here, those that were set aside included. */
    long nextNumber() throws IOException {
        long highest = 0;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(path)) {
            for (Path file : all) {
                highest = Math.max(highest, number(file));
            }
        }
        return highest + 1;
    }

    /** Whether somebody deleted it. */
    boolean isGone() {
        return !Files.exists(path.resolve(LOCK));
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            System.clearProperty(key);
        }
    }

    private static @Nullable JournalDirectory tryLock(Path path) throws IOException {
        String key = LOCKED_BY_THIS_JVM + path.toRealPath();
        if (System.getProperties().putIfAbsent(key, "") != null) {
            return null;
        }
        FileChannel channel = null;
        JournalDirectory locked = null;
        try {
            channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            locked = lock == null ? null : new JournalDirectory(path, key, channel);
            return locked;
        } catch (OverlappingFileLockException e) {
            return null;
        } finally {
            if (locked == null) {
                System.clearProperty(key);
                if (channel != null) {
                    channel.close();
                }
            }
        }
    }

    private static List<Path> segments(Path directory) throws IOException {
        List<Path> segments = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
            all.forEach(segments::add);
        }
        segments.removeIf(file -> number(file) == 0);
        segments.sort(null);
        return segments;
    }
}
