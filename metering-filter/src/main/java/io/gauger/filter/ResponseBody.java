package io.gauger.filter;

import io.gauger.extract.BodyReader;
import io.gauger.measure.MediaType;
import io.gauger.measure.Meter;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.System.Logger.Level;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the application hands to the container as the response's body: counted, and read as far as the route needs. */
final class ResponseBody {
    private static final System.Logger LOG = System.getLogger(ResponseBody.class.getName());

    private final Meter meter;
    private final byte[] one = new byte[1];

    private boolean begun;
    private boolean closed;
    private long written;
    private long firstByteNanos;
    private long declared = -1;
    private @Nullable BodyReader reader;
    private boolean unreadable;

    ResponseBody(Meter meter) {
        this.meter = meter;
    }

    /** Before the first byte: content type and coding are settled now, and say how the body is read. */
    void begin(HttpServletResponse response, boolean asText) {
        if (begun || closed) {
            return;
        }
        begun = true;
        firstByteNanos = System.nanoTime();
        String contentType = response.getContentType();
        MediaType type = MediaType.of(contentType);
        unreadable = type != MediaType.OTHER && (isCoded(response) || !(asText || isUtf8(contentType)));
        reader = unreadable ? null : meter.reader(type);
    }

    void count(long bytes) {
        if (!closed) {
            written += bytes;
        }
    }

    /** Whatever goes wrong in here is ours, and the application must not feel it: it only wrote. */
    void read(byte[] bytes, int offset, int length) {
        if (reader == null || closed) {
            return;
        }
        try {
            reader.read(bytes, offset, length);
        } catch (RuntimeException e) {
            reader = null;
            unreadable = true;
            LOG.log(Level.ERROR, "A response of route " + meter.route().id() + " could not be read", e);
        }
    }

    void read(int b) {
        one[0] = (byte) b;
        read(one, 0, 1);
    }

    /** Whether anybody wants to read what is written. */
    boolean isRead() {
        return reader != null;
    }

    /** What was written so far will not be sent; what is written next will. */
    void reset() {
        begun = false;
        closed = false;
        written = 0;
        reader = null;
        unreadable = false;
    }

    /** What is written from now on will not be sent: the answer is at its end. */
    void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }

    /** The {@code Content-Length} that the application declares; -1 if it takes that back. */
    void declareLength(long length) {
        declared = length;
    }

    /** The container sends no more than was declared. */
    long bytes() {
        return declared >= 0 ? Math.min(written, declared) : written;
    }

    /** Whether the application wrote more than it declared, which some containers refuse. */
    boolean exceedsDeclared() {
        return declared >= 0 && written > declared;
    }

    long firstByteNanos() {
        return firstByteNanos;
    }

    void end() {
        if (reader != null) {
            reader.end();
        }
    }

    @Nullable
    BodyReader reader() {
        return reader;
    }

    boolean isUnreadable() {
        return unreadable;
    }

    private static boolean isCoded(HttpServletResponse response) {
        String coding = response.getHeader("Content-Encoding");
        return coding != null && !coding.isBlank() && !coding.strip().equalsIgnoreCase("identity");
    }

    /** RFC 8259, section 8.1: JSON is UTF-8, as are event streams; another charset is an exception that is named. */
    private static boolean isUtf8(@Nullable String contentType) {
        String type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
        int at = type.indexOf("charset=");
        if (at < 0) {
            return true;
        }
        String charset = type.substring(at + "charset=".length()).replace("\"", "");
        int end = charset.indexOf(';');
        charset = (end < 0 ? charset : charset.substring(0, end)).strip();
        return charset.equals("utf-8") || charset.equals("utf8") || charset.equals("us-ascii");
    }
}
