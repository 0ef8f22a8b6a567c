package io.gauger.it.suite.app;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers and requests that pass without blocking a thread. */
@WebServlet(urlPatterns = "/non-blocking/*", asyncSupported = true)
public class NonBlockingServlet extends Endpoint {
    private static final long serialVersionUID = 1L;

    @Override
    void answer(String name, HttpServletRequest request, HttpServletResponse response) throws IOException {
        AsyncContext async = request.startAsync();
        switch (name) {
            case "write" -> write(async, response, 400);
            // 1.6 GB, which nobody waits for
            case "write-endlessly" -> write(async, response, 1_600_000);
            case "read" -> {
                ServletInputStream in = request.getInputStream();
                in.setReadListener(new PieceReader(in, async));
            }
            default -> throw unknown(name);
        }
    }

    private static void write(AsyncContext async, HttpServletResponse response, int pieces) throws IOException {
        ServletOutputStream out = response.getOutputStream();
        out.setWriteListener(new PieceWriter(out, async, pattern(1000), pieces));
    }
}
