package io.gauger.it.suite.app;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The application's own error page; 30 bytes. */
@WebServlet("/error-page")
public class ErrorPage extends Endpoint {
    private static final long serialVersionUID = 1L;

    @Override
    void answer(String name, HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain");
        response.getWriter()
                .print("the application's page for " + request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE));
    }
}
