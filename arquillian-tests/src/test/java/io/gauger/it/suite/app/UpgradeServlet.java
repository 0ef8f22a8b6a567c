package io.gauger.it.suite.app;

import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Switches to a protocol in which the server greets and hangs up. */
@WebServlet("/upgrade")
public class UpgradeServlet extends Endpoint {
    private static final long serialVersionUID = 1L;

    @Override
    void answer(String name, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        response.setStatus(HttpServletResponse.SC_SWITCHING_PROTOCOLS);
        response.setHeader("Upgrade", "greeting");
        response.setHeader("Connection", "Upgrade");
        request.upgrade(Greeting.class);
    }
}
