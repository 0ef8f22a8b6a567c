package io.gauger.extract;

import org.jspecify.annotations.Nullable;

/**
 * Reads a body of JSON documents, one a line (NDJSON, JSON Lines). Lines end with LF or CRLF; the last one need not. The
 * value at a path is the last one, other than null, that any document held there. Lines of white space are passed over.
 */
public final class LinesReader implements BodyReader {
    private final JsonScanner scanner;
    private final Found last;
    private final ByteOrderMark mark = new ByteOrderMark(this::scan);

    private long documents;
    private boolean anyMalformed;
    private boolean tooLarge;
    private boolean inDocument;
    private boolean ended;

    public LinesReader(PathSet paths) {
        this.scanner = new JsonScanner(paths);
        this.last = new Found(paths.size());
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
            int lineEnd = at;
            while (lineEnd < end && bytes[lineEnd] != '\n') {
                byte b = bytes[lineEnd++];
                inDocument |= b != ' ' && b != '\t' && b != '\r';
            }
            scanner.feed(bytes, at, lineEnd - at);
            if (lineEnd < end) {
                endLine();
                lineEnd++;
            }
            at = lineEnd;
        }
    }

    private void endLine() {
        if (inDocument) {
            documents++;
            scanner.end();
            keepValues();
        }
        scanner.reset();
        inDocument = false;
    }

    private void keepValues() {
        tooLarge |= scanner.isTooLarge();
        if (scanner.isMalformed()) {
            anyMalformed = true;
            return;
        }
        last.merge(scanner.found(), 0);
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
        scanner.reset();
        last.clear();
        mark.reset();
        documents = 0;
        anyMalformed = false;
        tooLarge = false;
        inDocument = false;
        ended = false;
        return true;
    }

    @Override
    public @Nullable JsonValue value(int slot) {
        return last.value(slot);
    }

    @Override
    public long count(int slot) {
        return last.count(slot);
    }

    @Override
    public boolean isMalformed() {
        return anyMalformed || documents == 0;
    }

    @Override
    public boolean isTooLarge() {
        return tooLarge;
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
