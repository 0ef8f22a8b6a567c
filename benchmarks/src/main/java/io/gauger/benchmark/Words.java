package io.gauger.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is to be run, from words as {@code rounds=3 rivals=gauger}; what is not said is as it is by default. */
public final class Words {
    private final Map<String, String> values;

    /**
     * Reads them.
     *
     * @throws IllegalArgumentException if one is none of the names that have a default
     */
    public Words(Map<String, String> defaults, List<String> words) {
        values = new HashMap<>(defaults);
        for (String word : words) {
            String[] parts = word.split("=", 2);
            if (parts.length < 2 || !defaults.containsKey(parts[0])) {
                throw new IllegalArgumentException("'" + word + "' is none of " + defaults);
            }
            values.put(parts[0], parts[1]);
        }
    }

    /** What is said; empty for a name that has no default. */
    public String text(String name) {
        return values.getOrDefault(name, "");
    }

    /** The number that is said. */
    public int number(String name) {
        return Integer.parseInt(text(name));
    }

    /**
     * Those of the constants that are named, in their order.
     *
     * @throws IllegalArgumentException if a name is none of them
     */
    public static <E extends Enum<E>> List<E> some(E[] all, String names) {
        List<String> wanted = new ArrayList<>(Arrays.asList(names.split(",", -1)));
        List<E> found =
                Arrays.stream(all).filter(one -> wanted.contains(name(one))).toList();
        found.forEach(one -> wanted.removeAll(List.of(name(one))));
        if (!wanted.isEmpty()) {
            throw new IllegalArgumentException("'" + String.join(",", wanted) + "' is none of " + names(all));
        }
        return found;
    }

    /** All constants as they are named here. */
    static String names(Enum<?>[] all) {
        return String.join(",", Arrays.stream(all).map(Words::name).toList());
    }

    private static String name(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
