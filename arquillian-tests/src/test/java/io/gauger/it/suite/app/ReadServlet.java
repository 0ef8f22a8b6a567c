package io.gauger.it.suite.app;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.zip.CRC32;

/** Reads the request's body in one way or another and answers what was read. */
@WebServlet("/read/*")
public class ReadServlet extends Endpoint {
    private static final long serialVersionUID = 1L;

    @Override
    void answer(String name, HttpServletRequest request, HttpServletResponse response) throws IOException {
        String read =
                switch (name) {
                    case "stream" -> sum(request.getInputStream().readAllBytes());
                    case "ten-bytes" -> sum(request.getInputStream().readNBytes(10));
                    case "reader" -> {
                        BufferedReader reader = request.getReader();
                        String first = reader.readLine();
                        int more = 0;
                        while (reader.read() >= 0) {
                            more++;
                        }
                        yield first.length() + " " + more;
                    }
                    case "form" -> request.getParameter("a") + " " + request.getParameter("b");
                    case "nothing" -> "nothing";
                    default -> throw unknown(name);
                };
        response.setContentType("text/plain");
        response.getOutputStream().print(read);
    }

    private static String sum(byte[] bytes) {
        CRC32 sum = new CRC32();
        sum.update(bytes);
        return bytes.length + " " + Long.toHexString(sum.getValue());
    }
}
