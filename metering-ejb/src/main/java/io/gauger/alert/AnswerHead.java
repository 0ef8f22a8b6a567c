package io.gauger.alert;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The head of an HTTP/1.1 answer (RFC 9112), read by hand until a deadline, however slowly it comes; its body is never read.
 *
 * @param status from 200 to 999
 * @param retryAfter the seconds of the field of that name; zero without one, or if it is a date
 */
record AnswerHead(int status, Duration retryAfter) {
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-9]\\d{2})(?: .*)?");
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");
    private static final String RETRY_AFTER = "retry-after:";
    private static final int LONGEST_LINE = 8192;
    private static final int MOST_LINES = 200;

    /**
     * Reads past answers that are not the final one (RFC 9110, section 15.2).
     *
     * @param end of the time that it may take, by the clock
     * @throws SocketTimeoutException if it takes longer
     * @throws IOException if it cannot be read, or is no such head
     */
    static AnswerHead read(Socket socket, LongSupplier nanoTime, long end) throws IOException {
        Lines lines = new Lines(socket, nanoTime, end);
        while (true) {
            Matcher line = STATUS_LINE.matcher(lines.next());
            if (!line.matches()) {
                throw new NotHttp();
            }
            int status = Integer.parseInt(line.group(1));
            Duration retryAfter = Duration.ZERO;
            for (String field = lines.next(); !field.isEmpty(); field = lines.next()) {
                String lower = field.toLowerCase(Locale.ROOT);
                String value = lower.startsWith(RETRY_AFTER)
                        ? lower.substring(RETRY_AFTER.length()).strip()
                        : "";
                if (SECONDS.matcher(value).matches()) {
                    retryAfter = Duration.ofSeconds(Integer.parseInt(value));
                }
            }
            if (status >= 200) {
                return new AnswerHead(status, retryAfter);
            }
        }
    }

    /** What was answered is something else. */
    static final class NotHttp extends IOException {
        private static final long serialVersionUID = 1L;

        NotHttp() {
            super("not HTTP/1.1");
        }
    }

    /** The lines of the answer. */
    private static final class Lines {
        private final Socket socket;
        private final InputStream in;
        private final LongSupplier nanoTime;
        private final long end;
        private final byte[] buffer = new byte[1024];
        private int position;
        private int filled;
        private int read;

        Lines(Socket socket, LongSupplier nanoTime, long end) throws IOException {
            this.socket = socket;
            this.in = socket.getInputStream();
            this.nanoTime = nanoTime;
            this.end = end;
        }

        String next() throws IOException {
            if (++read > MOST_LINES) {
                throw new NotHttp();
            }
            StringBuilder line = new StringBuilder();
            for (int each = octet(); each != '\n'; each = octet()) {
                if (line.length() == LONGEST_LINE) {
                    throw new NotHttp();
                }
                line.append((char) each);
            }
            int length = line.length();
            if (length > 0 && line.charAt(length - 1) == '\r') {
                line.setLength(length - 1);
            }
            return line.toString();
        }

        private int octet() throws IOException {
            if (position == filled) {
                long left = (end - nanoTime.getAsLong()) / 1_000_000;
                if (left <= 0) {
                    throw new SocketTimeoutException("no whole head in time");
                }
                socket.setSoTimeout((int) left);
                int more = in.read(buffer);
                position = 0;
                filled = Math.max(0, more);
                if (more < 0) {
                    throw new IOException(
                            read == 1 ? "closed without an answer" : "closed in the middle of the answer's head");
                }
            }
            return buffer[position++] & 0xFF;
        }
    }
}
