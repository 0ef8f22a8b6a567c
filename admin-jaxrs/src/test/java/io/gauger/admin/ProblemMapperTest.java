package io.gauger.admin;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What JAX-RS implementations other than the one of the HTTP tests throw. */
class ProblemMapperTest {
    private final ProblemMapper mapper = new ProblemMapper();

    @Test
    void anImplementationThatCannotReadAMalformedQueryMeans400() {
        mapper.request = requestWithQuery("route=%zz");

        Response answer = mapper.toResponse(new IllegalArgumentException("Invalid URL encoding"));

        assertThat(answer.getStatus()).isEqualTo(400);
        assertThat(body(answer)).contains("\"error\":\"bad_request\"").doesNotContain("Invalid URL encoding");
    }

    @Test
    void theSameFailureWithAnOrdinaryQueryIsOurs() {
        mapper.request = requestWithQuery("route=chat");

        try (CapturedLog log = new CapturedLog(ProblemMapper.class)) {
            assertThat(mapper.toResponse(new IllegalArgumentException("bug")).getStatus())
                    .isEqualTo(500);
            assertThat(log.records()).hasSize(1);
        }
    }

    @Test
    void whatAPathAllowsIsCompletedWhereAnImplementationLeavesItOut() {
        Response answer = mapper.toResponse(new NotAllowedException(
                Response.status(405).header("Allow", "OPTIONS").build()));

        assertThat(answer.getHeaderString("Allow")).isEqualTo("GET, HEAD, OPTIONS");
    }

    @Test
    void otherRefusalsKeepTheirStatus() {
        Response answer = mapper.toResponse(new NotSupportedException("text/csv"));

        assertThat(answer.getStatus()).isEqualTo(415);
        assertThat(body(answer))
                .contains("\"error\":\"unsupported_media_type\"")
                .doesNotContain("text/csv");
    }

    private static String body(Response answer) {
        return new String((byte[]) answer.getEntity(), StandardCharsets.UTF_8);
    }

    private static HttpServletRequest requestWithQuery(String query) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                ProblemMapperTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getQueryString" -> query;
                    case "getRequestURI" -> "/metering/v1/usage";
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
