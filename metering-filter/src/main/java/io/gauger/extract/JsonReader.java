package io.gauger.extract;

import org.jspecify.annotations.Nullable;

/** Reads a body that is one JSON document, with or without a byte order mark. */
public final class JsonReader implements BodyReader {
    private final JsonScanner scanner;
    private final ByteOrderMark mark;

    public JsonReader(PathSet paths) {
        this.scanner = new JsonScanner(paths);
        this.mark = new ByteOrderMark(scanner::feed);
    }

    @Override
    public void read(byte[] bytes, int offset, int length) {
        int skipped = mark.skip(bytes, offset, length);
        scanner.feed(bytes, offset + skipped, length - skipped);
    }

    @Override
    public void end() {
        mark.end();
        scanner.end();
    }

    @Override
    public void cut() {
        mark.end();
        scanner.cut();
    }

    @Override
    public boolean reset() {
        mark.reset();
        scanner.reset();
        return true;
    }

    @Override
    public @Nullable JsonValue value(int slot) {
        return scanner.found().value(slot);
    }

    @Override
    public long count(int slot) {
        return scanner.found().count(slot);
    }

    @Override
    public boolean isMalformed() {
        return scanner.isMalformed();
    }

    @Override
    public boolean isTooLarge() {
        return scanner.isTooLarge();
    }

    @Override
    public long sseEvents() {
        return 0;
    }
}
