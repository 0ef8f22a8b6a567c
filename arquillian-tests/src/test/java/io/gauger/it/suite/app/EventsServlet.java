package io.gauger.it.suite.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;

/** Event streams, flushed after each event, and streams that end only when the client hangs up. */
@WebServlet(urlPatterns = "/events/*", asyncSupported = true)
public class EventsServlet extends Endpoint {
    private static final long serialVersionUID = 1L;

    @Override
    void answer(String name, HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/event-stream;charset=UTF-8");
        switch (name) {
            case "writer" -> {
                PrintWriter out = response.getWriter();
                for (int i = 1; i <= 3; i++) {
                    out.write(event(i));
                    out.flush();
                }
            }
            case "async" -> {
                AsyncContext async = request.startAsync();
                async.start(() -> stream(async, 3));
            }
            case "endless" -> stream(response.getOutputStream(), ENOUGH);
            case "endless-writer" -> write(response.getWriter());
            case "endless-async" -> {
                AsyncContext async = request.startAsync();
                async.start(() -> stream(async, ENOUGH));
            }
            case "endless-writer-async" -> {
                AsyncContext async = request.startAsync();
                PrintWriter out = response.getWriter();
                async.start(() -> {
                    try {
                        write(out);
                    } catch (RuntimeException e) {
                        // as below
                    }
                    complete(async);
                });
            }
            default -> throw unknown(name);
        }
    }

    /** More events than the buffers between server and client hold, with this much in each. */
    private static final int ENOUGH = 20_000;

    private static final String MUCH = ": " + "much".repeat(250) + "\n";

    private static void stream(AsyncContext async, int events) {
        try {
            stream(async.getResponse().getOutputStream(), events);
        } catch (IOException | RuntimeException e) {
            // the client has hung up, and Tomcat may have taken the stream from under this thread already
        }
        complete(async);
    }

    /**
     * Throws nothing: Tomcat lays what such a thread throws upon the next request that gets the same response object
     * (seen in 10.1.25, with and without Gauger), and it may have ended the exchange already.
     */
    private static void complete(AsyncContext async) {
        try {
            async.complete();
        } catch (IllegalStateException e) {
            // it has
        }
    }

    private static void stream(ServletOutputStream out, int events) throws IOException {
        for (int i = 1; i <= events; i++) {
            out.write((events < ENOUGH ? event(i) : MUCH + event(i)).getBytes(UTF_8));
            out.flush();
        }
    }

    /** The writer does not tell whether anybody listens, and is not asked. */
    private static void write(PrintWriter out) {
        for (int i = 1; i <= ENOUGH; i++) {
            out.write(MUCH + event(i));
            out.flush();
        }
    }

    private static String event(int number) {
        return "data: {\"é\":" + number + "}\n\n";
    }
}
