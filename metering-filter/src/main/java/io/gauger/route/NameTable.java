package io.gauger.route;

import org.jspecify.annotations.Nullable;

/**
 * Values by name, found by a part of a longer text without making a string of it. By open addressing: the names are
 * those of the configuration, so nobody can choose them to collide. Safe for concurrent reading once it is filled.
 */
final class NameTable<V> {
    private @Nullable String[] names = {null, null};
    private @Nullable Object[] values = {null, null};
    private int size;

    /** The value of the name that stands between these places of the text; null if there is none. */
    @SuppressWarnings("unchecked") // only a V is put in
    @Nullable
    V find(String text, int start, int end) {
        if (size == 0) {
            return null;
        }
        int at = place(hash(text, start, end));
        String name;
        while ((name = names[at]) != null) {
            if (name.length() == end - start && text.startsWith(name, start)) {
                return (V) values[at];
            }
            at = (at + 1) & (names.length - 1);
        }
        return null;
    }

    /** Puts in a value for a name that has none yet. */
    void put(String name, V value) {
        if (2 * (size + 1) > names.length) {
            grow();
        }
        insert(name, value);
        size++;
    }

    /** At most half of the places are taken, so that a search ends soon. */
    private void grow() {
        @Nullable String[] oldNames = names;
        @Nullable Object[] oldValues = values;
        names = new String[2 * oldNames.length];
        values = new Object[2 * oldValues.length];
        for (int i = 0; i < oldNames.length; i++) {
            String name = oldNames[i];
            Object value = oldValues[i];
            if (name != null && value != null) {
                insert(name, value);
            }
        }
    }

    private void insert(String name, Object value) {
        int at = place(hash(name, 0, name.length()));
        while (names[at] != null) {
            at = (at + 1) & (names.length - 1);
        }
        names[at] = name;
        values[at] = value;
    }

    private int place(int hash) {
        return (hash ^ (hash >>> 16)) & (names.length - 1);
    }

    private static int hash(String text, int start, int end) {
        int hash = 0;
        for (int i = start; i < end; i++) {
            hash = 31 * hash + text.charAt(i);
        }
        return hash;
    }
}
