package io.gauger.journal;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Frames that are not being written, so that a request need not make one. No thread keeps anything of ours. */
final class WriterPool {
    /** A power of two. */
    private static final int PLACES = 32;

    /** So that two places are not in one line of a cache. */
    private static final int APART = 16;

    private final AtomicReferenceArray<@Nullable FrameWriter> waiting = new AtomicReferenceArray<>(PLACES * APART);

    FrameWriter take() {
        FrameWriter writer = waiting.getAndSet(place(), null);
        return (writer == null ? new FrameWriter() : writer).begin();
    }

    void giveBack(FrameWriter writer) {
        waiting.setRelease(place(), writer);
    }

    private static int place() {
        return ((int) Thread.currentThread().getId() & (PLACES - 1)) * APART;
    }
}
