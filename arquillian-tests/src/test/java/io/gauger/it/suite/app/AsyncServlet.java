package io.gauger.it.suite.app;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Answers that are complete only after the servlet has returned. */
@WebServlet(urlPatterns = "/async/*", asyncSupported = true)
public class AsyncServlet extends Endpoint {
    private static final long serialVersionUID = 1L;
    private static final int TIMEOUT_MS = 200;

    @Override
    void answer(String name, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        boolean again = request.getDispatcherType() == DispatcherType.ASYNC;
        switch (name) {
            case "thread" -> {
                AsyncContext async = request.startAsync();
                new Thread(() -> writeAndComplete(async)).start();
            }
            case "start" -> {
                AsyncContext async = request.startAsync(request, response);
                async.start(() -> writeAndComplete(async));
            }
            case "dispatch" -> {
                if (again) {
                    response.getOutputStream().write(pattern(77));
                } else {
                    request.startAsync().dispatch();
                }
            }
            case "dispatch-elsewhere" -> request.startAsync().dispatch("/stream/write");
            case "dispatch-twice" -> {
                if (again) {
                    AsyncContext async = request.startAsync();
                    async.start(() -> writeAndComplete(async));
                } else {
                    request.startAsync().dispatch();
                }
            }
            case "timeout" -> request.startAsync().setTimeout(TIMEOUT_MS);
            case "timeout-answered" -> {
                AsyncContext async = request.startAsync();
                async.setTimeout(TIMEOUT_MS);
                async.addListener(new OnTimeout());
            }
            case "throws" -> {
                request.startAsync().setTimeout(TIMEOUT_MS);
                throw new ServletException("as intended, after startAsync");
            }
            case "dispatch-throws" -> {
                if (again) {
                    throw new ServletException("as intended, in the asynchronous dispatch");
                }
                request.startAsync().dispatch();
            }
            default -> throw unknown(name);
        }
    }

    private static void writeAndComplete(AsyncContext async) {
        try {
            async.getResponse().getOutputStream().write(pattern(3000));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        async.complete();
    }

    /** The application answers itself when it takes too long. */
    private static final class OnTimeout implements AsyncListener {
        @Override
        public void onTimeout(AsyncEvent event) throws IOException {
            HttpServletResponse response =
                    (HttpServletResponse) event.getAsyncContext().getResponse();
            response.setStatus(503);
            response.getWriter().print("too late");
            event.getAsyncContext().complete();
        }

        @Override
        public void onComplete(AsyncEvent event) {}

        @Override
        public void onError(AsyncEvent event) {}

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }
}
