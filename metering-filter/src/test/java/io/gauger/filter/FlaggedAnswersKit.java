package io.gauger.filter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.admit.Caller;
import io.gauger.admit.CallerResolver;
import io.gauger.measure.Flag;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.Socket;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What becomes of an answer whose measurement is flagged: what goes over the wire is byte for byte the same as without
 * metering. Each case is served twice, on a metered path and on one that is not.
 */
abstract class FlaggedAnswersKit extends ContainerKit {
    private static final String METERED = "/metered/";

    /** As long as the other, since the pages of some containers name the path, and their headers its length. */
    private static final String FREE = "/freeway/";

    /** More of an answer is not read; only the one without an end is longer. */
    private static final int MOST = 200_000;

    /**
     * With an engine no accepted expression fails (ExpressionErrorTest is without); a quota is what it takes for another
     * (QuotaTest), a key with limits for two (RequestModelKit), prices for one (RatedRequestsTest); the others are the journal's.
     */
    private static final Set<Flag> ELSEWHERE = EnumSet.of(
            Flag.EXPRESSION_ERROR,
            Flag.UNRESERVED,
            Flag.INTERRUPTED,
            Flag.SUMMARY,
            Flag.PROVIDER_NOT_ALLOWED,
            Flag.MODEL_NOT_ALLOWED,
            Flag.UNKNOWN_PRICE);

    /** How the route is metered, and what the application does. */
    private record Case(String metering, TestServlet.Body application) {}

    private static Case of(Flag flag) {
        return switch (flag) {
            case MISSING_FIELD -> answer("response_field", "application/json", "{\"usage\":{}}");
            case NOT_JSON -> answer("response_field", "text/html", "<p>no JSON</p>");
            case UNREADABLE_ENCODING ->
                new Case("response_field", (request, response) -> {
                    response.setContentType("application/json");
                    response.setHeader("Content-Encoding", "br");
                    response.getOutputStream().write(new byte[] {11, 2, -128, 123, 125, 3});
                });
            case EXPRESSION_ERROR,
                    UNRESERVED,
                    INTERRUPTED,
                    SUMMARY,
                    PROVIDER_NOT_ALLOWED,
                    MODEL_NOT_ALLOWED,
                    UNKNOWN_PRICE -> throw new IllegalArgumentException("not here");
            case NOT_A_NUMBER -> answer("response_field metering_expr=respBody.a", "application/json", "{\"a\":true}");
            case NEGATIVE -> answer("response_field metering_expr=respBody.a", "application/json", "{\"a\":-5}");
            case TOO_LARGE ->
                answer(
                        "response_field metering_expr=respBody.a",
                        "application/json",
                        "{\"a\":\"" + "long".repeat(20_000) + "\"}");
            case CLIENT_ABORTED ->
                new Case("bytes", (request, response) -> {
                    ServletOutputStream out = response.getOutputStream();
                    for (int i = 0; i < 200_000; i++) {
                        out.write(new byte[8192]);
                        out.flush();
                    }
                });
            // the application answers, as a container may name the servlet on its own page
            case TIMEOUT -> new Case("bytes", UnusualServlets.all().get("/bytes/answers-on-timeout"));
            case APP_ERROR ->
                new Case("bytes", (request, response) -> {
                    response.getOutputStream().write(new byte[50]);
                    response.flushBuffer();
                    throw new ServletException("as intended");
                });
            case ESTIMATED ->
                answer("response_field", "text/event-stream", "data: {\"model\":\"m\"}\n\ndata: [DONE]\n\n");
            case UNKNOWN_CALLER -> answer("bytes", "text/plain", "whoever asks");
        };
    }

    private static Case answer(String metering, String type, String body) {
        return new Case(metering, (request, response) -> {
            response.setContentType(type);
            byte[] bytes = body.getBytes(UTF_8);
            response.getOutputStream().write(bytes, 0, bytes.length / 2);
            response.flushBuffer();
            response.getOutputStream().write(bytes, bytes.length / 2, bytes.length - bytes.length / 2);
        });
    }

    /** Does not know one of the paths, in the way that a resolver should not. */
    public static final class FailingResolver implements CallerResolver {
        @Override
        public Caller resolve(HttpServletRequest request) {
            if (request.getRequestURI().endsWith(Flag.UNKNOWN_CALLER.wireName())) {
                throw new IllegalStateException("as intended");
            }
            return null;
        }
    }

    @Override
    Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("gauger.caller-resolver", FailingResolver.class.getName());
        for (Flag flag : Flag.values()) {
            if (!ELSEWHERE.contains(flag)) {
                parameters.put(
                        "gauger.route." + flag.wireName(),
                        "* " + METERED + flag.wireName() + " " + of(flag).metering());
            }
        }
        return parameters;
    }

    @Override
    Map<Integer, String> errorPages() {
        return Map.of();
    }

    @Override
    Map<String, TestServlet.Body> servlets() {
        Map<String, TestServlet.Body> servlets = new LinkedHashMap<>();
        for (Flag flag : Flag.values()) {
            if (!ELSEWHERE.contains(flag)) {
                servlets.put(METERED + flag.wireName(), of(flag).application());
                servlets.put(FREE + flag.wireName(), of(flag).application());
            }
        }
        return servlets;
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {
                "EXPRESSION_ERROR",
                "UNRESERVED",
                "INTERRUPTED",
                "SUMMARY",
                "PROVIDER_NOT_ALLOWED",
                "MODEL_NOT_ALLOWED",
                "UNKNOWN_PRICE"
            })
    void aFlagChangesNothingOfWhatIsSent(Flag flag) throws Exception {
        String metered = received(METERED + flag.wireName());
        String free = received(FREE + flag.wireName());
        assertThat(metered).isEqualTo(free.replace(FREE, METERED));
        assertThat(RecordedUsage.theOnly().measurement().flags()).contains(flag);
    }

    /** What the container sends, from the status line to the last byte, chunks as they are. */
    private String received(String path) throws IOException {
        try (Socket socket = new Socket(base().getHost(), base().getPort())) {
            String request = "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            String all = new String(socket.getInputStream().readNBytes(MOST), ISO_8859_1);
            assertThat(all).startsWith("HTTP/1.1 ");
            return all.replaceFirst("\r\nDate: [^\r]*", "");
        }
    }
}
