package io.gauger.extract;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The containers that are open on the way to what is looked for. No more are open at a time than the longest path has
 * steps: what else a document nests is skipped.
 */
final class Nesting {
    private final Place[] places;
    private final boolean[] objects;
    private final int[] elements;
    private int depth;

    /**
     * @param root any place, to fill the room for others
     * @param most how many containers can be open
     */
    Nesting(Place root, int most) {
        places = new Place[most];
        Arrays.fill(places, root);
        objects = new boolean[most];
        elements = new int[most];
    }

    void open(boolean object, Place place) {
        places[depth] = place;
        objects[depth] = object;
        elements[depth] = 0;
        depth++;
    }

    void close() {
        depth--;
    }

    boolean isEmpty() {
        return depth == 0;
    }

    boolean inObject() {
        return objects[depth - 1];
    }

    /** The place of the innermost container. */
    Place place() {
        return places[depth - 1];
    }

    /** The next element of the innermost array; null if nothing is looked for there. */
    @Nullable
    Place nextElement() {
        return place().element(++elements[depth - 1]);
    }

    /** Whether no element of the innermost array is looked for from the next one on. */
    boolean isPastElements() {
        return elements[depth - 1] >= place().lastElement();
    }

    void set(Nesting other) {
        depth = other.depth;
        for (int i = 0; i < depth; i++) {
            places[i] = other.places[i];
            objects[i] = other.objects[i];
            elements[i] = other.elements[i];
        }
    }

    void clear() {
        depth = 0;
    }
}
