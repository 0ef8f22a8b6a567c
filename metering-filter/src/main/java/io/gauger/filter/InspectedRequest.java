package io.gauger.filter;

import io.gauger.extract.BodyReader;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UnsupportedEncodingException;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A request whose body was read ahead, in part or whole; whoever reads it gets every byte all the same. Forms are never read
 * ahead, so parameters and parts are the container's.
 */
final class InspectedRequest extends HttpServletRequestWrapper {
    /** So many bytes are read ahead at most. */
    static final int MOST = 64 * 1024;

    private static final System.Logger LOG = System.getLogger(InspectedRequest.class.getName());
    private static final int FIRST = 4096;

    private final ReplayedInputStream stream;
    private final int length;
    private final boolean ended;
    private byte @Nullable [] ahead;
    private @Nullable BufferedReader reader;
    private boolean streamTaken;

    /** As the application sets it, of which not every container takes notice once it is read. */
    private @Nullable String charset;

    private InspectedRequest(
            HttpServletRequest request, ReplayedInputStream stream, byte[] ahead, int length, boolean ended) {
        super(request);
        this.stream = stream;
        this.ahead = ahead;
        this.length = length;
        this.ended = ended;
    }

    /**
     * Reads ahead, as far as the client sends and no further than {@link #MOST}. What ends it too early is the application's to
     * hear of, when it reads as far.
     *
     * @return null if the request cannot be read ahead
     */
    static @Nullable InspectedRequest of(HttpServletRequest request) {
        ServletInputStream stream;
        try {
            stream = request.getInputStream();
        } catch (IOException | IllegalStateException e) {
            // a filter before ours reads it as characters
            LOG.log(Level.DEBUG, "A request cannot be inspected", e);
            return null;
        }
        long declared = request.getContentLengthLong();
        byte[] ahead = new byte[declared < 0 ? FIRST : (int) Math.min(declared, MOST)];
        int length = 0;
        boolean ended = false;
        IOException failure = null;
        try {
            while (!ended && length < MOST) {
                if (length == ahead.length) {
                    ahead = Arrays.copyOf(ahead, Math.min(MOST, 2 * length));
                }
                int read = stream.read(ahead, length, ahead.length - length);
                length += Math.max(0, read);
                ended = read < 0 || length == declared;
            }
        } catch (IOException e) {
            failure = e;
        } catch (RuntimeException | Error e) {
            // what was read must not get lost; the stream tells the application the same, or goes on
            LOG.log(Level.DEBUG, "A request could be inspected in part only", e);
        }
        ReplayedInputStream replayed = new ReplayedInputStream(request, stream, ahead, length, ended, failure);
        return new InspectedRequest(request, replayed, ahead, length, ended);
    }

    /** Has what was read ahead read by this, once, before the application reads. */
    void readBy(BodyReader body) {
        byte[] bytes = ahead;
        ahead = null;
        if (bytes != null) {
            body.read(bytes, 0, length);
        }
        if (ended) {
            body.end();
        } else {
            body.cut();
        }
    }

    @Override
    public ServletInputStream getInputStream() {
        if (reader != null) {
            throw new IllegalStateException("getReader() was called for this request");
        }
        streamTaken = true;
        return stream;
    }

    @Override
    public void setCharacterEncoding(String name) throws UnsupportedEncodingException {
        super.setCharacterEncoding(name);
        if (reader == null) {
            charset = name;
        }
    }

    @Override
    public @Nullable String getCharacterEncoding() {
        return charset == null ? super.getCharacterEncoding() : charset;
    }

    /** Servlet 6.0, section 3.12: without a charset characters are ISO-8859-1. */
    @Override
    public BufferedReader getReader() throws IOException {
        if (streamTaken) {
            throw new IllegalStateException("getInputStream() was called for this request");
        }
        BufferedReader known = reader;
        if (known == null) {
            String encoding = getCharacterEncoding();
            known = new BufferedReader(new InputStreamReader(stream, encoding == null ? "ISO-8859-1" : encoding));
            reader = known;
        }
        return known;
    }
}
