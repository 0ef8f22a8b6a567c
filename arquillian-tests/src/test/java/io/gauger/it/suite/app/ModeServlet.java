package io.gauger.it.suite.app;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Answers with the body and content type of the request, in two writes, whatever the metering mode of the path; as gzip if
 * the request asks so.
 */
@WebServlet("/mode/*")
public class ModeServlet extends Endpoint {
    private static final long serialVersionUID = 1L;

    @Override
    void answer(String name, HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] body = request.getInputStream().readAllBytes();
        response.setContentType(request.getContentType());
        if (request.getHeader("X-Gzip") != null) {
            response.setHeader("Content-Encoding", "gzip");
            body = gzip(body);
        }
        response.getOutputStream().write(body, 0, body.length / 2);
        response.flushBuffer();
        response.getOutputStream().write(body, body.length / 2, body.length - body.length / 2);
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream coded = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(coded)) {
            out.write(plain);
        }
        return coded.toByteArray();
    }
}
