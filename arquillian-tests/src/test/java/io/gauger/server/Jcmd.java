package io.gauger.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the JVM of a running server tells about itself to the JDK's {@code jcmd}. */
public final class Jcmd {
    private final long pid;

    Jcmd(long pid) {
        this.pid = pid;
    }

    /**
     * What {@code jcmd} prints for a command.
     *
     * @throws IllegalStateException if it fails, with what it printed
     */
    public String print(String... command) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
        line.add(Long.toString(pid));
        line.addAll(List.of(command));
        try {
            Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(line + "\n" + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException("Could not run " + line, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + line + " ran", e);
        }
    }
}
