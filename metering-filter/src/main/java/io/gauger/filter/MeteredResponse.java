package io.gauger.filter;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/**
 * The response as the application sees it. Everything goes straight to the container's response; on the way the body's
 * bytes are counted and read. Nothing is buffered, flushed or changed.
 */
final class MeteredResponse extends HttpServletResponseWrapper {
    private static final String CONTENT_LENGTH = "Content-Length";

    private final MeteredExchange exchange;

    /** The stream or the writer, whichever the application took. */
    private @Nullable Closeable output;

    MeteredResponse(HttpServletResponse response, MeteredExchange exchange) {
        super(response);
        this.exchange = exchange;
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        if (output instanceof MeteredOutputStream stream) {
            return stream;
        }
        // the container refuses where the application took the other one
        MeteredOutputStream stream = new MeteredOutputStream(super.getOutputStream(), this);
        output = stream;
        return stream;
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        if (output instanceof MeteredWriter writer) {
            return writer;
        }
        PrintWriter container = super.getWriter();
        MeteredWriter writer = new MeteredWriter(container, this, EncodedLength.in(getCharacterEncoding()));
        output = writer;
        return writer;
    }

    @Override
    public void flushBuffer() throws IOException {
        body().beginHeaders(this);
        try {
            super.flushBuffer();
        } catch (IOException e) {
            throw aborted(e);
        }
    }

    @Override
    public void resetBuffer() {
        super.resetBuffer();
        body().reset();
    }

    @Override
    public void reset() {
        boolean included = exchange.isIncluding();
        super.reset();
        if (!included) {
            body().reset();
            body().declareLength(-1);
            // the application may choose anew between stream and writer
            output = null;
            exchange.tellLimits((HttpServletResponse) getResponse());
        }
    }

    @Override
    public void sendError(int status, String message) throws IOException {
        boolean effective = beforeError();
        super.sendError(status, message);
        afterError(effective);
    }

    @Override
    public void sendError(int status) throws IOException {
        boolean effective = beforeError();
        super.sendError(status);
        afterError(effective);
    }

    /** Told before, since one container writes its error page inside {@code sendError}. */
    private boolean beforeError() {
        boolean effective = decidesHeaders();
        if (effective) {
            body().reset();
            body().declareLength(-1);
            exchange.errorIsPending();
        }
        return effective;
    }

    private void afterError(boolean effective) {
        if (effective) {
            body().close();
        }
    }

    @Override
    public void sendRedirect(String location) throws IOException {
        boolean effective = decidesHeaders();
        super.sendRedirect(location);
        if (effective) {
            body().reset();
            body().close();
        }
    }

    /** Headers that are set too late or in an included servlet have no effect (Servlet 6.0, sections 5.2 and 9.3). */
    private boolean decidesHeaders() {
        return !isCommitted() && !exchange.isIncluding();
    }

    @Override
    public void setContentLength(int length) {
        declareLength(length);
        super.setContentLength(length);
    }

    @Override
    public void setContentLengthLong(long length) {
        declareLength(length);
        super.setContentLengthLong(length);
    }

    @Override
    public void setHeader(String name, @Nullable String value) {
        declareLength(name, value);
        super.setHeader(name, value);
    }

    @Override
    public void addHeader(String name, @Nullable String value) {
        declareLength(name, value);
        super.addHeader(name, value);
    }

    @Override
    public void setIntHeader(String name, int value) {
        declareLength(name, value);
        super.setIntHeader(name, value);
    }

    @Override
    public void addIntHeader(String name, int value) {
        declareLength(name, value);
        super.addIntHeader(name, value);
    }

    private void declareLength(String name, @Nullable String value) {
        if (CONTENT_LENGTH.equalsIgnoreCase(name)) {
            declareLength(length(value));
        }
    }

    private void declareLength(String name, int value) {
        if (CONTENT_LENGTH.equalsIgnoreCase(name)) {
            declareLength(value);
        }
    }

    /** Not every container tells the length back as a header, so it is noted on its way. */
    private void declareLength(long length) {
        if (decidesHeaders()) {
            body().declareLength(length);
        }
    }

    private static long length(@Nullable String value) {
        try {
            return value == null ? -1 : Long.parseLong(value.strip());
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    MeteredExchange exchange() {
        return exchange;
    }

    ResponseBody body() {
        return exchange;
    }

    /** The container could not send: the client has gone, unless there was nothing that could be sent. */
    void aborted() {
        if (!body().isClosed() && !body().exceedsDeclared()) {
            exchange.responseCutShort();
        }
    }

    IOException aborted(IOException e) {
        aborted();
        return e;
    }

    /**
     * The container has taken an asynchronous answer from under the thread that writes it, whose client has gone: Tomcat may
     * recycle a request then without a word to any listener, and its streams have no inside any more.
     */
    NullPointerException taken(NullPointerException e) {
        if (exchange.isAsynchronous()) {
            exchange.responseCutShort();
        }
        return e;
    }

    /** The status; if the container has taken the response away, that with which its body began. */
    int answeredStatus() {
        try {
            return getStatus();
        } catch (RuntimeException e) {
            return exchange.begunStatus();
        }
    }

    /** The content type; null if there is none, or the container has taken the response away. */
    @Nullable
    String answeredContentType() {
        try {
            return getContentType();
        } catch (RuntimeException e) {
            return null;
        }
    }
}
