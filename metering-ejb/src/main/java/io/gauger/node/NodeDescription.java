package io.gauger.node;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What tells an operator which node it is. Nothing is decided by it, as two machines may tell the same.
 *
 * @param host the machine's name, or that of its container
 * @param directory where it keeps its journal and its id; null if nothing could be written
 * @param application as in {@code gauger.application}
 * @param server what the server calls itself; null if it is not known
 * @param version of Gauger; null if the JAR does not tell
 * @param startedAt when it started, by its own clock
 */
public record NodeDescription(
        String host,
        @Nullable String directory,
        String application,
        @Nullable String server,
        @Nullable String version,
        Instant startedAt) {

    private static final Path NAME_ON_LINUX = Path.of("/proc/sys/kernel/hostname");

    /** What there is to tell of this process, which starts now. */
    public static NodeDescription here(@Nullable Path directory, String application, @Nullable String server) {
        return new NodeDescription(
                hostName(),
                directory == null ? null : directory.toAbsolutePath().toString(),
                application,
                server,
                NodeDescription.class.getPackage().getImplementationVersion(),
                Instant.now());
    }

    /** Asks the resolver only where the system does not tell, as that may take seconds. */
    private static String hostName() {
        try {
            return Files.readString(NAME_ON_LINUX).strip();
        } catch (IOException | SecurityException e) {
            try {
                return InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException unknown) {
                return "unknown";
            }
        }
    }
}
