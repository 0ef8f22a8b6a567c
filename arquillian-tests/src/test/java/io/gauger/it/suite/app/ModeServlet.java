package io.gauger.it.suite.app;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers with the body and content type of the request, in two writes, whatever the metering mode of the path. */
@WebServlet("/mode/*")
public class ModeServlet extends Endpoint {
    private static final long serialVersionUID = 1L;

    @Override
    void answer(String name, HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] body = request.getInputStream().readAllBytes();
        response.setContentType(request.getContentType());
        response.getOutputStream().write(body, 0, body.length / 2);
        response.flushBuffer();
        response.getOutputStream().write(body, body.length / 2, body.length - body.length / 2);
    }
}
