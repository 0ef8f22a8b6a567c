package io.gauger.route;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A path that a route meters: exact ({@code /v1/ping}), with variables that stand for one whole segment
 * ({@code /v1/files/{bytes}}), or a prefix ({@code /v1/chat/*}, which also means {@code /v1/chat}). Each also means the
 * path with a slash behind it. Compared with the decoded {@code servletPath + pathInfo}. Immutable.
 *
 * @param text as it was written
 */
public record PathPattern(String text) {
    /** Paths that begin so belong to Gauger and are never metered. */
    static final String OWN_PATHS = "/metering";

    private static final Pattern VARIABLE = Pattern.compile("\\{[A-Za-z_][A-Za-z0-9_]*}");

    /**
     * Checks the notation.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    public PathPattern {
        if (!text.startsWith("/")) {
            throw new IllegalArgumentException("the path '" + text + "' must begin with '/'");
        }
        if (text.startsWith(OWN_PATHS)) {
            throw new IllegalArgumentException("the path '" + text + "' is Gauger's own and never metered");
        }
        if (text.contains("?")) {
            throw new IllegalArgumentException("the path '" + text + "' may hold no query");
        }
        for (String segment : segments(text.endsWith("/*") ? text.substring(0, text.length() - 1) : text)) {
            if (segment.contains("*")) {
                throw new IllegalArgumentException("the path '" + text + "' may hold '*' only as a last '/*'");
            }
            if ((segment.contains("{") || segment.contains("}"))
                    && !VARIABLE.matcher(segment).matches()) {
                throw new IllegalArgumentException(
                        "the path '" + text + "' has '" + segment + "': a variable is a whole segment, like {name}");
            }
        }
    }

    boolean isPrefix() {
        return text.endsWith("/*");
    }

    boolean hasVariables() {
        return text.indexOf('{') >= 0;
    }

    /** The segments between slashes, without the star of a prefix. */
    List<String> segments() {
        return segments(isPrefix() ? text.substring(0, text.length() - 2) : text);
    }

    /** How many segments there are, with the star of a prefix. */
    int depth() {
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            depth += text.charAt(i) == '/' ? 1 : 0;
        }
        return depth;
    }

    static boolean isVariable(String segment) {
        return segment.startsWith("{");
    }

    private static List<String> segments(String path) {
        return path.isEmpty() ? List.of() : List.of(path.substring(1).split("/", -1));
    }

    @Override
    public String toString() {
        return text;
    }
}
