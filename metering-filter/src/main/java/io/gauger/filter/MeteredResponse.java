package io.gauger.filter;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * The response as the application sees it. Everything goes straight to the container's response; on the way the body's
 * bytes are counted and read. Nothing is buffered, flushed or changed.
 */
final class MeteredResponse extends HttpServletResponseWrapper {
    private static final String CONTENT_LENGTH = "Content-Length";

    private final MeteredExchange exchange;
    private final ResponseBody body;
    private @Nullable ServletOutputStream stream;
    private @Nullable PrintWriter writer;

    MeteredResponse(HttpServletResponse response, MeteredExchange exchange) {
        super(response);
        this.exchange = exchange;
        this.body = exchange.responseBody();
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        if (stream == null) {
            stream = new MeteredOutputStream(super.getOutputStream(), this);
        }
        return stream;
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        if (writer == null) {
            PrintWriter container = super.getWriter();
            writer = new MeteredWriter(container, this, Charset.forName(getCharacterEncoding()));
        }
        return writer;
    }

    @Override
    public void flushBuffer() throws IOException {
        try {
            super.flushBuffer();
        } catch (IOException e) {
            throw aborted(e);
        }
    }

    @Override
    public void resetBuffer() {
        super.resetBuffer();
        body.reset();
    }

    @Override
    public void reset() {
        super.reset();
        body.reset();
        body.declareLength(-1);
        // the application may choose anew between stream and writer
        stream = null;
        writer = null;
    }

    @Override
    public void sendError(int status, String message) throws IOException {
        beforeError();
        super.sendError(status, message);
    }

    @Override
    public void sendError(int status) throws IOException {
        beforeError();
        super.sendError(status);
    }

    /** Told before, since one container writes its error page inside {@code sendError}. */
    private void beforeError() {
        if (!isCommitted()) {
            body.reset();
            body.declareLength(-1);
            exchange.errorIsPending();
        }
    }

    @Override
    public void sendRedirect(String location) throws IOException {
        super.sendRedirect(location);
        body.reset();
    }

    @Override
    public void setContentLength(int length) {
        super.setContentLength(length);
        body.declareLength(length);
    }

    @Override
    public void setContentLengthLong(long length) {
        super.setContentLengthLong(length);
        body.declareLength(length);
    }

    @Override
    public void setHeader(String name, @Nullable String value) {
        super.setHeader(name, value);
        declareLength(name, value);
    }

    @Override
    public void addHeader(String name, @Nullable String value) {
        super.addHeader(name, value);
        declareLength(name, value);
    }

    @Override
    public void setIntHeader(String name, int value) {
        super.setIntHeader(name, value);
        declareLength(name, Integer.toString(value));
    }

    @Override
    public void addIntHeader(String name, int value) {
        super.addIntHeader(name, value);
        declareLength(name, Integer.toString(value));
    }

    /** Not every container tells the length back as a header, so it is noted on its way. */
    private void declareLength(String name, @Nullable String value) {
        if (!CONTENT_LENGTH.equalsIgnoreCase(name)) {
            return;
        }
        try {
            body.declareLength(value == null ? -1 : Long.parseLong(value.strip()));
        } catch (NumberFormatException e) {
            body.declareLength(-1);
        }
    }

    ResponseBody body() {
        return body;
    }

    void writerFailed() {
        exchange.clientAborted();
    }

    /** The container could not send: the client has gone. */
    IOException aborted(IOException e) {
        exchange.clientAborted();
        return e;
    }
}
