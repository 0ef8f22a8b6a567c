package io.gauger.benchmark.server;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A connection that is kept, by HTTP/1.1, for a client that is to cost little. */
final class Connection implements AutoCloseable {
    /** Until the next bytes of an answer. */
    static final int LONGEST_WAIT_MS = 30_000;

    private final Socket socket;
    private final InputStream in;
    private final byte[] buffer = new byte[64 * 1024];
    private int at;
    private int end;

    Connection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(LONGEST_WAIT_MS);
        in = socket.getInputStream();
    }

    /** Bytes of the answer's body; -1 if its status is not 200. */
    long get(String path) throws IOException {
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        String status = line();
        long length = 0;
        boolean chunked = false;
        for (String field = line(); !field.isEmpty(); field = line()) {
            String lower = field.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Long.parseLong(lower.substring(15).strip());
            }
            chunked |= lower.startsWith("transfer-encoding:") && lower.endsWith("chunked");
        }
        if (chunked) {
            length = skipChunks();
        } else {
            skip(length);
        }
        return status.startsWith("HTTP/1.1 200") ? length : -1;
    }

    private long skipChunks() throws IOException {
        long length = 0;
        while (true) {
            int chunk = Integer.parseInt(line(), 16);
            skip(chunk);
            line();
            if (chunk == 0) {
                return length;
            }
            length += chunk;
        }
    }

    private void skip(long bytes) throws IOException {
        long left = bytes;
        while (left > 0) {
            fill();
            int step = (int) Math.min(left, end - at);
            at += step;
            left -= step;
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            fill();
            char c = (char) buffer[at++];
            if (c == '\n') {
                return line.toString();
            }
            if (c != '\r') {
                line.append(c);
            }
        }
    }

    /** Sees to it that there is something to be read. */
    private void fill() throws IOException {
        if (at == end) {
            at = 0;
            end = Math.max(0, in.read(buffer));
            if (end == 0) {
                throw new EOFException("the server has hung up");
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
