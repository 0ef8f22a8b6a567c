package io.gauger.extract;

import io.gauger.extract.JsonPath.Element;
import io.gauger.extract.JsonPath.Member;
import io.gauger.extract.JsonPath.Step;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The paths that are looked for in a document, as a tree that a scanner walks. Immutable and safe for concurrent use. */
public final class PathSet {
    private final Map<JsonPath, Integer> slots = new LinkedHashMap<>();
    private final Node root = new Node();

    /** The given paths, each once. */
    public PathSet(Collection<JsonPath> paths) {
        for (JsonPath path : paths) {
            if (slots.putIfAbsent(path, slots.size()) == null) {
                add(path);
            }
        }
    }

    private void add(JsonPath path) {
        Node node = root;
        for (Step step : path.steps()) {
            node = node.childFor(step);
        }
        node.slot = slots.size() - 1;
    }

    /** How many paths there are. */
    int size() {
        return slots.size();
    }

    /** The number of the path, or -1 if it is not in the set. */
    public int slot(JsonPath path) {
        return slots.getOrDefault(path, -1);
    }

    Node root() {
        return root;
    }

    /** A place in the document that is looked for, or that leads to one. */
    static final class Node {
        private final List<Node> children = new ArrayList<>();
        private byte[] name = {};
        private String text = "";
        private int index = -1;
        private int longestName;
        private int slot = -1;

        int slot() {
            return slot;
        }

        boolean hasChildren() {
            return !children.isEmpty();
        }

        /** How many bytes of a member's name decide whether it is looked for, were each of them escaped. */
        int longestName() {
            return longestName;
        }

        List<Node> children() {
            return children;
        }

        @Nullable
        Node member(byte[] utf8, int length) {
            for (int i = 0; i < children.size(); i++) {
                Node child = children.get(i);
                if (child.index < 0 && Arrays.equals(child.name, 0, child.name.length, utf8, 0, length)) {
                    return child;
                }
            }
            return null;
        }

        @Nullable
        Node member(String unescaped) {
            for (Node child : children) {
                if (child.index < 0 && child.text.equals(unescaped)) {
                    return child;
                }
            }
            return null;
        }

        @Nullable
        Node element(int at) {
            for (int i = 0; i < children.size(); i++) {
                if (children.get(i).index == at) {
                    return children.get(i);
                }
            }
            return null;
        }

        private Node childFor(Step step) {
            Node known = step instanceof Element element ? element(element.index()) : member(((Member) step).name());
            if (known != null) {
                return known;
            }
            Node child = new Node();
            if (step instanceof Element element) {
                child.index = element.index();
            } else {
                child.text = ((Member) step).name();
                child.name = child.text.getBytes(StandardCharsets.UTF_8);
                longestName = Math.max(longestName, 6 * child.text.length());
            }
            children.add(child);
            return child;
        }
    }
}
