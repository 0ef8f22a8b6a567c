package io.gauger.extract;

import org.jspecify.annotations.Nullable;

/** Reads a body that is one JSON document, with or without a byte order mark. */
public final class JsonReader implements BodyReader {
    private final JsonScanner scanner;
    private final ByteOrderMark mark = new ByteOrderMark();

    public JsonReader(PathSet paths) {
        this.scanner = new JsonScanner(paths);
    }

    @Override
    public void read(byte[] bytes, int offset, int length) {
        int skipped = mark.skip(bytes, offset, length, scanner::feed);
        scanner.feed(bytes, offset + skipped, length - skipped);
    }

    @Override
    public void end() {
        mark.end(scanner::feed);
        scanner.end();
    }

    @Override
    public @Nullable JsonValue value(int slot) {
        return scanner.value(slot);
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
    public boolean reset() {
        mark.reset();
        scanner.reset();
        return scanner.isSmall();
    }

    @Override
    public long sseEvents() {
        return 0;
    }
}
