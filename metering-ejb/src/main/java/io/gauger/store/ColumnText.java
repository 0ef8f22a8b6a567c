package io.gauger.store;

import org.jspecify.annotations.Nullable;

/** Makes any text fit a column, so that no row is refused for what a caller or an answer said. */
final class ColumnText {
    private ColumnText() {}

    /** The text or its beginning; null for null and for empty text, which both mean absent. */
    static @Nullable String optional(@Nullable String text, int longest) {
        return text == null || text.isEmpty() ? null : required(text, longest);
    }

    /** Cut to so many UTF-16 units, never through a character; what no database takes becomes U+FFFD. */
    static String required(String text, int longest) {
        if (fits(text, longest)) {
            return text;
        }
        StringBuilder fit = new StringBuilder(Math.min(text.length(), longest));
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            i += Character.charCount(character);
            boolean refused =
                    character == 0 || (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE);
            int stored = refused ? 0xFFFD : character;
            if (fit.length() + Character.charCount(stored) > longest) {
                break;
            }
            fit.appendCodePoint(stored);
        }
        return fit.toString();
    }

    /** Nearly always; pairs of surrogates are looked at in full. */
    private static boolean fits(String text, int longest) {
        if (text.length() > longest) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (each == 0 || Character.isSurrogate(each)) {
                return false;
            }
        }
        return true;
    }
}
