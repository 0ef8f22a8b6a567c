package io.gauger.filter;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;

/**
 * The container's stream, with what is written to it counted and read. It is counted before it is written, since it is
 * handed over even if the client has gone, and read afterwards, so that nothing is held back.
 */
final class MeteredOutputStream extends ServletOutputStream {
    private final ServletOutputStream stream;
    private final MeteredResponse response;
    private final ResponseBody body;

    MeteredOutputStream(ServletOutputStream stream, MeteredResponse response) {
        this.stream = stream;
        this.response = response;
        this.body = response.body();
    }

    @Override
    public void write(int b) throws IOException {
        body.begin(response, false);
        body.count(1);
        try {
            stream.write(b);
        } catch (IOException e) {
            throw response.aborted(e);
        }
        body.read(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (length > 0) {
            body.begin(response, false);
            body.count(length);
        }
        try {
            stream.write(bytes, offset, length);
        } catch (IOException e) {
            throw response.aborted(e);
        }
        body.read(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
        try {
            stream.flush();
        } catch (IOException e) {
            throw response.aborted(e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            stream.close();
        } catch (IOException e) {
            throw response.aborted(e);
        }
    }

    @Override
    public boolean isReady() {
        return stream.isReady();
    }

    @Override
    public void setWriteListener(WriteListener listener) {
        stream.setWriteListener(listener);
    }
}
