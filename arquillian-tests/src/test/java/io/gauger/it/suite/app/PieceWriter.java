package io.gauger.it.suite.app;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;

/** Writes the same piece many times, whenever the client can take one. */
final class PieceWriter implements WriteListener {
    private final ServletOutputStream out;
    private final AsyncContext async;
    private final byte[] piece;
    private int left;

    PieceWriter(ServletOutputStream out, AsyncContext async, byte[] piece, int pieces) {
        this.out = out;
        this.async = async;
        this.piece = piece;
        this.left = pieces;
    }

    @Override
    public void onWritePossible() throws IOException {
        while (out.isReady()) {
            if (left == 0) {
                async.complete();
                return;
            }
            left--;
            out.write(piece);
        }
    }

    @Override
    public void onError(Throwable failure) {
        async.complete();
    }
}
