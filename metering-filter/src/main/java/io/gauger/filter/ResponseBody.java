package io.gauger.filter;

import io.gauger.extract.BodyReader;
import io.gauger.measure.MediaType;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * What the application hands to the container as the response's body: counted, and read as far as the route needs. It is
 * a part of the exchange, which extends it so that both are one object.
 */
abstract class ResponseBody {
    private static final System.Logger LOG = System.getLogger(ResponseBody.class.getName());

    private static final String CONTENT_ENCODING = "Content-Encoding";

    /** The length of a gzip header without optional fields (RFC 1952, section 2.3). */
    private static final int GZIP_HEADER = 10;

    private byte @Nullable [] one;

    private boolean begun;
    private boolean closed;
    private long written;
    private long firstByteNanos;

    /** In case the container takes the response away; an HTTP status has three digits. */
    private short begunStatus = 200;

    private long declared = -1;
    private MediaType type = MediaType.OTHER;
    private @Nullable BodyReader reader;

    /** What counts by itself, or did so, since nobody reads. */
    private @Nullable MeteredOutputStream download;

    private boolean unreadable;

    /** Whether a reader failed, which is ours, and not that the body cannot be read. */
    private boolean readerBroken;

    private @Nullable String coding;

    /** Whether the headers were sent before anything was read, which settles the coding. */
    private boolean headersSent;

    /** What may be a gzip header, until it is known how it is to be read. */
    private byte @Nullable [] head;

    /** Whether the exchange has been recorded, behind which nobody would free what a reader holds. */
    private boolean ended;

    /** What reads it. */
    abstract ReaderPool readers();

    /** Before the first byte: content type and coding are settled now, and say how the body is read. */
    void begin(HttpServletResponse response, boolean asText) {
        if ((begun && head == null) || closed || ended) {
            return;
        }
        if (!begun) {
            begun = true;
            firstByteNanos = System.nanoTime();
            begunStatus = (short) response.getStatus();
        }
        String contentType = response.getContentType();
        type = MediaType.of(contentType);
        if (type != MediaType.OTHER && !headersSent) {
            coding = coding(response);
        }
        reader = asText || DeclaredCharset.isUtf8(contentType) ? takeReader() : null;
        unreadable = type != MediaType.OTHER && reader == null;
        if (head != null) {
            byte[] first = head;
            head = null;
            feed(first, 0, first.length);
        }
    }

    /**
     * Bytes that the container took, which {@link #begin} was told of before.
     *
     * @return whether nothing is left to be found out, and nobody reads: the way of large downloads
     */
    boolean wrote(byte[] bytes, int offset, int length) {
        count(length);
        read(bytes, offset, length);
        return length > 0 && reader == null && head == null && !closed;
    }

    /** The stream counts by itself from now on, until it is told to stop: a download is many writes, and each costs. */
    void countedBy(MeteredOutputStream stream) {
        stopCounting();
        stream.startCounting(download == null ? 0 : download.counted());
        download = stream;
    }

    private void stopCounting() {
        if (download != null) {
            download.stopCounting();
        }
    }

    /** Before a flush: with the headers the container may name a coding of its own, which it applies below the filter. */
    void beginHeaders(HttpServletResponse response) {
        if (!headersSent && !ended && (!begun || head != null)) {
            headersSent = true;
            coding = coding(response);
        }
    }

    void count(long bytes) {
        if (!closed) {
            written += bytes;
        }
    }

    /** Whatever goes wrong in here is ours, and the application must not feel it: it only wrote. */
    void read(byte[] bytes, int offset, int length) {
        if (closed) {
            return;
        }
        if (written == length && !headersSent && coding == null && isGzipHeader(bytes, offset, length)) {
            head = Arrays.copyOfRange(bytes, offset, offset + length);
        } else {
            feed(bytes, offset, length);
        }
    }

    /**
     * A stream that compresses writes its header when it is made, and the application may name the coding and the type of
     * what it writes only then, as long as the headers are not sent.
     */
    private static boolean isGzipHeader(byte[] bytes, int offset, int length) {
        return length == GZIP_HEADER && bytes[offset] == 0x1F && bytes[offset + 1] == (byte) 0x8B;
    }

    private void feed(byte[] bytes, int offset, int length) {
        if (reader == null) {
            return;
        }
        try {
            reader.read(bytes, offset, length);
        } catch (RuntimeException | Error e) {
            readerBroke(e);
        }
    }

    private @Nullable BodyReader takeReader() {
        try {
            return readers().take(type, coding);
        } catch (RuntimeException | Error e) {
            readerBroke(e);
            return null;
        }
    }

    private void readerBroke(Throwable failure) {
        reader = null;
        unreadable = true;
        readerBroken = true;
        LOG.log(Level.ERROR, "A response of route " + readers().meter().route().id() + " could not be read", failure);
    }

    void read(int b) {
        if (reader != null) {
            one = one == null ? new byte[1] : one;
            one[0] = (byte) b;
            read(one, 0, 1);
        }
    }

    /** Whether anybody wants to read what is written. */
    boolean isRead() {
        return reader != null;
    }

    /** What was written so far will not be sent; what is written next will. */
    void reset() {
        if (ended) {
            return;
        }
        free();
        stopCounting();
        download = null;
        begun = false;
        type = MediaType.OTHER;
        coding = null;
        headersSent = false;
        head = null;
        closed = false;
        written = 0;
        reader = null;
        unreadable = false;
        readerBroken = false;
    }

    /** What is written from now on will not be sent: the answer is at its end. */
    void close() {
        stopCounting();
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
        return declared >= 0 ? Math.min(written(), declared) : written();
    }

    /** Whether the application wrote more than it declared, which some containers refuse. */
    boolean exceedsDeclared() {
        return declared >= 0 && written() > declared;
    }

    /** Of an asynchronous answer another thread may ask while the application writes on or begins anew. */
    private long written() {
        MeteredOutputStream counting = download;
        return counting == null ? written : written + counting.counted();
    }

    /** The status when the body began. */
    int begunStatus() {
        return begunStatus;
    }

    /** Whether what began is a stream. */
    boolean begunAsStream() {
        return type.isStream();
    }

    long firstByteNanos() {
        return firstByteNanos;
    }

    /** Nothing more is counted or read. */
    void end(boolean complete) {
        ended = true;
        if (reader != null && complete) {
            try {
                reader.end();
            } catch (RuntimeException | Error e) {
                readerBroke(e);
            }
        }
        free();
    }

    /** What a reader holds outside the heap would else stay until the next garbage collection. */
    private void free() {
        if (reader != null) {
            try {
                reader.cut();
            } catch (RuntimeException | Error e) {
                readerBroke(e);
            }
        }
    }

    /**
     * Lets other exchanges have the reader, once nothing is asked of it any more and nobody may still write: it would
     * then read what is written here for them.
     */
    void giveReaderBack() {
        BodyReader idle = reader;
        reader = null;
        if (idle != null) {
            readers().giveBack(type, idle);
        }
    }

    @Nullable
    BodyReader reader() {
        return reader;
    }

    /** Whether what read it failed, for a reason that is ours. */
    boolean isReaderBroken() {
        return readerBroken;
    }

    boolean isUnreadable() {
        return unreadable || (reader != null && reader.isUnreadable());
    }

    private static @Nullable String coding(HttpServletResponse response) {
        // most answers have none, and to ask for the first costs containers less than for all
        if (response.getHeader(CONTENT_ENCODING) == null) {
            return null;
        }
        Collection<String> fields = response.getHeaders(CONTENT_ENCODING);
        return fields == null || fields.isEmpty() ? null : String.join(",", fields);
    }
}
