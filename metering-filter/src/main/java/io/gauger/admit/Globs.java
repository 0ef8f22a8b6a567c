package io.gauger.admit;

/** Names in which a {@code *} stands for any characters, or none. All else is compared as it is written. */
public final class Globs {
    private Globs() {}

    /** Whether the pattern stands for the text. In time proportional to the product of the lengths at worst: only the last star needs to be tried again. */
    public static boolean matches(String pattern, String text) {
        int at = 0;
        int star = -1;
        int behindStar = 0;
        int i = 0;
        while (i < text.length()) {
            if (at < pattern.length() && pattern.charAt(at) == '*') {
                star = at++;
                behindStar = i;
            } else if (at < pattern.length() && pattern.charAt(at) == text.charAt(i)) {
                at++;
                i++;
            } else if (star >= 0) {
                at = star + 1;
                i = ++behindStar;
            } else {
                return false;
            }
        }
        while (at < pattern.length() && pattern.charAt(at) == '*') {
            at++;
        }
        return at == pattern.length();
    }
}
