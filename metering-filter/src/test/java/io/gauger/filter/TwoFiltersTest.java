package io.gauger.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An application that registers the filter twice, by mistake or by two frameworks, is not billed twice. */
class TwoFiltersTest extends ContainerKit {
    @Override
    Container container() {
        return new TomcatContainer("gauger", "again");
    }

    @Override
    Map<String, String> parameters() {
        return Map.of("gauger.route.all", "* /bytes/* bytes bill_errors=all");
    }

    @Override
    Map<Integer, String> errorPages() {
        return Map.of(503, "/error-page");
    }

    @Override
    Map<String, TestServlet.Body> servlets() {
        Map<String, TestServlet.Body> servlets = new LinkedHashMap<>();
        servlets.put("/error-page", (request, response) -> response.getWriter().print("out of order"));
        servlets.put("/bytes/plain", (request, response) -> response.getWriter().print("once"));
        servlets.put("/bytes/error", (request, response) -> response.sendError(503));
        servlets.put("/bytes/dispatch", (request, response) -> {
            if (request.getAttribute("again") == null) {
                request.setAttribute("again", true);
                request.startAsync().dispatch();
            } else {
                response.getWriter().print("later");
            }
        });
        return servlets;
    }

    @Test
    void anAnswerIsCountedOnce() throws Exception {
        get("/bytes/plain");
        assertUnits("4");
    }

    @Test
    void anErrorPageIsCountedOnce() throws Exception {
        assertThat(get("/bytes/error").body()).isEqualTo("out of order");
        assertUnits("12");
    }

    @Test
    void anAsynchronousDispatchIsCountedOnce() throws Exception {
        get("/bytes/dispatch");
        assertUnits("5");
    }
}
