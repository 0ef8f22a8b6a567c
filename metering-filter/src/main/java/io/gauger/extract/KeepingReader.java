package io.gauger.extract;

import org.jspecify.annotations.Nullable;

/** Reads a JSON body as another reader does, and keeps all of it up to a bound, without a byte order mark. */
public final class KeepingReader implements BodyReader {
    private final BodyReader reader;
    private final KeptBytes body;
    private final ByteOrderMark mark;

    /**
     * A reader in front of the other one.
     *
     * @param most how many bytes are kept at most
     */
    public KeepingReader(BodyReader reader, int most) {
        this.reader = reader;
        this.body = new KeptBytes(most);
        this.mark = new ByteOrderMark(body::add);
    }

    @Override
    public void read(byte[] bytes, int offset, int length) {
        reader.read(bytes, offset, length);
        int skipped = mark.skip(bytes, offset, length);
        body.add(bytes, offset + skipped, length - skipped);
    }

    @Override
    public void end() {
        reader.end();
    }

    @Override
    public void cut() {
        reader.cut();
    }

    @Override
    public @Nullable JsonValue value(int slot) {
        return reader.value(slot);
    }

    @Override
    public long count(int slot) {
        return reader.count(slot);
    }

    @Override
    public @Nullable KeptText text(BodyText which) {
        return which == BodyText.WHOLE_BODY ? body.text() : null;
    }

    @Override
    public boolean isMalformed() {
        return reader.isMalformed();
    }

    @Override
    public boolean isTooLarge() {
        return reader.isTooLarge();
    }

    @Override
    public boolean isUnreadable() {
        return reader.isUnreadable();
    }

    @Override
    public boolean isEventStream() {
        return reader.isEventStream();
    }

    @Override
    public long sseEvents() {
        return reader.sseEvents();
    }
}
