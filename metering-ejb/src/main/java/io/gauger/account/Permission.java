package io.gauger.account;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an operator token permits. */
public enum Permission {
    /** To see everything. */
    READ("read"),
    /** To change everything. */
    WRITE("write"),
    /** To send usage that did not pass the filter. */
    METER_WRITE("meter:write");

    private final String word;

    Permission(String word) {
        this.word = word;
    }

    /** As it is stored and told. */
    public String word() {
        return word;
    }

    /** The one that is told so; null if there is none. */
    public static @Nullable Permission of(String word) {
        for (Permission each : values()) {
            if (each.word.equals(word)) {
                return each;
            }
        }
        return null;
    }

    /** All that stand between the commas; words that mean nothing permit nothing. */
    public static Set<Permission> all(String words) {
        Set<Permission> found = EnumSet.noneOf(Permission.class);
        for (String word : words.split(",", -1)) {
            Permission permission = of(word.strip());
            if (permission != null) {
                found.add(permission);
            }
        }
        return found;
    }
}
