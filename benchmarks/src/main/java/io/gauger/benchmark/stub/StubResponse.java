package io.gauger.benchmark.stub;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A response that is sent nowhere. It allocates nothing unless headers are set, so that what is allocated is the
 * filter's. Not thread-safe.
 */
public final class StubResponse extends HttpServletResponseWrapper {
    private final StubStream stream = new StubStream();
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private @Nullable String contentType;
    private boolean committed;

    public StubResponse() {
        super(Unsupported.rest(HttpServletResponse.class));
    }

    /** Makes it a new response. */
    public void renew() {
        stream.reset();
        contentType = null;
        committed = false;
        if (!headers.isEmpty()) {
            headers.clear();
        }
    }

    /** Sums up every byte that is written from now on; null ends it. */
    public void checkWith(@Nullable CRC32 sum) {
        stream.checkWith(sum);
    }

    /** Bytes that were written. */
    public long bytes() {
        return stream.bytes();
    }

    /** How often it was flushed, either way. */
    public int flushes() {
        return stream.flushes();
    }

    /** To be consumed by the benchmark. */
    public int seen() {
        return stream.seen();
    }

    @Override
    public ServletOutputStream getOutputStream() {
        return stream;
    }

    @Override
    public void flushBuffer() {
        committed = true;
        stream.flush();
    }

    @Override
    public int getBufferSize() {
        return 8192;
    }

    @Override
    public boolean isCommitted() {
        return committed;
    }

    @Override
    public int getStatus() {
        return SC_OK;
    }

    @Override
    public void setContentType(@Nullable String type) {
        contentType = type;
    }

    @Override
    public @Nullable String getContentType() {
        return contentType;
    }

    @Override
    public String getCharacterEncoding() {
        return "UTF-8";
    }

    @Override
    public Locale getLocale() {
        return Locale.ROOT;
    }

    @Override
    public void setContentLength(int length) {}

    @Override
    public void setContentLengthLong(long length) {}

    @Override
    public void setHeader(String name, @Nullable String value) {
        if (value != null) {
            headers.put(name, value);
        }
    }

    @Override
    public void addHeader(String name, @Nullable String value) {
        setHeader(name, value);
    }

    @Override
    public boolean containsHeader(String name) {
        return headers.containsKey(name) || name.equalsIgnoreCase("Content-Type");
    }

    @Override
    public @Nullable String getHeader(String name) {
        if (name.equalsIgnoreCase("Content-Type")) {
            return contentType;
        }
        return headers.isEmpty() ? null : headers.get(name);
    }

    @Override
    public Collection<String> getHeaders(String name) {
        String value = getHeader(name);
        return value == null ? List.of() : List.of(value);
    }

    @Override
    public Collection<String> getHeaderNames() {
        List<String> names = new ArrayList<>(headers.keySet());
        names.add("Content-Type");
        return names;
    }
}
