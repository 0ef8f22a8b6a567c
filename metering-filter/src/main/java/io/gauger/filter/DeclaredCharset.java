package io.gauger.filter;

import org.jspecify.annotations.Nullable;

/** The charset that a {@code Content-Type} declares. To ask allocates nothing, since every answer is asked. */
final class DeclaredCharset {
    private static final String PARAMETER = "charset=";
    private static final String[] NAMES_OF_UTF_8 = {"utf-8", "utf8", "us-ascii"};

    private DeclaredCharset() {}

    /** RFC 8259, section 8.1: JSON is UTF-8, as are event streams; another charset is an exception that is named. */
    static boolean isUtf8(@Nullable String contentType) {
        int start = contentType == null ? -1 : behindParameter(contentType);
        if (contentType == null || start < 0) {
            return true;
        }
        int semicolon = contentType.indexOf(';', start);
        int end = semicolon < 0 ? contentType.length() : semicolon;
        while (end > start && isAround(contentType.charAt(end - 1))) {
            end--;
        }
        while (start < end && isAround(contentType.charAt(start))) {
            start++;
        }
        for (String name : NAMES_OF_UTF_8) {
            if (end - start == name.length() && contentType.regionMatches(true, start, name, 0, name.length())) {
                return true;
            }
        }
        return false;
    }

    private static int behindParameter(String contentType) {
        for (int equals = contentType.indexOf('='); equals >= 0; equals = contentType.indexOf('=', equals + 1)) {
            int start = equals + 1 - PARAMETER.length();
            if (contentType.regionMatches(true, start, PARAMETER, 0, PARAMETER.length())) {
                return equals + 1;
            }
        }
        return -1;
    }

    private static boolean isAround(char c) {
        return c == '"' || Character.isWhitespace(c);
    }
}
