package io.gauger.filter;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A servlet of one method, for any HTTP method. */
final class TestServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Body body;

    interface Body {
        void run(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException;
    }

    TestServlet(Body body) {
        this.body = body;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        body.run(request, response);
    }
}
