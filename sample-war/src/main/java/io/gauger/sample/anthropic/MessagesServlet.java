package io.gauger.sample.anthropic;

import io.gauger.sample.prompt.InvalidRequest;
import io.gauger.sample.prompt.RequestBody;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;

/** {@code POST /v1/messages}, plain and streamed; the request's thread is given back before the answer is written. */
@WebServlet(urlPatterns = "/v1/messages", asyncSupported = true)
public final class MessagesServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = System.getLogger(MessagesServlet.class.getName());

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        MessagesRequest wanted;
        try {
            wanted = MessagesRequest.of(RequestBody.read(request.getInputStream()));
        } catch (InvalidRequest invalid) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            writeJson(response, error(invalid));
            return;
        }
        response.setContentType(wanted.stream() ? "text/event-stream;charset=utf-8" : "application/json");
        response.setHeader("Cache-Control", "no-cache");
        AsyncContext async = request.startAsync();
        // No timeout: only the thread that writes may end the exchange, else it would write into the next one. A client
        // that stops reading is ended by the server's own limit on writes.
        async.setTimeout(0);
        async.start(() -> answer(wanted, async));
    }

    private static void answer(MessagesRequest wanted, AsyncContext async) {
        try {
            MessagesAnswer answer = new MessagesAnswer(wanted);
            if (wanted.stream()) {
                answer.writeEvents(async.getResponse().getOutputStream());
            } else {
                writeJson(async.getResponse(), answer.message());
            }
        } catch (IOException clientLeft) {
            LOG.log(Level.DEBUG, "The client left during the answer", clientLeft);
        } finally {
            complete(async);
        }
    }

    private static void complete(AsyncContext async) {
        try {
            async.complete();
        } catch (IllegalStateException alreadyEnded) {
            // Some servers end the exchange themselves when a write fails.
            LOG.log(Level.DEBUG, "The server had already ended the exchange", alreadyEnded);
        }
    }

    private static JsonObject error(InvalidRequest invalid) {
        JsonObject error = Json.createObjectBuilder()
                .add("type", "invalid_request_error")
                .add("message", invalid.reason())
                .build();
        return Json.createObjectBuilder()
                .add("type", "error")
                .add("error", error)
                .build();
    }

    private static void writeJson(ServletResponse response, JsonObject json) throws IOException {
        byte[] bytes = json.toString().getBytes(StandardCharsets.UTF_8);
        response.setContentType("application/json");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
