package io.gauger.extract;

import java.io.ByteArrayOutputStream;

/** Keeps all that it reads. */
final class Collected implements BodyReader {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long length;
    private boolean complete;

    @Override
    public void read(byte[] more, int offset, int count) {
        length += count;
        if (length < 1_000_000) {
            bytes.write(more, offset, count);
        }
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    long length() {
        return length;
    }

    boolean isComplete() {
        return complete;
    }

    @Override
    public void end() {
        complete = true;
    }

    @Override
    public JsonValue value(int slot) {
        return new JsonValue.Bool(true);
    }

    @Override
    public long count(int slot) {
        return -1;
    }

    @Override
    public boolean isMalformed() {
        return true;
    }

    @Override
    public boolean isTooLarge() {
        return false;
    }

    @Override
    public long sseEvents() {
        return 0;
    }
}
