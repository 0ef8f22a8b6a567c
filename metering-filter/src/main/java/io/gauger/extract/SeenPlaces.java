package io.gauger.extract;

import java.util.Arrays;

/** The places that a document has had so far: one that it has again counts anew. */
final class SeenPlaces {
    /** By the number of a place, the document in which it was last seen. */
    private final int[] seen;

    /** Those of this document, in the order in which they were seen. */
    private final Place[] places;

    private int size;
    private int document = 1;

    /**
     * @param most how many places there are
     * @param root any place, to fill the room for others
     */
    SeenPlaces(int most, Place root) {
        seen = new int[most];
        places = new Place[most];
        Arrays.fill(places, root);
    }

    /** False if it was there already. */
    boolean add(Place place) {
        if (seen[place.number()] == document) {
            return false;
        }
        see(place);
        return true;
    }

    private void see(Place place) {
        seen[place.number()] = document;
        places[size++] = place;
    }

    /** For the next document. */
    void clear() {
        size = 0;
        document++;
    }

    /** Makes it as the other one is, of which this one has the beginning or more, or which begins with all of this one. */
    void set(SeenPlaces other) {
        for (; size > other.size; size--) {
            seen[places[size - 1].number()] = 0;
        }
        while (size < other.size) {
            see(other.places[size]);
        }
    }
}
