package io.gauger.record;

import org.jspecify.annotations.Nullable;

/**
 * The HTTP side of a metered request.
 *
 * @param method the HTTP method
 * @param path the decoded path inside the application, without the query, which may hold secrets
 * @param status the status that was answered
 * @param streaming whether the answer was an event stream or lines of JSON
 * @param clientIp the address of the peer; null if the container does not tell
 * @param userAgent the {@code User-Agent} field; null without one
 * @param latencyMs milliseconds from the filter's entry to the end of the response
 * @param ttfbMs milliseconds from the filter's entry to the first byte of the body; null without a body
 * @param requestBytes bytes of the body that the application read, or the declared length if it read none
 * @param responseBytes bytes of the body that the application handed to the container
 */
public record Exchange(
        String method,
        String path,
        int status,
        boolean streaming,
        @Nullable String clientIp,
        @Nullable String userAgent,
        long latencyMs,
        @Nullable Long ttfbMs,
        long requestBytes,
        long responseBytes) {

    /** Longer methods, paths and user agents are cut to these many characters, so that what waits for the database is bounded. */
    private static final int LONGEST_METHOD = 32;

    private static final int LONGEST_PATH = 1024;
    private static final int LONGEST_USER_AGENT = 512;
    private static final int LONGEST_ADDRESS = 64;

    public Exchange {
        method = keptMethod(method);
        path = keptPath(path);
        clientIp = keptClientIp(clientIp);
        userAgent = keptUserAgent(userAgent);
    }

    static String keptMethod(String method) {
        return cut(method, LONGEST_METHOD);
    }

    static String keptPath(String path) {
        return cut(path, LONGEST_PATH);
    }

    static @Nullable String keptClientIp(@Nullable String clientIp) {
        return clientIp == null ? null : cut(clientIp, LONGEST_ADDRESS);
    }

    static @Nullable String keptUserAgent(@Nullable String userAgent) {
        return userAgent == null ? null : cut(userAgent, LONGEST_USER_AGENT);
    }

    /** A cut must not leave half of a surrogate pair. */
    private static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest);
    }
}
