package io.gauger.filter;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The request as the application sees it: counts what it reads and sees to it that async answers are measured. */
final class MeteredRequest extends HttpServletRequestWrapper {
    private final MeteredResponse response;

    /** The stream or the reader, whichever the application took. */
    private @Nullable Closeable input;

    MeteredRequest(HttpServletRequest request, MeteredResponse response) {
        super(request);
        this.response = response;
    }

    MeteredResponse response() {
        return response;
    }

    /** The container would hand out its own response, past every wrapper: so ours is named. */
    @Override
    public AsyncContext startAsync() {
        return measured(super.startAsync(this, response));
    }

    @Override
    public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
        return measured(super.startAsync(request, response));
    }

    /**
     * The listener is added at once: an answer may be complete before the filter sees the dispatch return. It comes with a
     * response that has no status, since GlassFish sets 200 on that of each listener before it tells it of an error.
     */
    private AsyncContext measured(AsyncContext context) {
        response.exchange().startedAsynchronously();
        context.addListener(new AsyncEnd(response.exchange()), this, new ServletResponseWrapper(response));
        return context;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (input instanceof MeteredInputStream stream) {
            return stream;
        }
        MeteredInputStream stream = new MeteredInputStream(super.getInputStream(), response.exchange());
        input = stream;
        return stream;
    }

    @Override
    public BufferedReader getReader() throws IOException {
        if (input instanceof BufferedReader reader) {
            return reader;
        }
        BufferedReader reader = MeteredReader.of(super.getReader(), getCharacterEncoding(), response.exchange());
        input = reader;
        return reader;
    }
}
