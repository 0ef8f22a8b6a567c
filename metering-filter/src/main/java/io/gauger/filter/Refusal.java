package io.gauger.filter;

import io.gauger.admit.RefusalReason;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Answers a request that may not run, by a problem (RFC 9457). */
final class Refusal {
    private Refusal() {}

    static void answer(RefusalReason reason, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        answer(reason, reason.status(), reason.detail(), request, response);
    }

    /** With another status and other words than the reason's own. */
    static void answer(
            RefusalReason reason, int status, String detail, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        byte[] problem =
                problem(reason, status, detail, request.getRequestURI()).getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType("application/problem+json");
        response.setHeader("Cache-Control", "no-store");
        if (status == HttpServletResponse.SC_UNAUTHORIZED) {
            // RFC 9110, section 11.6.1: a 401 names what it wants
            response.setHeader("WWW-Authenticate", "Bearer realm=\"gauger\"");
        }
        if (reason == RefusalReason.NOT_READY) {
            response.setHeader("Retry-After", "2");
        }
        response.setContentLength(problem.length);
        response.getOutputStream().write(problem);
    }

    private static String problem(RefusalReason reason, int status, String detail, String instance) {
        return "{\"type\":\"urn:gauger:problem:" + reason.error() + "\",\"title\":\"" + quoted(reason.title())
                + "\",\"status\":" + status + ",\"detail\":\"" + quoted(detail)
                + "\",\"instance\":\"" + quoted(instance) + "\",\"error\":\"" + reason.error() + "\"}";
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
