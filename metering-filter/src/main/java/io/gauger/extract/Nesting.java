package io.gauger.extract;

import io.gauger.extract.PathSet.Node;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The containers that are open. Every level costs one bit; only those on the way to a path that is looked for, which
 * are the outermost ones, cost more.
 */
final class Nesting {
    private static final int INITIAL = 8;
    private static final int SMALL = 1024;

    private final BitSet objects = new BitSet();
    private int depth;

    /** The places of the outermost containers, as far as they are looked for, and the element each array is at. */
    private @Nullable Node[] places = new Node[INITIAL];

    private int[] elements = new int[INITIAL];
    private int placed;

    /** False if the document is deeper than is read. */
    boolean open(boolean object, @Nullable Node place) {
        if (depth == JsonScanner.DEEPEST) {
            return false;
        }
        if (place != null && place.hasChildren() && placed == depth) {
            if (placed == places.length) {
                places = Arrays.copyOf(places, 2 * placed);
                elements = Arrays.copyOf(elements, 2 * placed);
            }
            places[placed] = place;
            elements[placed] = 0;
            placed++;
        }
        objects.set(depth, object);
        depth++;
        return true;
    }

    /** False if the innermost container is of the other kind, or there is none. */
    boolean close(boolean object) {
        if (depth == 0 || objects.get(depth - 1) != object) {
            return false;
        }
        depth--;
        placed = Math.min(placed, depth);
        return true;
    }

    /** Whether no document so far was much deeper than most are. */
    boolean isSmall() {
        return objects.size() <= SMALL;
    }

    boolean isEmpty() {
        return depth == 0;
    }

    boolean inObject() {
        return depth > 0 && objects.get(depth - 1);
    }

    /** The place of the innermost container; null if nothing in it is looked for. */
    @Nullable
    Node place() {
        return placed == depth && depth > 0 ? places[placed - 1] : null;
    }

    /** Goes to the next element of the innermost array. */
    int nextElement() {
        return ++elements[placed - 1];
    }

    void clear() {
        depth = 0;
        placed = 0;
    }
}
