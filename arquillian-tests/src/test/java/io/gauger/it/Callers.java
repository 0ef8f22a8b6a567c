package io.gauger.it;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * Clients that ask without a break, each for the next number, on connections that they keep while they can. They know of
 * every number whether its answer came to its end; if the server dies under them they end.
 */
final class Callers implements AutoCloseable {
    private static final int LIMIT_MILLIS = 30_000;

    private final URI server;
    private final IntFunction<String> path;
    private final String fields;
    private final AtomicInteger next;
    private final Set<Integer> completed = ConcurrentHashMap.newKeySet();
    private final Set<Integer> cutOff = ConcurrentHashMap.newKeySet();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean over;

    /** So many clients without a key, which begin at once with this number. */
    Callers(URI server, int clients, int first, IntFunction<String> path) {
        this(server, clients, first, path, null);
    }

    /** So many clients with a key, null for none. */
    Callers(URI server, int clients, int first, IntFunction<String> path, String key) {
        this.server = server;
        this.path = path;
        this.fields = "Host: " + server.getAuthority() + "\r\n" + (key == null ? "" : "X-API-Key: " + key + "\r\n");
        this.next = new AtomicInteger(first);
        for (int i = 0; i < clients; i++) {
            Thread thread = new Thread(this::ask, "caller " + i);
            threads.add(thread);
            thread.start();
        }
    }

    /** The numbers whose answers came to their end. */
    Set<Integer> completed() {
        return completed;
    }

    /** The numbers that were asked for, perhaps in vain. */
    Set<Integer> cutOff() {
        return cutOff;
    }

    /** The first number that was not asked for. */
    int next() {
        return next.get();
    }

    /** Returns once every client has found that the server has died. */
    void awaitEnds() {
        for (Thread thread : threads) {
            try {
                thread.join(LIMIT_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
    }

    /** Has everyone come to the end of the answer at hand, and waits for that. */
    @Override
    public void close() {
        over = true;
        awaitEnds();
    }

    private void ask() {
        boolean alive = true;
        while (!over && alive) {
            try (Socket socket = new Socket()) {
                socket.setSoTimeout(LIMIT_MILLIS);
                socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), LIMIT_MILLIS);
                alive = askOn(socket);
            } catch (IOException e) {
                alive = false;
            }
        }
    }

    /** Whether the server only wants another connection. */
    private boolean askOn(Socket socket) throws IOException {
        InputStream in = new BufferedInputStream(socket.getInputStream());
        while (!over) {
            int number = next.getAndIncrement();
            boolean whole = false;
            try {
                String request =
                        "GET " + server.getPath() + path.apply(number).substring(1) + " HTTP/1.1\r\n" + fields + "\r\n";
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                boolean kept = answer(in);
                whole = true;
                if (!kept) {
                    return true;
                }
            } finally {
                (whole ? completed : cutOff).add(number);
            }
        }
        return true;
    }

    /** Reads an answer to its end; whether the connection is kept. */
    private static boolean answer(InputStream in) throws IOException {
        String status = line(in);
        if (!status.startsWith("HTTP/1.1 200")) {
            throw new IOException("answered " + status);
        }
        long length = -1;
        boolean kept = true;
        for (String field = line(in); !field.isEmpty(); field = line(in)) {
            String lower = field.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Long.parseLong(
                        lower.substring("content-length:".length()).strip());
            }
            kept &= !lower.equals("connection: close");
        }
        if (length >= 0) {
            in.skipNBytes(length);
        } else {
            int chunk;
            do {
                chunk = Integer.parseInt(line(in), 16);
                in.skipNBytes(chunk);
                line(in);
            } while (chunk > 0);
        }
        return kept;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException();
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
