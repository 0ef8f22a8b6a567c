package io.gauger.admin;

import io.gauger.account.Operator;
import io.gauger.admit.Admission;
import io.gauger.admit.Admission.Refused;
import io.gauger.admit.Secret;
import io.gauger.runtime.Gauger;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.security.Principal;
import java.util.Set;

/**
 * Lets operators in, by a token or by a login of the container with the role {@code metering-admin} or {@code
 * metering-viewer}, and customers by a key. A right secret always passes; wrong ones are counted by the address they come
 * from.
 */
final class Access {
    static final String ADMIN = "metering-admin";
    static final String VIEWER = "metering-viewer";

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final Gauger gauger;
    private final FailedLogins failedLogins;

    /** Tokens and keys are asked for only when one was sent, since they may be where the database is. */
    Access(Gauger gauger, FailedLogins failedLogins) {
        this.gauger = gauger;
        this.failedLogins = failedLogins;
    }

    /**
     * What this caller may.
     *
     * @throws ProblemException if it is nobody, or shows a wrong token or key
     */
    Permitted check(HttpServletRequest request) {
        ShownCredentials shown = ShownCredentials.of(request);
        String secret = shown.secret();
        if (shown.conflicting()) {
            throw wrong(request, Problem.invalidToken());
        }
        if (secret == null) {
            return Permitted.operator(gauger, containerUser(request));
        }
        if (secret.startsWith(Secret.KEY)) {
            return customer(secret, request);
        }
        Operator operator =
                secret.length() <= Secret.LONGEST ? gauger.operatorTokens().find(secret) : null;
        if (operator == null || !shown.fits(operator.email())) {
            throw wrong(request, Problem.invalidToken());
        }
        return Permitted.operator(gauger, operator);
    }

    /** By the rules that hold for its requests to the application too. */
    private Permitted customer(String key, HttpServletRequest request) {
        Admission.Decision decision = gauger.customerKeys().decide(key, request);
        if (decision instanceof Refused refused) {
            Problem problem = Problem.refusedKey(refused.reason());
            throw problem.status() == 401 ? wrong(request, problem) : new ProblemException(problem);
        }
        String account = decision.caller().accountId();
        if (account == null) {
            throw wrong(request, Problem.invalidToken());
        }
        return Permitted.customer(gauger, account);
    }

    private ProblemException wrong(HttpServletRequest request, Problem problem) {
        String address = String.valueOf(request.getRemoteAddr());
        return new ProblemException(
                failedLogins.add(address) ? Problem.tooManyAttempts(failedLogins.secondsToNextWindow()) : problem);
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
}
