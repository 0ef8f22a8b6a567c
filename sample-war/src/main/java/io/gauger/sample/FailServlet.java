package io.gauger.sample;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code GET /v1/fail/{status}}: fails with that status, 400 to 599; anything else is itself a 400. */
@WebServlet("/v1/fail/*")
public final class FailServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.sendError((int) PathNumber.of(request.getPathInfo(), 400, 599).orElse(400));
    }
}
