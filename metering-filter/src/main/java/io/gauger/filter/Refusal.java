package io.gauger.filter;

import io.gauger.admit.Admission.Refused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Answers a request that may not run, by a problem (RFC 9457). */
final class Refusal {
    private Refusal() {}

    static void answer(Refused refused, HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] problem = problem(refused, request.getRequestURI()).getBytes(StandardCharsets.UTF_8);
        response.setStatus(refused.status());
        response.setContentType("application/problem+json");
        response.setHeader("Cache-Control", "no-store");
        if (refused.status() == HttpServletResponse.SC_UNAUTHORIZED) {
            // RFC 9110, section 11.6.1: a 401 names what it wants
            response.setHeader("WWW-Authenticate", "Bearer realm=\"gauger\"");
        }
        response.setContentLength(problem.length);
        response.getOutputStream().write(problem);
    }

    private static String problem(Refused refused, String instance) {
        return "{\"type\":\"urn:gauger:problem:" + refused.error() + "\",\"title\":\"" + quoted(refused.title())
                + "\",\"status\":" + refused.status() + ",\"detail\":\"" + quoted(refused.detail())
                + "\",\"instance\":\"" + quoted(instance) + "\",\"error\":\"" + refused.error() + "\"}";
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
