package io.gauger.journal;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Builds one frame in an array of its own, from where it is copied into a segment in one go: nothing that can fail
 * stands between the claim of a place and its content. For one thread at a time.
 */
final class FrameWriter {
    private static final int ORDINARY = 1024;

    /** What grew beyond this is not kept for the next frame. */
    private static final int LARGEST_KEPT = 16 * 1024;

    private final CRC32C crc = new CRC32C();
    private byte[] bytes = new byte[ORDINARY];
    private int end = Frame.HEADER;

    /** Where the last append put the frame. */
    int at;

    /** The number that the segment had then. */
    long number;

    FrameWriter begin() {
        if (bytes.length > LARGEST_KEPT) {
            bytes = new byte[ORDINARY];
        }
        end = Frame.HEADER;
        return this;
    }

    FrameWriter octet(int value) {
        reserve(1);
        bytes[end++] = (byte) value;
        return this;
    }

    /** Eight bytes, the lowest first. */
    FrameWriter fixed(long value) {
        reserve(Long.BYTES);
        for (int i = 0; i < Long.BYTES; i++) {
            bytes[end++] = (byte) (value >>> (8 * i));
        }
        return this;
    }

    /** As few bytes as the number needs, seven bits in each; a negative one needs ten. */
    FrameWriter number(long value) {
        reserve(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[end++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[end++] = (byte) rest;
        return this;
    }

    FrameWriter number(@Nullable Long value) {
        return value == null ? octet(0) : octet(1).number(value.longValue());
    }

    FrameWriter bytes(byte[] some) {
        number(some.length);
        reserve(some.length);
        System.arraycopy(some, 0, bytes, end, some.length);
        end += some.length;
        return this;
    }

    /** What is there in the buffer, as it is. */
    void copy(ByteBuffer from, int place, int length) {
        reserve(length);
        from.get(place, bytes, end, length);
        end += length;
    }

    /** One to three bytes for each {@code char}, so that half a surrogate pair comes back as it was. */
    FrameWriter text(@Nullable String text) {
        return text(text, Integer.MAX_VALUE);
    }

    /** The same without what is beyond so many characters. */
    FrameWriter text(@Nullable String text, int longest) {
        if (text == null) {
            return number(0);
        }
        int length = Math.min(text.length(), longest);
        number(length + 1);
        reserve(3 * length);
        byte[] to = bytes;
        int place = end;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                to[place++] = (byte) c;
            } else if (c < 0x800) {
                to[place++] = (byte) (0xC0 | (c >> 6));
                to[place++] = (byte) (0x80 | (c & 0x3F));
            } else {
                to[place++] = (byte) (0xE0 | (c >> 12));
                to[place++] = (byte) (0x80 | ((c >> 6) & 0x3F));
                to[place++] = (byte) (0x80 | (c & 0x3F));
            }
        }
        end = place;
        return this;
    }

    /** Bytes that the frame takes in a segment. */
    int size() {
        return Frame.size(end - Frame.HEADER);
    }

    int length() {
        return end - Frame.HEADER;
    }

    /** Behind the header, {@link #length} bytes. */
    byte[] array() {
        return bytes;
    }

    /** The checksum of kind, length and payload. */
    int checksum(int kindAndLength) {
        int place = Frame.HEADER - Integer.BYTES;
        for (int i = 0; i < Integer.BYTES; i++) {
            bytes[place + i] = (byte) (kindAndLength >>> (8 * i));
        }
        crc.reset();
        crc.update(bytes, place, end - place);
        return (int) crc.getValue();
    }

    private void reserve(int more) {
        if (bytes.length - end < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, end + more));
        }
    }
}
