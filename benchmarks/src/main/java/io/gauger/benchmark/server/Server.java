package io.gauger.benchmark.server;

import io.gauger.benchmark.Workload;
import io.gauger.benchmark.rival.Rivals;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server that runs in a process of its own, as its clients' process sees it. */
final class Server implements AutoCloseable {
    private static final long LONGEST_START = TimeUnit.MINUTES.toNanos(2);
    private static final int LONGEST_WAIT_MS = 10_000;

    private final Process process;
    private final Path folder;
    private final int port;

    private Server(Process process, Path folder, int port) {
        this.process = process;
        this.folder = folder;
        this.port = port;
    }

    /** Starts it and waits until it answers. */
    static Server start(ServerKind kind, Workload workload, Rivals rival, String... jvmOptions)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("gauger-benchmark");
        int port = freePort();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(jvmOptions));
        command.addAll(kind.arguments(port, workload, rival, folder));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(folder.resolve("log").toFile()))
                .start();
        Server server = new Server(process, folder, port);
        try {
            server.awaitAnswer(workload.path());
        } catch (IOException e) {
            server.close();
            throw e;
        }
        return server;
    }

    int port() {
        return port;
    }

    /** Bytes that its heap held at most; -1 if it cannot tell any more. */
    long peakHeap() {
        try {
            HttpURLConnection connection = ask(PeakHeapServlet.PATH);
            return Long.parseLong(new String(connection.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            return -1;
        }
    }

    private void awaitAnswer(String path) throws IOException, InterruptedException {
        long end = System.nanoTime() + LONGEST_START;
        for (String answer = answer(path); !answer.equals("200"); answer = answer(path)) {
            if (!process.isAlive() || System.nanoTime() > end) {
                String log = Files.readString(folder.resolve("log"));
                throw new IOException("the server did not start, " + path + " said at last: " + answer + "\n" + log);
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    /** The status, or why there is none. */
    private String answer(String path) {
        try {
            return Integer.toString(ask(path).getResponseCode());
        } catch (IOException e) {
            return e.toString();
        }
    }

    private HttpURLConnection ask(String path) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
        connection.setConnectTimeout(LONGEST_WAIT_MS);
        connection.setReadTimeout(LONGEST_WAIT_MS);
        return connection;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        process.onExit().join();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
