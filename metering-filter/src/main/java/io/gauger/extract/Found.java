package io.gauger.extract;

import io.gauger.extract.JsonValue.Num;
import io.gauger.extract.JsonValue.Text;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values found in a document, by the numbers of their paths. Whole numbers are kept as such and a text that was found
 * before is kept as it is, so that reading one document after the other makes no garbage.
 */
final class Found {
    /** Counts are below this, so that a sum of some does not overflow. */
    private static final long MOST = Long.MAX_VALUE / 8;

    /** A text of more bytes is not compared with the one before. */
    private static final int LONGEST_COMPARED = 128;

    private static final byte[] NO_TEXT = {};

    private static final byte NEVER = 0;
    /** Found, and gone again since its name stands twice. */
    private static final byte GONE = 1;

    private static final byte WHOLE = 2;
    private static final byte OTHER = 3;

    private final byte[] kinds;
    private final long[] wholes;
    private final @Nullable JsonValue[] others;

    /** The text that each path last held, and its bytes. */
    private final @Nullable Text[] texts;

    private final byte[][] rawTexts;

    /** The numbers of the paths that are not {@link #NEVER}, in the order in which they were found first. */
    private final int[] order;

    private int size;
    private boolean overwritten;

    Found(int paths) {
        kinds = new byte[paths];
        wholes = new long[paths];
        others = new JsonValue[paths];
        texts = new Text[paths];
        rawTexts = new byte[paths][];
        Arrays.fill(rawTexts, NO_TEXT);
        order = new int[paths];
    }

    @Nullable
    JsonValue value(int slot) {
        return switch (kinds[slot]) {
            case WHOLE -> new Num(BigDecimal.valueOf(wholes[slot]));
            case OTHER -> others[slot];
            default -> null;
        };
    }

    /** The whole number from 0 that stands there, or -1 for anything else. */
    long count(int slot) {
        if (kinds[slot] == WHOLE) {
            return wholes[slot] <= MOST ? wholes[slot] : -1;
        }
        return kinds[slot] == OTHER && others[slot] instanceof Num number ? count(number.value()) : -1;
    }

    private static long count(BigDecimal number) {
        try {
            long count = number.longValueExact();
            return count >= 0 && count <= MOST ? count : -1;
        } catch (ArithmeticException e) {
            return -1;
        }
    }

    /** A whole number from 0. */
    void whole(int slot, long number) {
        touch(slot);
        kinds[slot] = WHOLE;
        wholes[slot] = number;
    }

    void put(int slot, JsonValue value) {
        touch(slot);
        kinds[slot] = OTHER;
        others[slot] = value;
    }

    /** A text without escapes; false if it is not UTF-8. */
    boolean text(int slot, byte[] utf8, int from, int end) {
        byte[] before = rawTexts[slot];
        Text text = texts[slot];
        if (text == null || !Arrays.equals(before, 0, before.length, utf8, from, end)) {
            String plain = JsonText.plain(utf8, from, end);
            if (plain == null) {
                return false;
            }
            text = new Text(plain);
            if (end - from <= LONGEST_COMPARED) {
                texts[slot] = text;
                rawTexts[slot] = Arrays.copyOfRange(utf8, from, end);
            }
        }
        put(slot, text);
        return true;
    }

    /** Of a name that stands twice the last one counts, so what the first one held is gone. */
    void remove(Place place) {
        if (place.slot >= 0 && kinds[place.slot] != NEVER) {
            overwritten = true;
            kinds[place.slot] = GONE;
            others[place.slot] = null;
        }
        List<Place> children = place.children();
        for (int i = 0; i < children.size(); i++) {
            remove(children.get(i));
        }
    }

    private void touch(int slot) {
        if (kinds[slot] == NEVER) {
            order[size++] = slot;
        } else {
            overwritten = true;
        }
    }

    /** How many paths were found. */
    int size() {
        return size;
    }

    /** Whether a path was found twice. */
    boolean isOverwritten() {
        return overwritten;
    }

    void clear() {
        for (int i = 0; i < size; i++) {
            kinds[order[i]] = NEVER;
            others[order[i]] = null;
        }
        size = 0;
        overwritten = false;
    }

    /** Makes it as the other one is: of its document this one has found the beginning or more, or nothing of any. */
    void set(Found other) {
        if (size == other.size && !overwritten && !other.overwritten) {
            // all of it was in the beginning
            return;
        }
        clear();
        for (int i = 0; i < other.size; i++) {
            copy(other, other.order[i]);
        }
        overwritten = other.overwritten;
    }

    /**
     * Takes over what another one found, but no null.
     *
     * @param first of those it found, how many are known here already
     */
    void merge(Found other, int first) {
        for (int i = first; i < other.size; i++) {
            int slot = other.order[i];
            if (other.kinds[slot] == WHOLE
                    || (other.kinds[slot] == OTHER && other.others[slot] != JsonValue.Null.NULL)) {
                copy(other, slot);
            }
        }
    }

    private void copy(Found other, int slot) {
        touch(slot);
        kinds[slot] = other.kinds[slot];
        wholes[slot] = other.wholes[slot];
        others[slot] = other.others[slot];
    }
}
