package io.gauger.filter;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Servlets that answer in the ways that applications do. */
final class OrdinaryServlets {
    private OrdinaryServlets() {}

    static Map<String, TestServlet.Body> all() {
        Map<String, TestServlet.Body> bodies = new LinkedHashMap<>();
        bodies.put("/free", (request, response) -> {
            // the container's own objects, not wrappers of ours
            boolean untouched = !request.getClass().getName().startsWith("io.gauger")
                    && !response.getClass().getName().startsWith("io.gauger");
            response.getWriter().print(untouched ? "untouched" : "wrapped");
        });
        bodies.put("/ping", (request, response) -> response.getWriter().print("pong"));
        bodies.put("/closed", (request, response) -> response.getWriter().print("open"));
        bodies.put("/kib", (request, response) -> response.getOutputStream().write(new byte[1536]));
        bodies.put("/chat", OrdinaryServlets::echo);
        bodies.put("/one", OrdinaryServlets::echo);
        bodies.put("/events", OrdinaryServlets::echo);
        bodies.put("/tiered", OrdinaryServlets::echo);
        bodies.put("/bytes/stream", (request, response) -> {
            ServletOutputStream out = response.getOutputStream();
            out.write(1);
            out.write(new byte[2]);
            out.write(new byte[100], 10, 3);
            out.print("four");
        });
        bodies.put("/bytes/writer", (request, response) -> {
            response.setCharacterEncoding(request.getParameter("charset"));
            response.setContentType("text/plain");
            PrintWriter out = response.getWriter();
            boolean latin = "ISO-8859-1".equals(request.getParameter("charset"));
            out.print(latin ? "éß" : "é日😀");
            out.write('x');
            out.append("ab").format("%03d", 7);
            if (!latin) {
                out.write(new char[] {'(', '\uD83D'});
                out.write(new char[] {'\uDE00', ')'});
            }
        });
        bodies.put("/bytes/reset", (request, response) -> {
            response.getOutputStream().write(new byte[100]);
            response.reset();
            response.getWriter().print("kept");
        });
        bodies.put("/bytes/none", (request, response) -> response.setStatus(204));
        bodies.put("/bytes/too-much", (request, response) -> {
            response.setContentLength(10);
            response.getOutputStream().write(new byte[10]);
        });
        bodies.put("/bytes/teapot", (request, response) -> {
            response.getOutputStream().write(new byte[50]);
            response.sendError(418);
        });
        bodies.put("/bytes/error", (request, response) -> response.sendError(409));
        bodies.put("/bytes/redirect", (request, response) -> response.sendRedirect("/free"));
        bodies.put("/bytes/throws", (request, response) -> {
            throw new ServletException("as intended");
        });
        bodies.put("/bytes/read", (request, response) -> {
            byte[] read = request.getInputStream().readNBytes(Integer.parseInt(request.getHeader("X-Read")));
            response.getWriter().print(read.length);
        });
        bodies.put("/bytes/reader", (request, response) -> {
            String read = request.getReader().readLine();
            while (request.getReader().read() >= 0) {
                // to the end
            }
            response.getWriter().print(read.length());
        });
        bodies.put("/bytes/async", (request, response) -> {
            AsyncContext async = request.startAsync();
            async.start(() -> {
                try {
                    async.getResponse().getOutputStream().write(new byte[3000]);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                async.complete();
            });
        });
        bodies.put("/bytes/dispatch", (request, response) -> {
            if (request.getAttribute("again") == null) {
                request.setAttribute("again", true);
                request.startAsync().dispatch();
            } else {
                response.getOutputStream().write(new byte[77]);
            }
        });
        bodies.put("/bytes/timeout", (request, response) -> {
            AsyncContext async = request.startAsync();
            async.setTimeout(50);
        });
        bodies.put("/bytes/nonblocking", (request, response) -> {
            AsyncContext async = request.startAsync();
            ServletOutputStream out = response.getOutputStream();
            out.setWriteListener(new WriteListener() {
                private int left = 300;

                @Override
                public void onWritePossible() throws IOException {
                    while (out.isReady()) {
                        if (left-- == 0) {
                            async.complete();
                            return;
                        }
                        out.write(new byte[1000]);
                    }
                }

                @Override
                public void onError(Throwable failure) {
                    async.complete();
                }
            });
        });
        bodies.put("/bytes/endless", (request, response) -> {
            ServletOutputStream out = response.getOutputStream();
            for (int i = 0; i < 200_000; i++) {
                out.write(new byte[8192]);
                out.flush();
            }
        });
        bodies.put("/bytes/forward", (request, response) -> request.getRequestDispatcher("/ping")
                .forward(request, response));
        bodies.put("/error-page", (request, response) -> response.getWriter().print("short and stout"));
        return bodies;
    }

    /** Answers with the body and content type that the request has, in two writes. */
    private static void echo(HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] body = request.getInputStream().readAllBytes();
        response.setContentType(request.getHeader("X-Type"));
        String coding = request.getHeader("X-Coding");
        if (coding != null) {
            response.setHeader("Content-Encoding", coding);
        }
        String status = request.getHeader("X-Status");
        if (status != null) {
            response.setStatus(Integer.parseInt(status));
        }
        response.getOutputStream().write(body, 0, body.length / 2);
        response.flushBuffer();
        response.getOutputStream().write(body, body.length / 2, body.length - body.length / 2);
    }
}
