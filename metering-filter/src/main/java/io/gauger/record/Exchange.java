package io.gauger.record;

import org.jspecify.annotations.Nullable;

/**
 * The HTTP side of a metered request.
 *
 * @param method the HTTP method
 * @param path the decoded path inside the application, without the query, which may hold secrets
 * @param status the status that was answered
 * @param streaming whether the answer was an event stream
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

    /** Longer methods, paths and user agents are cut to these many characters, so that any database takes them. */
    private static final int LONGEST_METHOD = 32;

    private static final int LONGEST_PATH = 1024;
    private static final int LONGEST_USER_AGENT = 512;
    private static final int LONGEST_ADDRESS = 64;

    public Exchange {
        method = storable(method, LONGEST_METHOD);
        path = storable(path, LONGEST_PATH);
        clientIp = clientIp == null ? null : storable(clientIp, LONGEST_ADDRESS);
        userAgent = userAgent == null ? null : storable(userAgent, LONGEST_USER_AGENT);
    }

    /** Databases refuse NUL and halves of surrogate pairs; a cut must not make one. */
    private static String storable(String text, int longest) {
        int end = Math.min(text.length(), longest);
        if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        StringBuilder clean = null;
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c) && i + 1 < end && Character.isLowSurrogate(text.charAt(i + 1));
            if (c == 0 || (Character.isSurrogate(c) && !pair)) {
                clean = clean == null ? new StringBuilder(text.substring(0, end)) : clean;
                clean.setCharAt(i, '\uFFFD');
            } else if (pair) {
                i++;
            }
        }
        return clean == null ? text.substring(0, end) : clean.toString();
    }
}
