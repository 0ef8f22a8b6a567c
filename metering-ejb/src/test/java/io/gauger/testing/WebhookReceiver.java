package io.gauger.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Takes webhooks on this machine and answers as told, also with what is no HTTP, or never. */
public final class WebhookReceiver implements AutoCloseable {
    /** To the socket's output after a request was read; may wait for {@link #closing}. */
    public interface Behaviour {
        void answer(Request request, OutputStream out) throws IOException, InterruptedException;
    }

    /** What came. Names of fields are in lower case. */
    public record Request(String line, Map<String, String> fields, String body) {}

    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ServerSocket server;
    private final Thread accepting;
    private volatile Behaviour behaviour = (request, out) -> text(out, "HTTP/1.1 204 No Content\r\n\r\n");

    public WebhookReceiver() throws IOException {
        this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    }

    /** On this socket, which may speak TLS. */
    public WebhookReceiver(ServerSocket server) {
        this.server = server;
        this.accepting = start(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** What came so far. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** How many connections were made. */
    public int connections() {
        return connections.size();
    }

    public void behave(Behaviour next) {
        behaviour = next;
    }

    /** Answers with this status and nothing else. */
    public void answer(int status, String... fields) {
        behave((request, out) -> text(
                out,
                "HTTP/1.1 " + status + " As Told\r\n" + (fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n")
                        + "Content-Length: 0\r\n\r\n"));
    }

    /** Takes requests and never answers. */
    public void hang() {
        behave((request, out) -> closing.await());
    }

    public static void text(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    /** From then on connections are refused; until its thread knows, the system would still take them, and break them. */
    @Override
    public void close() throws IOException {
        closing.countDown();
        server.close();
        try {
            accepting.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (Socket connection : connections) {
            connection.close();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket connection = server.accept();
                connections.add(connection);
                start(() -> serve(connection));
            } catch (IOException e) {
                // closed, or a client that left at once
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            Request request = read(connection.getInputStream());
            requests.add(request);
            behaviour.answer(request, connection.getOutputStream());
        } catch (IOException e) {
            // the client has left, or speaks no TLS that we agree on
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Request read(InputStream in) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            lines.add(line);
        }
        Map<String, String> fields = new TreeMap<>();
        for (String field : lines.subList(1, lines.size())) {
            int colon = field.indexOf(':');
            fields.put(
                    field.substring(0, colon).toLowerCase(Locale.ROOT),
                    field.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(fields.getOrDefault("content-length", "0"));
        return new Request(lines.get(0), fields, new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int each = in.read(); each != '\n'; each = in.read()) {
            if (each < 0) {
                throw new IOException("ended");
            }
            if (each != '\r') {
                line.write(each);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private static Thread start(Runnable work) {
        Thread thread = new Thread(work, "webhook-receiver");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
