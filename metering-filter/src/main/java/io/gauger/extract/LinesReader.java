package io.gauger.extract;

import org.jspecify.annotations.Nullable;

/**
 * Reads a body of JSON documents, one a line (NDJSON, JSON Lines). Lines end with LF or CRLF; the last one need not. The
 * value at a path is the last one, other than null, that any document held there. Lines of white space are passed over.
 */
public final class LinesReader implements BodyReader {
    private final Documents lines;
    private final ByteOrderMark mark = new ByteOrderMark(this::scan);

    private long documents;
    private boolean anyMalformed;
    private boolean inDocument;
    private boolean ended;

    public LinesReader(PathSet paths) {
        this.lines = new Documents(paths);
    }

    @Override
    public void read(byte[] bytes, int offset, int length) {
        int skipped = mark.skip(bytes, offset, length);
        scan(bytes, offset + skipped, length - skipped);
    }

    private void scan(byte[] bytes, int offset, int length) {
        int at = offset;
        int end = offset + length;
        while (at < end) {
            int lineEnd = lineFeed(bytes, at, end);
            inDocument = inDocument || Lanes.pastSpace(bytes, at, lineEnd) < lineEnd;
            lines.feed(bytes, at, lineEnd - at);
            if (lineEnd < end) {
                endLine();
            }
            at = lineEnd + 1;
        }
    }

    /** A carriage return is white space of JSON. */
    private static int lineFeed(byte[] bytes, int from, int end) {
        int at = Lanes.endOfLine(bytes, from, end);
        while (at < end && bytes[at] == '\r') {
            at = Lanes.endOfLine(bytes, at + 1, end);
        }
        return at;
    }

    private void endLine() {
        if (inDocument) {
            documents++;
            anyMalformed |= !lines.end();
        } else {
            lines.drop();
        }
        inDocument = false;
    }

    @Override
    public void end() {
        if (!ended) {
            ended = true;
            mark.end();
            endLine();
        }
    }

    /** A line that was cut short is no document. */
    @Override
    public void cut() {
        ended = true;
    }

    @Override
    public boolean reset() {
        lines.reset();
        mark.reset();
        documents = 0;
        anyMalformed = false;
        inDocument = false;
        ended = false;
        return true;
    }

    @Override
    public @Nullable JsonValue value(int slot) {
        return lines.found().value(slot);
    }

    @Override
    public long count(int slot) {
        return lines.found().count(slot);
    }

    @Override
    public boolean isMalformed() {
        return anyMalformed || documents == 0;
    }

    @Override
    public boolean isTooLarge() {
        return lines.isTooLarge();
    }

    @Override
    public boolean isStream() {
        return true;
    }

    @Override
    public long documents() {
        return documents;
    }

    @Override
    public long sseEvents() {
        return 0;
    }
}
