package io.gauger.admit;

import org.jspecify.annotations.Nullable;

/** What the ids and names of a caller must keep to, wherever the caller is known from. */
final class CallerRules {
    /** What the columns of records store whole; cut ones could be taken for each other. */
    private static final int LONGEST = 255;

    private static final int LONGEST_KEY_PREFIX = 32;

    private CallerRules() {}

    /** What is wrong with a caller that the application tells; null if nothing is. */
    static @Nullable String complaint(Caller caller) {
        @Nullable
        String[] complaints = {
            complaint("account", caller.accountId()),
            complaint("key id", caller.keyId()),
            complaint("key name", caller.keyName()),
            complaint("key prefix", caller.keyPrefix(), LONGEST_KEY_PREFIX),
            complaint("plan", caller.planId())
        };
        for (String complaint : complaints) {
            if (complaint != null) {
                return complaint;
            }
        }
        return null;
    }

    /** What is wrong with this id or name, which is not repeated; null if nothing is, or if it is absent. */
    static @Nullable String complaint(String what, @Nullable String value) {
        return complaint(what, value, LONGEST);
    }

    private static @Nullable String complaint(String what, @Nullable String value, int longest) {
        if (value == null) {
            return null;
        }
        if (value.length() > longest) {
            return what + " has at most " + longest + " characters";
        }
        if (value.isEmpty() || !value.equals(value.strip())) {
            return what + " is not empty and has no space at its beginning or end";
        }
        return value.codePoints().allMatch(CallerRules::isStorable)
                ? null
                : what + " has no control characters and no halves of characters";
    }

    private static boolean isStorable(int character) {
        return !Character.isISOControl(character)
                && (character < Character.MIN_SURROGATE || character > Character.MAX_SURROGATE);
    }
}
