package io.gauger.it.suite.app;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.util.zip.CRC32;

/** Reads a request's body as it comes and answers its length and check sum. */
final class PieceReader implements ReadListener {
    private final ServletInputStream in;
    private final AsyncContext async;
    private final CRC32 sum = new CRC32();
    private long length;

    PieceReader(ServletInputStream in, AsyncContext async) {
        this.in = in;
        this.async = async;
    }

    @Override
    public void onDataAvailable() throws IOException {
        byte[] piece = new byte[4096];
        while (in.isReady() && !in.isFinished()) {
            int count = in.read(piece);
            if (count > 0) {
                sum.update(piece, 0, count);
                length += count;
            }
        }
    }

    @Override
    public void onAllDataRead() throws IOException {
        async.getResponse().getOutputStream().print(length + " " + Long.toHexString(sum.getValue()));
        async.complete();
    }

    @Override
    public void onError(Throwable failure) {
        async.complete();
    }
}
