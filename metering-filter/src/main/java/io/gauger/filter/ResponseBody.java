package io.gauger.filter;

import io.gauger.extract.BodyReader;
import io.gauger.measure.MediaType;
import io.gauger.measure.Meter;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the application hands to the container as the response's body: counted, and read as far as the route needs. */
final class ResponseBody {
    private final Meter meter;
    private final byte[] one = new byte[1];

    private boolean begun;
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
        if (begun) {
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
        written += bytes;
    }

    void read(byte[] bytes, int offset, int length) {
        if (reader != null) {
            reader.read(bytes, offset, length);
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

    /** What was written so far will not be sent. */
    void reset() {
        begun = false;
        written = 0;
        reader = null;
        unreadable = false;
    }

    /** The {@code Content-Length} that the application declares; -1 if it takes that back. */
    void declareLength(long length) {
        declared = length;
    }

    /** The container sends no more than was declared. */
    long bytes() {
        return declared >= 0 ? Math.min(written, declared) : written;
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
