package io.gauger.it.crash;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Answers each number with as many credits, at once where it is even, and where it is odd as a stream that takes a
 * moment, so that there is always one which a crash cuts off.
 */
@WebServlet("/work/*")
public class WorkServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private static final int EVENTS = 10;
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(10);

    /** What the request with this number costs. */
    public static int credits(int number) {
        return 1 + number % 97;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        int number = Integer.parseInt(request.getPathInfo().substring(1));
        if (number % 2 == 0) {
            response.setContentType("application/json");
            response.getOutputStream().write(utf8("{\"credits\":" + credits(number) + "}"));
        } else {
            stream(number, response);
        }
    }

    private static void stream(int number, HttpServletResponse response) throws IOException {
        response.setContentType("text/event-stream");
        OutputStream out = response.getOutputStream();
        for (int i = 1; i < EVENTS; i++) {
            out.write(utf8("data: {\"event\":" + i + "}\n\n"));
            out.flush();
            LockSupport.parkNanos(PAUSE);
        }
        out.write(utf8("data: {\"credits\":" + credits(number) + "}\n\n"));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
