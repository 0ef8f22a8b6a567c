package io.gauger.filter;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/** Servlets whose answers end otherwise than by writing a body and returning. */
final class UnusualServlets {
    /** How the answer of the last {@link #writeOn} ended for the application. */
    static final AtomicReference<CompletableFuture<Void>> WRITING_ON = new AtomicReference<>();

    private UnusualServlets() {}

    static Map<String, TestServlet.Body> all() {
        Map<String, TestServlet.Body> servlets = new LinkedHashMap<>();
        servlets.put("/error-page", (request, response) -> response.getWriter().print("out of order"));
        servlets.put("/bytes/writes-after-error", (request, response) -> {
            response.sendError(409);
            write(response, 30);
        });
        servlets.put("/bytes/writes-after-error-with-page", (request, response) -> {
            response.sendError(503);
            write(response, 30);
        });
        servlets.put("/bytes/writes-after-redirect", (request, response) -> {
            response.sendRedirect("/error-page");
            write(response, 30);
        });
        servlets.put("/bytes/writes-after-close", (request, response) -> {
            response.getOutputStream().write(new byte[20]);
            response.getOutputStream().close();
            write(response, 30);
        });
        servlets.put("/bytes/throws-after-writing", (request, response) -> {
            response.getOutputStream().write(new byte[50]);
            throw new ServletException("as intended");
        });
        servlets.put("/bytes/throws-after-sending", (request, response) -> {
            response.getOutputStream().write(new byte[50]);
            response.flushBuffer();
            throw new ServletException("as intended");
        });
        servlets.put("/bytes/late-length", (request, response) -> {
            response.getOutputStream().write(new byte[100]);
            response.flushBuffer();
            response.setContentLength(10);
            response.setHeader("Content-Length", "10");
        });
        servlets.put("/bytes/more-than-declared", (request, response) -> {
            response.setContentLength(10);
            write(response, 15);
        });
        servlets.put("/bytes/begins-anew", (request, response) -> {
            ServletOutputStream out = download(response);
            response.resetBuffer();
            out.write(new byte[20]);
            out.write(new byte[3]);
        });
        servlets.put("/bytes/begins-anew-as-text", (request, response) -> {
            download(response);
            response.reset();
            response.setContentType("text/plain;charset=UTF-8");
            response.getWriter().write("é");
        });
        servlets.put("/bytes/downloads-and-fails", (request, response) -> {
            ServletOutputStream out = download(response);
            response.sendError(503);
            try {
                out.write(new byte[30]);
            } catch (IOException e) {
                // some containers refuse, some ignore
            }
        });
        servlets.put("/tokens/begins-anew", (request, response) -> {
            ServletOutputStream out = download(response);
            response.resetBuffer();
            response.setContentType("application/json");
            out.write("{\"usage\":{\"prompt_tokens\":3,".getBytes(StandardCharsets.UTF_8));
            out.write("\"completion_tokens\":4}}".getBytes(StandardCharsets.UTF_8));
        });
        servlets.put("/tokens/begins-anew-as-download", (request, response) -> {
            response.setContentType("application/json");
            response.getOutputStream().write("{\"usage\":{\"prompt_tokens\":3}}".getBytes(StandardCharsets.UTF_8));
            response.resetBuffer();
            download(response);
        });
        servlets.put("/included", (request, response) -> {
            // the container ignores all of these in an included servlet
            response.setContentLength(5);
            response.setHeader("Content-Length", "5");
            response.reset();
            response.getOutputStream().write(new byte[30]);
            response.sendError(404);
        });
        servlets.put("/bytes/includes", (request, response) -> {
            response.getOutputStream().write(new byte[20]);
            request.getRequestDispatcher("/included").include(request, response);
            response.getOutputStream().write(new byte[7]);
        });
        servlets.put("/bytes/print", UnusualServlets::print);
        servlets.put("/free/print", UnusualServlets::print);
        servlets.put("/bytes/halves", (request, response) -> {
            response.setContentType("text/plain;charset=" + request.getParameter("charset"));
            PrintWriter out = response.getWriter();
            out.write('\uD83D');
            out.write('\uDE00');
            out.write("é\uD83D");
            out.write("\uDE00", 0, 1);
            out.println();
            out.printf("%s%n", "日本");
            out.write("end".toCharArray());
        });
        servlets.put("/bytes/lone-halves", UnusualServlets::writeLoneHalves);
        servlets.put("/free/lone-halves", UnusualServlets::writeLoneHalves);
        servlets.put("/bytes/upload", (request, response) -> {
            request.getInputStream().readAllBytes();
            response.getWriter().print("read");
        });
        servlets.put("/bytes/reader", UnusualServlets::countCharacters);
        servlets.put("/free/reader", UnusualServlets::countCharacters);
        servlets.put("/bytes/reads-without-blocking", UnusualServlets::readWithoutBlocking);
        servlets.put("/bytes/async-throws", UnusualServlets::throwAsynchronously);
        servlets.put("/free/async-throws", UnusualServlets::throwAsynchronously);
        servlets.put("/bytes/writes-to-a-writer", (request, response) -> {
            PrintWriter out = response.getWriter();
            for (int i = 0; i < 200_000; i++) {
                out.write("as much as the buffers between here and the client hold, and more\n".repeat(10));
                out.flush();
            }
        });
        servlets.put("/bytes/writes-on-though-nobody-listens", UnusualServlets::writeOn);
        servlets.put("/bytes/writes-without-blocking", UnusualServlets::writeWithoutBlocking);
        servlets.put("/bytes/async-dispatch-throws", (request, response) -> {
            if (request.getAttribute("again") == null) {
                request.setAttribute("again", true);
                request.startAsync().dispatch();
            } else {
                throw new FileNotFoundException("as intended");
            }
        });
        servlets.put("/bytes/async-error", (request, response) -> {
            AsyncContext async = request.startAsync();
            async.start(() -> {
                try {
                    async.getResponse().getOutputStream().write(new byte[50]);
                    ((HttpServletResponse) async.getResponse()).sendError(503);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                async.complete();
            });
        });
        servlets.put("/bytes/answers-on-timeout", (request, response) -> {
            AsyncContext async = request.startAsync();
            async.setTimeout(50);
            async.addListener(new AnswerOnTimeout());
        });
        return servlets;
    }

    /** Nobody reads it, and it fits the buffer. */
    private static ServletOutputStream download(HttpServletResponse response) throws IOException {
        response.setBufferSize(10_000);
        response.setContentType("application/octet-stream");
        ServletOutputStream out = response.getOutputStream();
        for (int i = 0; i < 3; i++) {
            out.write(new byte[1000]);
        }
        out.write(7);
        return out;
    }

    /** As an application writes that does not care whether anybody listens. */
    private static void write(HttpServletResponse response, int bytes) {
        try {
            response.getOutputStream().write(new byte[bytes]);
            response.getOutputStream().flush();
        } catch (IOException e) {
            // some containers refuse, some ignore
        }
    }

    private static void print(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain;charset=" + request.getParameter("charset"));
        ServletOutputStream out = response.getOutputStream();
        out.print("abc");
        try {
            out.println("é日");
        } catch (IOException e) {
            out.println("refused");
        }
        out.println(7);
    }

    private static void writeLoneHalves(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain;charset=" + request.getParameter("charset"));
        response.getWriter().write("é\uD83D");
        response.getWriter().write("\uD83D");
        response.getWriter().write("x\uDE00y");
    }

    private static void countCharacters(HttpServletRequest request, HttpServletResponse response) throws IOException {
        int characters = 0;
        while (request.getReader().read() >= 0) {
            characters++;
        }
        response.getWriter().print(characters);
    }

    private static void readWithoutBlocking(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        AsyncContext async = request.startAsync();
        ServletInputStream in = request.getInputStream();
        in.setReadListener(new ReadListener() {
            @Override
            public void onDataAvailable() throws IOException {
                byte[] part = new byte[1000];
                while (in.isReady() && !in.isFinished()) {
                    in.read(part);
                }
            }

            @Override
            public void onAllDataRead() throws IOException {
                response.getOutputStream().write(new byte[9]);
                async.complete();
            }

            @Override
            public void onError(Throwable failure) {
                async.complete();
            }
        });
    }

    private static void throwAsynchronously(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        response.getOutputStream().write(new byte[50]);
        // Jetty answers only when the time of the asynchronous answer is up
        request.startAsync().setTimeout(500);
        throw new ServletException("as intended");
    }

    private static void writeWithoutBlocking(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        AsyncContext async = request.startAsync();
        ServletOutputStream out = response.getOutputStream();
        out.setWriteListener(new WriteListener() {
            @Override
            public void onWritePossible() throws IOException {
                while (out.isReady()) {
                    out.write(new byte[8192]);
                }
            }

            @Override
            public void onError(Throwable failure) {
                async.complete();
            }
        });
    }

    /** Its thread goes on after the container has given up the answer, whose writer does not tell. */
    private static void writeOn(HttpServletRequest request, HttpServletResponse response) throws IOException {
        CompletableFuture<Void> end = new CompletableFuture<>();
        WRITING_ON.set(end);
        AsyncContext async = request.startAsync();
        PrintWriter out = response.getWriter();
        async.start(() -> {
            try {
                int left = 20_000;
                while (left > 0) {
                    out.write("as much as the buffers between here and the client hold, and more\n");
                    out.flush();
                    left -= RecordedUsage.all().isEmpty() ? 0 : 1;
                }
                end.complete(null);
            } catch (RuntimeException e) {
                end.completeExceptionally(e);
            }
        });
    }

    private static final class AnswerOnTimeout implements AsyncListener {
        @Override
        public void onTimeout(AsyncEvent event) throws IOException {
            event.getAsyncContext().getResponse().getOutputStream().write(new byte[8]);
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
