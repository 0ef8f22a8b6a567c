package io.gauger.journal;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads back what {@link FrameWriter} wrote. What is read beyond the end fails with an unchecked exception. */
final class FrameReader {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private ByteBuffer bytes = NOTHING;
    private int at;
    private int end;
    private char[] text = new char[256];

    /** From now on the payload of the frame that begins there. */
    FrameReader of(ByteBuffer segment, int frame) {
        bytes = segment;
        at = frame + Frame.HEADER;
        end = at + Frame.length(Frame.check(segment, frame));
        return this;
    }

    /** Whether something is left to be read. */
    boolean hasMore() {
        return at < end;
    }

    int octet() {
        if (at >= end) {
            throw new IllegalStateException("The frame is shorter than its content");
        }
        return bytes.get(at++) & 0xFF;
    }

    long fixed() {
        long value = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            value |= (long) octet() << (8 * i);
        }
        return value;
    }

    long number() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            int octet = octet();
            value |= (octet & 0x7FL) << shift;
            if (octet < 0x80) {
                return value;
            }
        }
    }

    @Nullable
    Long numberOrNull() {
        return octet() == 0 ? null : number();
    }

    byte[] bytes() {
        byte[] some = new byte[size()];
        for (int i = 0; i < some.length; i++) {
            some[i] = (byte) octet();
        }
        return some;
    }

    String text() {
        String read = textOrNull();
        if (read == null) {
            throw new IllegalStateException("The frame lacks a text");
        }
        return read;
    }

    @Nullable
    String textOrNull() {
        int length = size() - 1;
        if (length < 0) {
            return null;
        }
        if (text.length < length) {
            text = new char[length];
        }
        for (int i = 0; i < length; i++) {
            int octet = octet();
            if (octet < 0x80) {
                text[i] = (char) octet;
            } else if (octet < 0xE0) {
                text[i] = (char) (((octet & 0x1F) << 6) | (octet() & 0x3F));
            } else {
                text[i] = (char) (((octet & 0x0F) << 12) | ((octet() & 0x3F) << 6) | (octet() & 0x3F));
            }
        }
        return new String(text, 0, length);
    }

    private int size() {
        long size = number();
        if (size < 0 || size > end - at + 1L) {
            throw new IllegalStateException("The frame is shorter than its content");
        }
        return (int) size;
    }
}
