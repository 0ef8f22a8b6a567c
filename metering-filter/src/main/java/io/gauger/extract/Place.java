package io.gauger.extract;

import io.gauger.extract.JsonPath.Element;
import io.gauger.extract.JsonPath.Member;
import io.gauger.extract.JsonPath.Step;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place in a document that is looked for, or that leads to one. Does not change once its {@link PathSet} is made.
 */
final class Place {
    /** Longer names are compared as a whole, once length and the first eight bytes are the same. */
    private static final int KEY = Long.BYTES;

    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

    private final int number;
    private final List<Place> children = new ArrayList<>();
    private byte[] name = {};
    private String text = "";
    private long key;
    private int index = -1;

    /** Of the path that ends here, or -1. */
    int slot = -1;

    /** The members by their names, in a table that is at most half full. */
    private @Nullable Place[] members = new Place[2];

    private int longestName = -1;
    private int lastElement = -1;

    Place(int number) {
        this.number = number;
    }

    /** From 0 on in its set. */
    int number() {
        return number;
    }

    /** Whether it leads to a member of an object. */
    boolean hasMembers() {
        return longestName >= 0;
    }

    /** Whether it leads to an element of an array. */
    boolean hasElements() {
        return lastElement >= 0;
    }

    List<Place> children() {
        return children;
    }

    /** How many bytes of a member's name decide whether it is looked for, were each of them escaped. */
    int longestName() {
        return longestName;
    }

    /** The last element of an array that is looked for; -1 if none is. */
    int lastElement() {
        return lastElement;
    }

    /** The member with this name, which is UTF-8 without escapes. */
    @Nullable
    Place member(byte[] utf8, int from, int end) {
        int length = end - from;
        long key = key(utf8, from, length);
        for (int i = hash(key, length) & (members.length - 1); ; i = (i + 1) & (members.length - 1)) {
            Place member = members[i];
            if (member == null) {
                return null;
            }
            if (member.key == key
                    && member.name.length == length
                    && (length <= KEY || Arrays.equals(member.name, KEY, length, utf8, from + KEY, end))) {
                return member;
            }
        }
    }

    @Nullable
    Place member(String unescaped) {
        for (Place child : children) {
            if (child.index < 0 && child.text.equals(unescaped)) {
                return child;
            }
        }
        return null;
    }

    @Nullable
    Place element(int at) {
        for (int i = 0; i < children.size(); i++) {
            if (children.get(i).index == at) {
                return children.get(i);
            }
        }
        return null;
    }

    @Nullable
    Place at(Step step) {
        return step instanceof Element element ? element(element.index()) : member(((Member) step).name());
    }

    Place add(Step step, int number) {
        Place child = new Place(number);
        if (step instanceof Element element) {
            child.index = element.index();
            lastElement = Math.max(lastElement, child.index);
        } else {
            child.text = ((Member) step).name();
            child.name = child.text.getBytes(StandardCharsets.UTF_8);
            child.key = key(child.name, 0, child.name.length);
            longestName = Math.max(longestName, 6 * child.text.length());
        }
        children.add(child);
        members = table(children);
        return child;
    }

    private static @Nullable Place[] table(List<Place> children) {
        @Nullable Place[] table = new Place[2 * Integer.highestOneBit(2 * children.size())];
        for (Place child : children) {
            if (child.index < 0) {
                int at = hash(child.key, child.name.length) & (table.length - 1);
                while (table[at] != null) {
                    at = (at + 1) & (table.length - 1);
                }
                table[at] = child;
            }
        }
        return table;
    }

    /** The first eight bytes of a name. */
    private static long key(byte[] utf8, int from, int length) {
        if (from + KEY <= utf8.length) {
            long word = Lanes.word(utf8, from);
            return length >= KEY ? word : word & ((1L << (8 * length)) - 1);
        }
        long key = 0;
        for (int i = 0; i < Math.min(length, KEY); i++) {
            key |= (utf8[from + i] & 0xFFL) << (8 * i);
        }
        return key;
    }

    private static int hash(long key, int length) {
        return (int) (((key + length) * SPREAD) >>> 40);
    }
}
