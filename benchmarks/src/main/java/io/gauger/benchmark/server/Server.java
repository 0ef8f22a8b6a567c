package io.gauger.benchmark.server;

import io.gauger.benchmark.Workload;
import io.gauger.benchmark.rival.Rivals;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A {@link ServerProcess} that runs, as its clients' process sees it. */
final class Server implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;
    private final int port;

    private Server(Process process) throws IOException {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.US_ASCII);
        this.port = (int) number();
    }

    static Server start(Workload workload, Rivals rival, String... jvmOptions) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(jvmOptions));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ServerProcess.class.getName()));
        command.addAll(List.of(workload.name(), rival.name()));
        return new Server(
                new ProcessBuilder(command).redirectError(Redirect.DISCARD).start());
    }

    int port() {
        return port;
    }

    /** Bytes that its heap held at most; -1 if it cannot tell any more. */
    long peakHeap() {
        try {
            OutputStream input = process.getOutputStream();
            input.write('\n');
            input.flush();
            return number();
        } catch (IOException e) {
            return -1;
        }
    }

    private long number() throws IOException {
        String line = output.readLine();
        if (line == null) {
            throw new IOException("the server has ended");
        }
        return Long.parseLong(line);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
