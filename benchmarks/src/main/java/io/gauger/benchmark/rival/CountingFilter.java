package io.gauger.benchmark.rival;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Counts bytes and knows nothing else: the floor of all wrappers. */
final class CountingFilter implements Rival {
    private long counted;

    @Override
    public void filter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        CountedResponse watched = new CountedResponse(response);
        chain.doFilter(request, watched);
        counted = watched.bytes();
    }

    @Override
    public Seen seen() {
        return new Seen(counted, null);
    }

    private static final class CountedResponse extends HttpServletResponseWrapper {
        private @Nullable CountedStream stream;

        CountedResponse(HttpServletResponse response) {
            super(response);
        }

        @Override
        public ServletOutputStream getOutputStream() throws IOException {
            if (stream == null) {
                stream = new CountedStream(super.getOutputStream());
            }
            return stream;
        }

        long bytes() {
            return stream == null ? 0 : stream.bytes;
        }
    }

    private static final class CountedStream extends ServletOutputStream {
        private final ServletOutputStream stream;
        private long bytes;

        CountedStream(ServletOutputStream stream) {
            this.stream = stream;
        }

        @Override
        public void write(int b) throws IOException {
            stream.write(b);
            bytes++;
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            stream.write(buffer, offset, length);
            bytes += length;
        }

        @Override
        public void flush() throws IOException {
            stream.flush();
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
}
