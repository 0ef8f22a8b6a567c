package io.gauger.journal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * How a frame lies in a segment. All words are little-endian, frames begin at multiples of 8:
 *
 * <pre>
 *  0  claim  the segment's number: free; negative: claimed, the frame is so many bytes long; {@link #SEALED}: no more
 *  8  check  the segment's number: not written yet; else CRC32C, kind and length of the payload
 * 16  state  of an announcement, {@link State}; changed in place and therefore not in the checksum
 * 24  payload
 * </pre>
 *
 * A segment is filled with its number before it is used. So a word that was never written can be told from every other,
 * and a thread that still holds a segment which meanwhile got another number can claim nothing in it.
 */
final class Frame {
    static final int HEADER = 24;
    static final int ALIGNMENT = 8;
    static final long SEALED = Long.MIN_VALUE;

    /** Longer payloads are no records. */
    static final int LONGEST = 1 << 20;

    static final VarHandle WORD = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int CHECK = 8;
    private static final int STATE = 16;
    private static final int LENGTH_BITS = 24;

    /** What a frame holds. */
    enum Kind {
        ANNOUNCED(1),
        COMPLETED(2);

        private final int code;

        Kind(int code) {
            this.code = code;
        }
    }

    /** What became of an announcement: the two lowest bits of its state; the others are those of its id, which are random. */
    enum State {
        OPEN(1),
        DONE(2),
        /** It is continued by a frame of the same content in a later segment. */
        MOVED(3);

        private final int code;

        State(int code) {
            this.code = code;
        }

        long of(long idLow) {
            return (idLow & ~3L) | code;
        }
    }

    private Frame() {}

    static int size(int length) {
        return (HEADER + length + ALIGNMENT - 1) & -ALIGNMENT;
    }

    static long claim(ByteBuffer segment, int at) {
        return (long) WORD.getAcquire(segment, at);
    }

    static long check(ByteBuffer segment, int at) {
        return (long) WORD.getAcquire(segment, at + CHECK);
    }

    static long state(ByteBuffer segment, int at) {
        return (long) WORD.getAcquire(segment, at + STATE);
    }

    /** Writes what was claimed; the check, which makes it valid, comes last. */
    static void publish(ByteBuffer segment, long number, int at, FrameWriter frame, Kind kind, long state) {
        int kindAndLength = (kind.code << LENGTH_BITS) | frame.length();
        long check = ((long) salted(frame.checksum(kindAndLength), number) << Integer.SIZE) | kindAndLength;
        segment.put(at + HEADER, frame.array(), HEADER, frame.length());
        WORD.setOpaque(segment, at + STATE, state);
        WORD.setRelease(segment, at + CHECK, check);
    }

    static boolean change(ByteBuffer segment, int at, long from, long to) {
        return WORD.compareAndSet(segment, at + STATE, from, to);
    }

    /** The size of the claimed frame if a frame of that size can be here; else 0. */
    static int plausible(ByteBuffer segment, int at, long claim) {
        long size = -claim;
        return size >= HEADER && size <= size(LONGEST) && size % ALIGNMENT == 0 && size <= segment.limit() - at
                ? (int) size
                : 0;
    }

    /** Whether a whole frame of this size is here. */
    static boolean isWhole(ByteBuffer segment, long number, int at, int size, CRC32C crc) {
        long check = check(segment, at);
        int kindAndLength = (int) check;
        int length = length(check);
        if (size(length) != size || (kindAndLength >>> LENGTH_BITS) == 0) {
            return false;
        }
        crc.reset();
        for (int i = 0; i < Integer.BYTES; i++) {
            crc.update(kindAndLength >>> (8 * i));
        }
        ByteBuffer payload = segment.duplicate();
        crc.update(payload.limit(at + HEADER + length).position(at + HEADER));
        return salted((int) crc.getValue(), number) == (int) (check >>> Integer.SIZE);
    }

    static int length(long check) {
        return (int) check & ((1 << LENGTH_BITS) - 1);
    }

    /** Null if a later version wrote it. */
    static @Nullable Kind kind(long check) {
        int code = (int) check >>> LENGTH_BITS;
        for (Kind kind : Kind.values()) {
            if (kind.code == code) {
                return kind;
            }
        }
        return null;
    }

    /** What lies in a segment since it had another number is no frame; and no check is a segment's number. */
    private static int salted(int checksum, long number) {
        int salted = checksum ^ (int) ((number * 0x9E37_79B9_7F4A_7C15L) >>> Integer.SIZE);
        return salted == 0 ? 1 : salted;
    }
}
