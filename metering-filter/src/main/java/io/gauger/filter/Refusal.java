package io.gauger.filter;

import io.gauger.admit.Admission.Refused;
import io.gauger.admit.RefusalReason;
import io.gauger.rate.RateState;
import io.gauger.reserve.Allowance;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Answers a request that may not run, by a problem (RFC 9457). */
final class Refusal {
    private Refusal() {}

    static void answer(Refused refused, long epochMilli, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        RateState limit = exhausted(refused);
        if (limit != null) {
            // RFC 9110, section 10.2.3, in seconds
            response.setHeader("Retry-After", Long.toString(limit.secondsToNext()));
        }
        RefusalReason reason = refused.reason();
        String told = limit == null ? "" : told(limit, epochMilli);
        answer(reason, reason.status(), reason.detail(), told, request, response);
    }

    /** For want of quota or money, with what is left of it. */
    static void answer(
            RefusalReason reason, Allowance allowance, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String detail = AllowanceFields.detail(reason, allowance.refusing());
        String told = AllowanceFields.told(allowance.refusing());
        answer(reason, allowance.status(), detail, told, request, response);
    }

    private static void answer(
            RefusalReason reason,
            int status,
            String detail,
            String told,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        byte[] problem =
                problem(reason, status, detail, request.getRequestURI(), told).getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType("application/problem+json");
        response.setHeader("Cache-Control", "no-store");
        if (status == HttpServletResponse.SC_UNAUTHORIZED) {
            // RFC 9110, section 11.6.1: a 401 names what it wants
            response.setHeader("WWW-Authenticate", "Bearer realm=\"gauger\"");
        }
        if (status == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
            response.setHeader("Retry-After", AllowanceFields.isUnknown(reason) ? "1" : "2");
        }
        if (reason == RefusalReason.ORGANIZATION_RATE_LIMITED) {
            response.setHeader("X-RateLimit-Scope", "organization");
        }
        response.setContentLength(problem.length);
        response.getOutputStream().write(problem);
    }

    /** The limit that refuses the request; null if it is none. */
    private static @Nullable RateState exhausted(Refused refused) {
        return switch (refused.reason()) {
            case RATE_LIMITED -> refused.standing().key();
            case ORGANIZATION_RATE_LIMITED -> refused.standing().account();
            default -> null;
        };
    }

    private static String problem(RefusalReason reason, int status, String detail, String instance, String told) {
        return "{\"type\":\"urn:gauger:problem:" + reason.error() + "\",\"title\":\"" + quoted(reason.title())
                + "\",\"status\":" + status + ",\"detail\":\"" + quoted(detail)
                + "\",\"instance\":\"" + quoted(instance) + "\",\"error\":\"" + reason.error() + "\"" + told + "}";
    }

    /** The limit, what is used of it, and when it is there again. */
    private static String told(RateState state, long epochMilli) {
        return ",\"limit\":" + state.limit().perMinute()
                + ",\"used\":" + Math.max(0, state.limit().capacity() - state.remaining())
                + ",\"resets_at\":\"" + Instant.ofEpochSecond(LimitFields.fullAgain(state, epochMilli)) + "\"";
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < 0x20 || Character.isSurrogate(c)) {
                quoted.append("\\u").append(String.format("%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.toString();
    }
}
