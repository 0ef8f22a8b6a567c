package io.gauger.extract;

import io.gauger.extract.JsonPath.Step;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** The paths that are looked for in a document, as a tree that a scanner walks. Immutable and safe for concurrent use. */
public final class PathSet {
    private final Map<JsonPath, Integer> slots = new LinkedHashMap<>();
    private final Place root = new Place(0);
    private int places = 1;
    private int depth;

    /** The given paths, each once. */
    public PathSet(Collection<JsonPath> paths) {
        for (JsonPath path : paths) {
            if (slots.putIfAbsent(path, slots.size()) == null) {
                add(path);
            }
        }
    }

    private void add(JsonPath path) {
        Place place = root;
        for (Step step : path.steps()) {
            Place next = place.at(step);
            if (next == null) {
                next = place.add(step, places++);
            }
            place = next;
        }
        place.slot = slots.size() - 1;
        depth = Math.max(depth, path.steps().size());
    }

    /** How many paths there are. */
    int size() {
        return slots.size();
    }

    /** The number of the path, or -1 if it is not in the set. */
    public int slot(JsonPath path) {
        return slots.getOrDefault(path, -1);
    }

    /** The document itself. */
    Place root() {
        return root;
    }

    /** How many places there are, the root among them. */
    int places() {
        return places;
    }

    /** How many steps the longest path has. */
    int depth() {
        return depth;
    }
}
