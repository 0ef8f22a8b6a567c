package io.gauger.admin;

import io.gauger.usage.OperatorTokens;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets operators in: {@code Authorization: Bearer gat_…} (RFC 6750, section 2.1). A right token always passes; wrong
 * ones are counted by the address they come from.
 */
final class OperatorAccess {
    /** A token has about 40 characters; longer ones need not be hashed to be wrong. */
    private static final int LONGEST_TOKEN = 256;

    private static final String SCHEME = "bearer ";

    private final Supplier<OperatorTokens> tokens;
    private final FailedLogins failedLogins;

    /** The tokens are asked for only when one was sent, since they may be where the database is. */
    OperatorAccess(Supplier<OperatorTokens> tokens, FailedLogins failedLogins) {
        this.tokens = tokens;
        this.failedLogins = failedLogins;
    }

    /**
     * Returns if the request shows a valid token.
     *
     * @throws ProblemException if it shows none or a wrong one
     */
    void check(HttpServletRequest request) {
        List<String> credentials = Collections.list(request.getHeaders("Authorization"));
        String token = credentials.size() == 1 ? bearerToken(credentials.get(0)) : null;
        if (token != null && token.length() <= LONGEST_TOKEN && tokens.get().matches(token)) {
            return;
        }
        if (token == null && credentials.size() < 2) {
            throw new ProblemException(Problem.missingToken());
        }
        String address = String.valueOf(request.getRemoteAddr());
        throw new ProblemException(
                failedLogins.add(address)
                        ? Problem.tooManyAttempts(failedLogins.secondsToNextWindow())
                        : Problem.invalidToken());
    }

    /** The token; null if the credentials are of another scheme, which is then the host's own business. */
    private static @Nullable String bearerToken(String credentials) {
        String trimmed = credentials.strip();
        return trimmed.toLowerCase(Locale.ROOT).startsWith(SCHEME)
                ? trimmed.substring(SCHEME.length()).strip()
                : null;
    }
}
