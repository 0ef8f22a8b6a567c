package io.gauger.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.measure.Flag;
import io.gauger.record.Ticket;
import io.gauger.record.UsageRecord;
import io.gauger.testing.JavaProcess;
import io.gauger.testing.Records;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process that is killed by SIGKILL leaves behind. */
class JournalKilledTest {
    private static final int KILLS = 10;
    private static final int THREADS = 4;

    @TempDir
    Path directory;

    @Test
    void everyAcknowledgedRecordIsThereAfterAKillAndNoneElse() throws Exception {
        Random random = new Random(42);
        int interrupted = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            Path own = directory.resolve(String.valueOf(kill));
            Set<UUID> acknowledged = acknowledgedUntilKilled(own, 200 + random.nextInt(3000));

            Set<UUID> completed = new HashSet<>();
            int openRequests = 0;
            try (Journal journal = Journal.open(settings(own))) {
                for (UsageRecord record : Journals.drain(journal)) {
                    if (record.measurement().flags().contains(Flag.INTERRUPTED)) {
                        openRequests++;
                    } else {
                        assertThat(completed.add(record.id())).isTrue();
                    }
                }
                assertThat(journal.state().corrupt()).isEmpty();
            }
            assertThat(completed).containsAll(acknowledged);
            // each thread may have written one that it could not acknowledge any more
            assertThat(completed.size() - acknowledged.size()).isLessThanOrEqualTo(THREADS);
            assertThat(openRequests).isLessThanOrEqualTo(2 * THREADS);
            interrupted += openRequests;
        }
        assertThat(interrupted).isPositive();
    }

    private static Set<UUID> acknowledgedUntilKilled(Path directory, int after) throws Exception {
        Process writer = JavaProcess.start(Writer.class, directory.toString());
        Set<UUID> acknowledged = new HashSet<>();
        try (DataInputStream ids = new DataInputStream(writer.getInputStream())) {
            while (acknowledged.size() < after) {
                acknowledged.add(new UUID(ids.readLong(), ids.readLong()));
            }
            writer.toHandle().destroyForcibly(); // unlike Process.destroyForcibly, leaves what was said readable
            writer.onExit().join();
            while (true) {
                acknowledged.add(new UUID(ids.readLong(), ids.readLong()));
            }
        } catch (EOFException e) {
            return acknowledged;
        }
    }

    private static JournalSettings settings(Path directory) {
        return new JournalSettings(directory, 512, 1 << 18, false);
    }

    /** Announces and completes on several threads until it is killed, and says the id of each that was completed. */
    public static final class Writer {
        private Writer() {}

        /** The other process. */
        public static void main(String[] arguments) throws Exception {
            Journal journal = Journal.open(settings(Path.of(arguments[0])));
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                threads.add(new Thread(() -> write(journal)));
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
        }

        private static void write(Journal journal) {
            byte[] said = new byte[2 * Long.BYTES];
            while (true) {
                UsageRecord record = Records.ordinary(Instant.now());
                Ticket ticket = Journals.announce(journal, record);
                ticket.complete(record);
                ByteBuffer.wrap(said)
                        .putLong(record.id().getMostSignificantBits())
                        .putLong(record.id().getLeastSignificantBits());
                try {
                    synchronized (Writer.class) {
                        System.out.write(said);
                        System.out.flush();
                    }
                } catch (IOException e) {
                    return;
                }
            }
        }
    }
}
