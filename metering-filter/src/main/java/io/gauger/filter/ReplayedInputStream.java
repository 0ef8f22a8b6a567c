package io.gauger.filter;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * First what was read ahead, then what the container still has; by blocking and by non-blocking reads. Used as any servlet
 * input stream, by one thread at a time.
 */
final class ReplayedInputStream extends ServletInputStream {
    private final HttpServletRequest request;
    private final ServletInputStream rest;
    private byte[] ahead;
    private int end;

    /** Whether the container has nothing more, so that it may never call a listener. */
    private boolean complete;

    private @Nullable IOException failure;
    private int at;
    private @Nullable Replay replay;

    /**
     * A stream over both.
     *
     * @param ahead what was read ahead, so many bytes of it
     * @param complete whether that is all
     * @param failure what ended reading ahead, which whoever reads so far gets too; null if nothing did
     */
    ReplayedInputStream(
            HttpServletRequest request,
            ServletInputStream rest,
            byte[] ahead,
            int end,
            boolean complete,
            @Nullable IOException failure) {
        this.request = request;
        this.rest = rest;
        this.ahead = ahead;
        this.end = end;
        this.complete = complete;
        this.failure = failure;
    }

    @Override
    public int read() throws IOException {
        if (at < end) {
            int b = ahead[at++] & 0xFF;
            replayed();
            return b;
        }
        return hasMore() ? rest.read() : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (at < end && length > 0) {
            int count = Math.min(length, end - at);
            System.arraycopy(ahead, at, bytes, offset, count);
            at += count;
            replayed();
            return count;
        }
        return length == 0 ? 0 : hasMore() ? rest.read(bytes, offset, length) : -1;
    }

    private boolean hasMore() throws IOException {
        if (failure != null) {
            throw failure;
        }
        return !complete;
    }

    private void replayed() {
        if (at == end && replay != null) {
            replay.drained();
        }
    }

    @Override
    public int available() throws IOException {
        return end - at + (complete || failure != null ? 0 : rest.available());
    }

    @Override
    public boolean isFinished() {
        return at == end && (complete || rest.isFinished());
    }

    @Override
    public boolean isReady() {
        return at < end || complete || rest.isReady();
    }

    @Override
    public void close() throws IOException {
        rest.close();
    }

    /**
     * Takes over what the container has in its buffer. Tomcat loses some of it if a body that was read by blocking in part
     * is read on without: its next look at the socket writes over what nobody took.
     */
    private void takeBuffered() throws IOException {
        if (complete || failure != null) {
            return;
        }
        int taken = 0;
        for (int more = rest.available(); more > 0 && taken < InspectedRequest.MOST; more = rest.available()) {
            ahead = Arrays.copyOf(ahead, end + Math.min(more, InspectedRequest.MOST));
            int read = Math.max(0, rest.read(ahead, end, ahead.length - end));
            end += read;
            taken += Math.max(1, read);
        }
        complete = rest.isFinished();
    }

    /** Not every container calls a listener of a body that was read already, so then it is called here. */
    @Override
    public void setReadListener(ReadListener listener) {
        Objects.requireNonNull(listener);
        if (replay != null) {
            throw new IllegalStateException("there is a ReadListener already");
        }
        if (!request.isAsyncStarted()) {
            throw new IllegalStateException("a ReadListener needs an asynchronous request");
        }
        try {
            takeBuffered();
        } catch (IOException e) {
            failure = e;
        }
        replay = new Replay(listener);
        if (complete) {
            request.getAsyncContext().start(replay::allRead);
        } else {
            rest.setReadListener(replay);
        }
    }

    /** Hears of the container, and lets the application read what was read ahead before it hears of the end. */
    private final class Replay implements ReadListener {
        private final ReadListener listener;
        private boolean ended;
        private boolean calling;

        Replay(ReadListener listener) {
            this.listener = listener;
        }

        @Override
        public void onDataAvailable() throws IOException {
            listener.onDataAvailable();
        }

        @Override
        public void onAllDataRead() throws IOException {
            ended = true;
            if (at < end) {
                calling = true;
                listener.onDataAvailable();
                calling = false;
            }
            if (at == end) {
                listener.onAllDataRead();
            }
        }

        /** In place of the container. */
        void allRead() {
            try {
                onAllDataRead();
            } catch (IOException | RuntimeException | Error e) {
                onError(e);
            }
        }

        /** Of an application that reads on by itself, outside of any call. */
        void drained() {
            if (ended && !calling) {
                request.getAsyncContext().start(this::allRead);
            }
        }

        @Override
        public void onError(Throwable failure) {
            listener.onError(failure);
        }
    }
}
