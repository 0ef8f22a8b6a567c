package io.gauger.benchmark.stub;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Where a response's bytes end. It looks at one byte of each cache line, which is less than a container does that copies
 * them: so what a filter adds stands out as much as it can. Not thread-safe.
 */
final class StubStream extends ServletOutputStream {
    private static final int CACHE_LINE = 64;

    private long bytes;
    private int flushes;
    private int seen;
    private @Nullable CRC32 checksum;

    /** Forgets what was written. */
    void reset() {
        bytes = 0;
        flushes = 0;
    }

    /** From now on all bytes are summed up, which costs far more than the rest. Null ends it. */
    void checkWith(@Nullable CRC32 sum) {
        checksum = sum;
    }

    long bytes() {
        return bytes;
    }

    int flushes() {
        return flushes;
    }

    /** Depends on every cache line, so that none may be left out. */
    int seen() {
        return seen;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) {
        bytes += length;
        int sum = seen;
        for (int i = offset; i < offset + length; i += CACHE_LINE) {
            sum += buffer[i];
        }
        seen = sum;
        if (checksum != null) {
            checksum.update(buffer, offset, length);
        }
    }

    @Override
    public void flush() {
        flushes++;
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
        throw new UnsupportedOperationException("the stub only blocks");
    }
}
