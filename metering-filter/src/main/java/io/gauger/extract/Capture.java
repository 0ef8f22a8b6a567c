package io.gauger.extract;

import java.util.Arrays;

/** Collects the bytes of one name or value up to a bound; off unless started. */
final class Capture {
    private static final int INITIAL = 64;

    /** A larger room is given back once a value is complete. */
    private static final int LARGEST_KEPT = 1024;

    private byte[] bytes = new byte[INITIAL];
    private int length;
    private int most;
    private boolean on;
    private boolean overflown;

    void start(int most) {
        this.most = most;
        length = 0;
        on = true;
        overflown = false;
    }

    void stop() {
        on = false;
        if (bytes.length > LARGEST_KEPT) {
            bytes = new byte[INITIAL];
        }
    }

    boolean isOn() {
        return on;
    }

    /** Whether more came than the bound allows. */
    boolean isOverflown() {
        return overflown;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    void add(byte b) {
        if (reserve(1)) {
            bytes[length++] = b;
        }
    }

    void add(byte[] from, int offset, int count) {
        if (reserve(count)) {
            System.arraycopy(from, offset, bytes, length, count);
            length += count;
        }
    }

    private boolean reserve(int count) {
        if (!on || overflown) {
            return false;
        }
        if (count > most - length) {
            overflown = true;
            return false;
        }
        if (count > bytes.length - length) {
            bytes = Arrays.copyOf(bytes, Math.min(most, Math.max(2 * bytes.length, length + count)));
        }
        return true;
    }
}
