package io.gauger.filter;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;

/** The container's stream, with what is read from it counted. */
final class MeteredInputStream extends ServletInputStream {
    private final ServletInputStream stream;
    private final MeteredExchange exchange;
    private final RequestBody body;
    private boolean closed;

    MeteredInputStream(ServletInputStream stream, MeteredExchange exchange) {
        this.stream = stream;
        this.exchange = exchange;
        this.body = exchange.requestBody();
    }

    @Override
    public int read() throws IOException {
        try {
            int b = stream.read();
            body.read(b < 0 ? 0 : 1);
            return b;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            int count = stream.read(bytes, offset, length);
            body.read(Math.max(0, count));
            return count;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private IOException failed(IOException e) {
        return closed ? e : exchange.requestCutShort(e);
    }

    @Override
    public int available() throws IOException {
        return stream.available();
    }

    @Override
    public void close() throws IOException {
        closed = true;
        stream.close();
    }

    @Override
    public boolean isFinished() {
        return stream.isFinished();
    }

    @Override
    public boolean isReady() {
        return stream.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
        stream.setReadListener(listener);
    }
}
