package io.gauger.it.suite.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.atomic.AtomicInteger;

/** Event streams, flushed after each event, and streams that end only when the client hangs up. */
@WebServlet(urlPatterns = "/events/*", asyncSupported = true)
public class EventsServlet extends Endpoint {
    private static final long serialVersionUID = 1L;

    /** Answers that threads of their own are writing. */
    private final AtomicInteger running = new AtomicInteger();

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
                start(async, () -> stream(async.getResponse().getOutputStream(), 3));
            }
            case "endless" -> stream(response.getOutputStream(), ENOUGH);
            case "endless-writer" -> write(response.getWriter());
            case "endless-async" -> {
                AsyncContext async = request.startAsync();
                start(async, () -> stream(async.getResponse().getOutputStream(), ENOUGH));
            }
            case "endless-writer-async" -> {
                AsyncContext async = request.startAsync();
                PrintWriter out = response.getWriter();
                start(async, () -> write(out));
            }
            case "running" -> {
                response.setContentType("text/plain;charset=UTF-8");
                response.getOutputStream().print(running.get());
            }
            default -> throw unknown(name);
        }
    }

    /** More events than the buffers between server and client hold, with this much in each. */
    private static final int ENOUGH = 20_000;

    private static final String MUCH = ": " + "much".repeat(250) + "\n";

    private interface Answer {
        void write() throws IOException;
    }

    /**
     * Answers on another thread, which throws nothing. When the client has gone Tomcat takes the response from under that
     * thread and gives it to another request, upon which it would lay what is thrown here, and which it ends if this is
     * completed late (seen in 10.1.25, with and without Gauger). So the suite asks nothing else while this is running.
     */
    private void start(AsyncContext async, Answer answer) {
        running.incrementAndGet();
        async.start(() -> {
            try {
                answer.write();
            } catch (IOException | RuntimeException e) {
                // the client has hung up
            }
            try {
                async.complete();
            } catch (IllegalStateException e) {
                // the container has done it
            } finally {
                running.decrementAndGet();
            }
        });
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
