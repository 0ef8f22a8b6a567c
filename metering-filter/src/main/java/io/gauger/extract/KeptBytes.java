package io.gauger.extract;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that are kept up to a bound, beyond which they are forgotten. Not safe for concurrent use. */
final class KeptBytes {
    private static final int INITIAL = 512;
    private static final byte[] NOTHING = {};

    private final int most;
    private byte[] bytes = NOTHING;
    private int length;
    private boolean tooLarge;

    KeptBytes(int most) {
        this.most = most;
    }

    void add(byte[] from, int offset, int count) {
        if (tooLarge) {
            return;
        }
        if (count > most - length) {
            giveUp();
            return;
        }
        if (count > bytes.length - length) {
            // As a long: twice the largest bound is more than an int.
            long grown = Math.max(INITIAL, Math.max(2L * bytes.length, (long) length + count));
            bytes = Arrays.copyOf(bytes, (int) Math.min(most, grown));
        }
        System.arraycopy(from, offset, bytes, length, count);
        length += count;
    }

    void add(KeptBytes other) {
        if (other.tooLarge) {
            giveUp();
        } else {
            add(other.bytes, 0, other.length);
        }
    }

    private void giveUp() {
        length = 0;
        bytes = NOTHING;
        tooLarge = true;
    }

    void clear() {
        length = 0;
        tooLarge = false;
    }

    boolean is(byte[] expected) {
        return !tooLarge && Arrays.equals(bytes, 0, length, expected, 0, expected.length);
    }

    /** As UTF-8, with U+FFFD for what is none. */
    KeptText text() {
        return tooLarge ? KeptText.TOO_LARGE : KeptText.of(new String(bytes, 0, length, StandardCharsets.UTF_8));
    }
}
