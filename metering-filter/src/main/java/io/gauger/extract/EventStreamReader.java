package io.gauger.extract;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads a {@code text/event-stream} body whose events hold JSON. The value at a path is the last one, other than null,
 * that any event held there. Events that are no JSON are counted and passed over; {@code [DONE]} is not counted.
 */
public final class EventStreamReader implements BodyReader {
    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

    private final JsonScanner scanner;
    private final @Nullable JsonValue[] last;
    private final EventLines lines;
    private final @Nullable KeptEvents kept;

    private long sseEvents;
    private boolean anyJson;
    private boolean tooLarge;

    public EventStreamReader(PathSet paths) {
        this(paths, null);
    }

    /** Also keeps what the other listener keeps of the events. */
    public EventStreamReader(PathSet paths, @Nullable KeptEvents kept) {
        this.scanner = new JsonScanner(paths);
        this.last = new JsonValue[paths.size()];
        this.kept = kept;
        this.lines = new EventLines(kept == null ? new Events() : kept.behind(new Events()));
    }

    @Override
    public void read(byte[] bytes, int offset, int length) {
        lines.feed(bytes, offset, length);
    }

    /** An unfinished last event is not dispatched (WHATWG HTML, section 9.2.6). */
    @Override
    public void end() {}

    @Override
    public @Nullable JsonValue value(int slot) {
        return last[slot];
    }

    @Override
    public @Nullable KeptText text(BodyText which) {
        return kept == null ? null : kept.text(which);
    }

    @Override
    public boolean isMalformed() {
        return !anyJson;
    }

    @Override
    public boolean isTooLarge() {
        return tooLarge;
    }

    @Override
    public boolean isEventStream() {
        return true;
    }

    @Override
    public long sseEvents() {
        return sseEvents;
    }

    private final class Events implements EventLines.Listener {
        private long length;
        private boolean done = true;

        @Override
        public void data(byte[] bytes, int offset, int count) {
            for (int i = 0; done && i < count; i++) {
                done = length + i < DONE.length && bytes[offset + i] == DONE[(int) length + i];
            }
            length += count;
            scanner.feed(bytes, offset, count);
        }

        @Override
        public void dispatch() {
            if (!done || length != DONE.length) {
                sseEvents++;
                scanner.end();
                keepValues();
            }
            scanner.reset();
            length = 0;
            done = true;
        }

        private void keepValues() {
            tooLarge |= scanner.isTooLarge();
            if (scanner.isMalformed()) {
                return;
            }
            anyJson = true;
            for (int slot = 0; slot < last.length; slot++) {
                JsonValue value = scanner.value(slot);
                if (value != null && value != JsonValue.Null.NULL) {
                    last[slot] = value;
                }
            }
        }
    }
}
