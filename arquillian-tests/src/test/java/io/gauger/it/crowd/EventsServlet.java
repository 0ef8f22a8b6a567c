package io.gauger.it.crowd;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Event streams that begin with one event and wait; {@code /events/go} writes the rest of all of them, one event after
 * the other to each, the usage in the last.
 */
@WebServlet(urlPatterns = "/events/*", asyncSupported = true)
public class EventsServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    /** Events of a stream, without the mark at its end. */
    public static final int EVENTS = 20;

    private static final byte[] DONE = utf8("data: [DONE]\n\n");

    private final transient Queue<Waiting> streams = new ConcurrentLinkedQueue<>();

    private record Waiting(int number, AsyncContext async) {
        synchronized void write(byte[] event) throws IOException {
            OutputStream out = async.getResponse().getOutputStream();
            out.write(event);
            out.flush();
        }
    }

    /** Bytes of the stream with this number. */
    public static long length(int number) {
        long length = DONE.length;
        for (int i = 0; i < EVENTS; i++) {
            length += event(number, i).length;
        }
        return length;
    }

    /** Tokens of the stream with this number. */
    public static int tokens(int number) {
        return 1000 + number + EVENTS;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String name = request.getPathInfo().substring(1);
        if (name.equals("go")) {
            go();
            response.setContentType("text/plain");
            response.getWriter().print("gone");
            return;
        }
        int number = Integer.parseInt(name);
        response.setContentType("text/event-stream");
        AsyncContext async = request.startAsync();
        async.setTimeout(0);
        Waiting stream = new Waiting(number, async);
        // its client may ask for the rest before this has returned
        synchronized (stream) {
            streams.add(stream);
            stream.write(event(number, 0));
        }
    }

    private void go() throws IOException {
        List<Waiting> all = new ArrayList<>(streams);
        streams.clear();
        for (int i = 1; i < EVENTS; i++) {
            for (Waiting stream : all) {
                stream.write(event(stream.number(), i));
            }
        }
        for (Waiting stream : all) {
            stream.write(DONE);
            stream.async().complete();
        }
    }

    private static byte[] event(int number, int index) {
        String usage = index < EVENTS - 1
                ? "null"
                : "{\"prompt_tokens\":" + (1000 + number) + ",\"completion_tokens\":" + EVENTS + "}";
        return utf8("data: {\"object\":\"chat.completion.chunk\",\"model\":\"gpt-4\",\"choices\":[{\"delta\":"
                + "{\"content\":\"token " + index + "\"}}],\"usage\":" + usage + "}\n\n");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
