package io.gauger.admin;

import io.gauger.account.Operator;
import io.gauger.account.OperatorTokens;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.security.Principal;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets operators in: by {@code Authorization: Bearer gat_…} (RFC 6750, section 2.1), or by a login of the container with
 * the role {@code metering-admin} or {@code metering-viewer}. A right token always passes; wrong ones are counted by the
 * address they come from.
 */
final class OperatorAccess {
    static final String ADMIN = "metering-admin";
    static final String VIEWER = "metering-viewer";

    /** A token has about 40 characters; longer ones need not be hashed to be wrong. */
    private static final int LONGEST_TOKEN = 256;

    private static final String SCHEME = "bearer ";
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final Supplier<OperatorTokens> tokens;
    private final FailedLogins failedLogins;

    /** The tokens are asked for only when one was sent, since they may be where the database is. */
    OperatorAccess(Supplier<OperatorTokens> tokens, FailedLogins failedLogins) {
        this.tokens = tokens;
        this.failedLogins = failedLogins;
    }

    /**
     * Who it is.
     *
     * @throws ProblemException if nobody, or with a wrong token
     */
    Operator check(HttpServletRequest request) {
        List<String> credentials = Collections.list(request.getHeaders("Authorization"));
        String token = credentials.size() == 1 ? bearerToken(credentials.get(0)) : null;
        if (token == null && credentials.size() < 2) {
            return containerUser(request);
        }
        Operator operator =
                token != null && token.length() <= LONGEST_TOKEN ? tokens.get().find(token) : null;
        if (operator != null) {
            return operator;
        }
        String address = String.valueOf(request.getRemoteAddr());
        throw new ProblemException(
                failedLogins.add(address)
                        ? Problem.tooManyAttempts(failedLogins.secondsToNextWindow())
                        : Problem.invalidToken());
    }

    private static Operator containerUser(HttpServletRequest request) {
        Principal user = request.getUserPrincipal();
        boolean admin = user != null && request.isUserInRole(ADMIN);
        if (user == null || !(admin || request.isUserInRole(VIEWER))) {
            throw new ProblemException(Problem.missingToken());
        }
        if (!READING.contains(request.getMethod()) && comesFromElsewhere(request)) {
            throw new ProblemException(Problem.crossSite());
        }
        return new Operator("user " + user.getName(), admin);
    }

    /** A browser sends a container's login along with whatever any site makes it send, and says from where. */
    private static boolean comesFromElsewhere(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return !site.equals("same-origin") && !site.equals("none");
        }
        String origin = request.getHeader("Origin");
        if (origin == null) {
            return false;
        }
        try {
            String host = URI.create(origin).getRawAuthority();
            return host == null || !host.equalsIgnoreCase(request.getHeader("Host"));
        } catch (IllegalArgumentException e) {
            return true;
        }
    }

    /** The token; null if the credentials are of another scheme, which is then the host's own business. */
    private static @Nullable String bearerToken(String credentials) {
        String trimmed = credentials.strip();
        return trimmed.toLowerCase(Locale.ROOT).startsWith(SCHEME)
                ? trimmed.substring(SCHEME.length()).strip()
                : null;
    }
}
