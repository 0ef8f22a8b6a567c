package io.gauger.it.host;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code /broken/thrown} throws; any other path below {@code /broken} sends 503, after bytes that nobody gets. */
@WebServlet("/broken/*")
public class BrokenServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.getWriter().print("never sent");
        if ("/thrown".equals(request.getPathInfo())) {
            throw new IllegalStateException("the host's own secret");
        }
        response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }
}
