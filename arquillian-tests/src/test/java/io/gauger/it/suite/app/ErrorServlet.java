package io.gauger.it.suite.app;

import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers that are no success. There is a page of the application for 409 and for IllegalStateException. */
@WebServlet("/error/*")
public class ErrorServlet extends Endpoint {
    private static final long serialVersionUID = 1L;

    @Override
    void answer(String name, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        switch (name) {
            case "own-page" -> response.sendError(409);
            case "own-page-late" -> {
                response.getOutputStream().write(pattern(50));
                response.sendError(409, "as intended");
            }
            case "container-page" -> response.sendError(403);
            case "status-only" -> {
                response.setStatus(409);
                response.getWriter().print("no error page");
            }
            case "redirect" -> response.sendRedirect("elsewhere");
            case "throws" -> throw new ServletException("as intended");
            case "throws-own-page" -> throw new IllegalStateException("as intended");
            case "throws-late" -> {
                response.getOutputStream().write(pattern(100));
                response.flushBuffer();
                throw new ServletException("as intended, after the answer has begun");
            }
            default -> throw unknown(name);
        }
    }
}
