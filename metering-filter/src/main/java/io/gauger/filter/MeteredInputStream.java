package io.gauger.filter;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;

/** The container's stream, with what is read from it counted. */
final class MeteredInputStream extends ServletInputStream {
    private final ServletInputStream stream;
    private final RequestBody body;

    MeteredInputStream(ServletInputStream stream, RequestBody body) {
        this.stream = stream;
        this.body = body;
    }

    @Override
    public int read() throws IOException {
        int b = stream.read();
        if (b >= 0) {
            body.read(1);
        }
        return b;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = stream.read(bytes, offset, length);
        if (count > 0) {
            body.read(count);
        }
        return count;
    }

    @Override
    public int available() throws IOException {
        return stream.available();
    }

    @Override
    public void close() throws IOException {
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
