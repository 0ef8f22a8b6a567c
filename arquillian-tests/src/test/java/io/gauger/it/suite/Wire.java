package io.gauger.it.suite;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** An HTTP/1.1 client that hides nothing: answers that are cut off, and what follows an answer, stay visible. */
final class Wire {
    private static final int LIMIT_MS = 20_000;
    private static final int CONNECT_LIMIT_MS = 5_000;

    private final InputStream in;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    private Wire(InputStream in) {
        this.in = in;
    }

    /** What the application at this address answers; an answer without status if there was none. */
    static Answer send(URI application, Ask ask, String userAgent) {
        String path = application.getPath();
        String contextPath = path.substring(0, path.length() - 1);
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(application.getHost(), application.getPort()), CONNECT_LIMIT_MS);
            socket.setSoTimeout(LIMIT_MS);
            socket.getOutputStream().write(ask.onTheWire(contextPath, userAgent));
            return new Wire(new BufferedInputStream(socket.getInputStream())).answer(ask);
        } catch (IOException e) {
            return Answer.none("no answer: " + e);
        }
    }

    private Answer answer(Ask ask) throws IOException {
        String status = line();
        List<String> fields = new ArrayList<>();
        for (String field = line(); !field.isEmpty(); field = line()) {
            fields.add(field);
        }
        int code = Integer.parseInt(status.split(" ", 3)[1]);
        boolean complete = body(ask, code, fields);
        return new Answer(code, status, fields, body.toString(ISO_8859_1), complete);
    }

    /** RFC 9112, section 6.3: where a body ends. */
    private boolean body(Ask ask, int status, List<String> fields) {
        if (ask.method().equals("HEAD") || status == 204 || status == 304) {
            return true;
        }
        String length = Answer.field(fields, "content-length");
        try {
            if ("chunked".equalsIgnoreCase(Answer.field(fields, "transfer-encoding"))) {
                return chunks(ask.hangUpAfter());
            }
            if (ask.hangUpAfter() > 0) {
                return take(ask.hangUpAfter());
            }
            if (length != null) {
                return take(Long.parseLong(length));
            }
            take(Long.MAX_VALUE);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private boolean chunks(int enough) throws IOException {
        while (enough == 0 || body.size() < enough) {
            String size = line();
            int length = Integer.parseInt(size.split(";", 2)[0].strip(), 16);
            if (length == 0) {
                return line().isEmpty();
            }
            int wanted = enough == 0 ? length : Math.min(length, enough - body.size());
            if (!take(wanted)) {
                return false;
            }
            if (wanted == length) {
                line();
            }
        }
        return true;
    }

    /** Whether there were as many. */
    private boolean take(long count) throws IOException {
        byte[] piece = new byte[8192];
        long left = count;
        while (left > 0) {
            int read = in.read(piece, 0, (int) Math.min(piece.length, left));
            if (read < 0) {
                return false;
            }
            body.write(piece, 0, read);
            left -= read;
        }
        return true;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the connection ended after \"" + line + "\"");
            }
            line.append((char) c);
        }
        int end = line.length();
        return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
    }
}
