package io.gauger.admit;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * The key that a request shows: in {@code Authorization: Bearer}, {@code X-API-Key}, {@code x-goog-api-key} or the
 * query parameter {@code api_key}. What does not begin with {@code gk_} belongs to the application and is not looked at.
 *
 * @param secret the key; null if none is shown, or several that differ
 * @param conflicting whether several that differ are shown
 */
record PresentedKey(@Nullable String secret, boolean conflicting) {
    private static final PresentedKey NONE = new PresentedKey(null, false);
    private static final PresentedKey CONFLICT = new PresentedKey(null, true);
    private static final String AUTHORIZATION = "Authorization";
    private static final String BEARER = "Bearer ";
    private static final String QUERY_PARAMETER = "api_key";

    static PresentedKey of(HttpServletRequest request) {
        PresentedKey found =
                NONE.andIn(request, AUTHORIZATION).andIn(request, "X-API-Key").andIn(request, "x-goog-api-key");
        String query = request.getQueryString();
        return query == null ? found : found.andIn(query);
    }

    private PresentedKey andIn(HttpServletRequest request, String header) {
        // most requests have none of the fields, and to ask for the first value costs containers less than for all
        if (request.getHeader(header) == null) {
            return this;
        }
        Enumeration<String> values = request.getHeaders(header);
        PresentedKey found = this;
        while (values != null && values.hasMoreElements()) {
            String value = values.nextElement();
            if (!header.equals(AUTHORIZATION)) {
                found = found.and(value);
            } else if (value.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
                found = found.and(value.substring(BEARER.length()));
            }
        }
        return found;
    }

    /** Read from the query itself, since asking the request for parameters may swallow the body of a form. */
    private PresentedKey andIn(String query) {
        PresentedKey found = this;
        if (query.contains(QUERY_PARAMETER) || query.indexOf('%') >= 0) {
            for (String parameter : query.split("&", -1)) {
                int equals = parameter.indexOf('=');
                if (equals > 0 && decoded(parameter.substring(0, equals)).equals(QUERY_PARAMETER)) {
                    found = found.and(decoded(parameter.substring(equals + 1)));
                }
            }
        }
        return found;
    }

    private PresentedKey and(String shown) {
        String value = shown.strip();
        if (!value.startsWith(Secret.KEY) || value.equals(secret) || conflicting) {
            return this;
        }
        return secret == null ? new PresentedKey(value, false) : CONFLICT;
    }

    /** What is no encoding is taken as it stands. */
    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return value;
        }
    }
}
