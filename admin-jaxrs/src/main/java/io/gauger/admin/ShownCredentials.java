package io.gauger.admin;

import io.gauger.admit.Secret;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The token or key that a request shows: in {@code Authorization: Bearer} (RFC 6750, section 2.1), in {@code X-API-Key} if
 * it is a key of ours, or in {@code X-Auth-Key} beside {@code X-Auth-Email}. Credentials of other schemes are the host's
 * own business.
 *
 * @param secret the token or key; null without one
 * @param email of {@code X-Auth-Email}; null without {@code X-Auth-Key}
 * @param conflicting whether several are shown that differ, or half of a pair
 */
record ShownCredentials(@Nullable String secret, @Nullable String email, boolean conflicting) {
    private static final ShownCredentials NONE = new ShownCredentials(null, null, false);
    private static final ShownCredentials CONFLICT = new ShownCredentials(null, null, true);
    private static final String SCHEME = "bearer ";

    static ShownCredentials of(HttpServletRequest request) {
        List<String> authorization = Collections.list(request.getHeaders("Authorization"));
        if (authorization.size() > 1) {
            return CONFLICT;
        }
        ShownCredentials found = NONE;
        for (String credentials : authorization) {
            String trimmed = credentials.strip();
            if (trimmed.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
                found = found.and(trimmed.substring(SCHEME.length()).strip());
            }
        }
        for (String key : Collections.list(request.getHeaders("X-API-Key"))) {
            found = key.strip().startsWith(Secret.KEY) ? found.and(key.strip()) : found;
        }
        return found.andPair(
                Collections.list(request.getHeaders("X-Auth-Email")),
                Collections.list(request.getHeaders("X-Auth-Key")));
    }

    /** Whether it is shown as a token that was made for this e-mail, which may be null, may be. */
    boolean fits(@Nullable String madeFor) {
        return email == null || email.equalsIgnoreCase(madeFor);
    }

    private ShownCredentials andPair(List<String> emails, List<String> keys) {
        if (keys.isEmpty() || conflicting) {
            return this;
        }
        String key = keys.get(0).strip();
        boolean usable = keys.size() == 1 && emails.size() == 1 && !key.startsWith(Secret.KEY);
        if (!usable || (secret != null && !secret.equals(key))) {
            return CONFLICT;
        }
        return new ShownCredentials(key, emails.get(0).strip(), false);
    }

    private ShownCredentials and(String shown) {
        if (conflicting || shown.equals(secret)) {
            return this;
        }
        return secret == null ? new ShownCredentials(shown, null, false) : CONFLICT;
    }
}
