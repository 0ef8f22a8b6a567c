package io.gauger.extract;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads a {@code text/event-stream} body whose events hold JSON. The value at a path is the last one, other than null,
 * that any event held there. Events that are no JSON are counted and passed over; {@code [DONE]} is not counted.
 */
public final class EventStreamReader implements BodyReader {
    /** The data that ends a stream and is no event. */
    static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

    private final Documents documents;
    private final Events events = new Events();
    private final EventLines lines;
    private final @Nullable KeptEvents kept;
    private long sseEvents;

    public EventStreamReader(PathSet paths) {
        this(paths, null);
    }

    /** Also keeps of the events what the other listener keeps, for one body. */
    public EventStreamReader(PathSet paths, @Nullable KeptEvents kept) {
        this.documents = new Documents(paths);
        this.kept = kept;
        this.lines = new EventLines(kept == null ? events : kept.behind(events));
    }

    @Override
    public void read(byte[] bytes, int offset, int length) {
        lines.feed(bytes, offset, length);
    }

    /** An unfinished last event is not dispatched (WHATWG HTML, section 9.2.6). */
    @Override
    public void end() {}

    @Override
    public boolean reset() {
        lines.reset();
        events.reset();
        documents.reset();
        sseEvents = 0;
        return kept == null;
    }

    @Override
    public @Nullable JsonValue value(int slot) {
        return documents.found().value(slot);
    }

    @Override
    public long count(int slot) {
        return documents.found().count(slot);
    }

    @Override
    public @Nullable KeptText text(BodyText which) {
        return kept == null ? null : kept.text(which);
    }

    @Override
    public boolean isMalformed() {
        return !documents.isAnyJson();
    }

    @Override
    public boolean isTooLarge() {
        return documents.isTooLarge();
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
        private final AlikeEvents alike = new AlikeEvents();
        private long length;
        private boolean done = true;

        @Override
        public void data(byte[] bytes, int offset, int count) {
            for (int i = 0; done && i < count; i++) {
                done = length + i < DONE.length && bytes[offset + i] == DONE[(int) length + i];
            }
            length += count;
            documents.feed(bytes, offset, count);
        }

        @Override
        public void dispatch() {
            if (done && length == DONE.length) {
                documents.drop();
            } else {
                sseEvents++;
                documents.end();
            }
            reset();
        }

        @Override
        public void whole(byte[] bytes, int from, int to) {
            if (documents.isSameAgain()) {
                alike.remember(bytes, from, documents.textAt(), documents.quoteAt(), to);
            }
        }

        @Override
        public int taken(byte[] bytes, int from, int end) {
            int next = alike.end(bytes, from, end);
            sseEvents += next > from ? 1 : 0;
            return next;
        }

        /** Ready for the next event, which is to be read. */
        private void reset() {
            alike.forget();
            length = 0;
            done = true;
        }
    }
}
