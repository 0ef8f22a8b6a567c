package io.gauger.journal;

import io.gauger.record.Ticket;
import io.gauger.record.UsageRecord;
import io.gauger.route.OnError;
import io.gauger.route.Route;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** What tests of the journal share. */
final class Journals {
    private Journals() {}

    /** For what the thread that makes segments does: soon, as a rule, and later on a slow disk. */
    static ConditionFactory await() {
        return Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .atMost(Duration.ofSeconds(30));
    }

    /** Eight segments of 64 KiB, so that little fills them. */
    static JournalSettings small(Path directory) {
        return new JournalSettings(directory, 8, 1 << 16, false);
    }

    static Ticket announce(Journal journal, UsageRecord record) {
        return announce(journal, record, OnError.ZERO);
    }

    static Ticket announce(Journal journal, UsageRecord record, OnError onError) {
        Route route = Route.named(record.route())
                .on("*", record.endpoint())
                .request()
                .onError(onError)
                .build();
        return journal.announce(
                new UsageRecord(
                        record.id(),
                        record.time().toEpochMilli(),
                        record.caller(),
                        record.route(),
                        record.endpoint(),
                        record.method(),
                        record.path(),
                        record.clientIp(),
                        record.userAgent()),
                route);
    }

    /** Reads and removes everything, as the writer does. */
    static List<UsageRecord> drain(Journal journal) {
        List<UsageRecord> all = new ArrayList<>();
        Batch batch = journal.peek(100);
        while (!batch.isEmpty()) {
            all.addAll(batch.records());
            journal.remove(batch);
            batch = journal.peek(100);
        }
        return all;
    }

    static List<UUID> ids(List<UsageRecord> records) {
        return records.stream().map(UsageRecord::id).toList();
    }

    /** What is on disk now: what a process finds that starts after this one was killed. */
    static Path copy(Path directory, Path to) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path from, BasicFileAttributes ignored) throws IOException {
                Files.createDirectories(to.resolve(directory.relativize(from)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path from, BasicFileAttributes ignored) throws IOException {
                try {
                    Files.copy(from, to.resolve(directory.relativize(from)));
                } catch (NoSuchFileException e) {
                    // a segment that is drained got its next number just now
                    return FileVisitResult.CONTINUE;
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }
        });
        return to;
    }
}
