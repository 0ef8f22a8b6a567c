package io.gauger.admit;

import org.jspecify.annotations.Nullable;

/** What the ids and names of a caller must keep to, wherever the caller is known from. */
final class CallerRules {
    /** What every database stores whole; cut ones could be taken for each other. */
    private static final int LONGEST = 255;

    private CallerRules() {}

    /** What is wrong with a caller that the application tells; null if nothing is. */
    static @Nullable String complaint(Caller caller) {
        @Nullable
        String[] complaints = {
            complaint("account", caller.accountId()),
            complaint("key id", caller.keyId()),
            complaint("key name", caller.keyName()),
            complaint("key prefix", caller.keyPrefix()),
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
        if (value == null) {
            return null;
        }
        if (value.length() > LONGEST) {
            return what + " has at most " + LONGEST + " characters";
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
