package io.gauger.filter;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** Servlets that compress what they answer, in the ways that applications do. */
final class CodedServlets {
    static final byte[] ANSWER = ("{\"model\":\"gpt-4o\",\"choices\":[{\"text\":\"" + "many words ".repeat(6000)
                    + "\"}],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":5,\"total_tokens\":12}}")
            .getBytes(UTF_8);

    private CodedServlets() {}

    static Map<String, TestServlet.Body> all() {
        Map<String, TestServlet.Body> servlets = new LinkedHashMap<>();
        for (String path : new String[] {"/chat/gzip", "/bytes/gzip", "/ping", "/told"}) {
            servlets.put(path, (request, response) -> {
                json(response, "gzip");
                try (OutputStream out = new GZIPOutputStream(response.getOutputStream())) {
                    out.write(ANSWER);
                }
            });
        }
        servlets.put("/chat/zlib", (request, response) -> {
            json(response, "deflate");
            try (OutputStream out = new DeflaterOutputStream(response.getOutputStream())) {
                out.write(ANSWER);
            }
        });
        servlets.put("/chat/bare", (request, response) -> {
            json(response, "deflate");
            try (OutputStream out = new DeflaterOutputStream(response.getOutputStream(), new Deflater(9, true))) {
                out.write(ANSWER);
            }
        });
        servlets.put("/chat/twice", (request, response) -> {
            json(response, "deflate");
            response.addHeader("Content-Encoding", "gzip");
            try (OutputStream out = new DeflaterOutputStream(new GZIPOutputStream(response.getOutputStream()))) {
                out.write(ANSWER);
            }
        });
        servlets.put("/chat/byte-by-byte", (request, response) -> {
            json(response, "gzip");
            for (byte b : gzip(ANSWER)) {
                response.getOutputStream().write(b);
            }
        });
        servlets.put("/chat/named-behind-its-header", (request, response) -> {
            try (OutputStream out = new GZIPOutputStream(response.getOutputStream())) {
                json(response, "gzip");
                out.write(ANSWER);
            }
        });
        servlets.put("/chat/compressed-by-the-container", (request, response) -> {
            response.setContentType("application/json");
            response.flushBuffer();
            response.getOutputStream().write(ANSWER);
        });
        servlets.put("/chat/events", CodedServlets::writeEvents);
        servlets.put("/chat/async", (request, response) -> {
            AsyncContext async = request.startAsync();
            async.start(() -> {
                try {
                    json(response, "gzip");
                    try (OutputStream out = new GZIPOutputStream(response.getOutputStream())) {
                        out.write(ANSWER);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                async.complete();
            });
        });
        servlets.put("/chat/nonblocking", CodedServlets::writeWithoutBlocking);
        servlets.put("/chat/writer", (request, response) -> {
            json(response, "gzip");
            response.setCharacterEncoding("UTF-8");
            response.getWriter().print(new String(ANSWER, UTF_8));
        });
        servlets.put("/chat/reset", (request, response) -> {
            json(response, "gzip");
            response.getOutputStream().write(gzip(ANSWER), 0, 100);
            response.reset();
            response.setContentType("application/json");
            response.getOutputStream().write(ANSWER);
        });
        servlets.put("/chat/cut", (request, response) -> {
            json(response, "gzip");
            byte[] coded = gzip(ANSWER);
            response.getOutputStream().write(coded, 0, coded.length - 1);
        });
        servlets.put("/chat/broken", (request, response) -> {
            json(response, "gzip");
            byte[] coded = gzip(ANSWER);
            coded[coded.length - 5] ^= 1;
            response.getOutputStream().write(coded);
        });
        servlets.put("/chat/bomb", (request, response) -> {
            json(response, "gzip");
            try (OutputStream out = new GZIPOutputStream(response.getOutputStream())) {
                for (int i = 0; i < 40; i++) {
                    out.write(" ".repeat(1024 * 1024).getBytes(UTF_8));
                }
                out.write(ANSWER);
            }
        });
        servlets.put("/chat/endless", (request, response) -> {
            response.setContentType("text/event-stream");
            response.setHeader("Content-Encoding", "gzip");
            GZIPOutputStream out = new GZIPOutputStream(response.getOutputStream(), true);
            for (int i = 0; i < 200_000; i++) {
                out.write(("data: {\"model\":\"gpt-4o\",\"n\":\"" + Math.random() + "\"}\n\n").getBytes(UTF_8));
                out.flush();
            }
        });
        return servlets;
    }

    private static void json(HttpServletResponse response, String coding) {
        response.setContentType("application/json");
        response.setHeader("Content-Encoding", coding);
    }

    static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream coded = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(coded)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return coded.toByteArray();
    }

    private static void writeEvents(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/event-stream");
        response.setHeader("Content-Encoding", "gzip");
        response.flushBuffer();
        GZIPOutputStream out = new GZIPOutputStream(response.getOutputStream(), true);
        for (int i = 0; i < 10; i++) {
            out.write("data: {\"model\":\"gpt-4o\",\"usage\":null}\n\n".getBytes(UTF_8));
            out.flush();
        }
        out.write(
                "data: {\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":5}}\n\ndata: [DONE]\n\n".getBytes(UTF_8));
        out.close();
    }

    private static void writeWithoutBlocking(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        json(response, "gzip");
        byte[] coded = gzip(ANSWER);
        AsyncContext async = request.startAsync();
        ServletOutputStream out = response.getOutputStream();
        out.setWriteListener(new WriteListener() {
            private int at;

            @Override
            public void onWritePossible() throws IOException {
                while (out.isReady()) {
                    if (at == coded.length) {
                        async.complete();
                        return;
                    }
                    int length = Math.min(100, coded.length - at);
                    out.write(coded, at, length);
                    at += length;
                }
            }

            @Override
            public void onError(Throwable failure) {
                async.complete();
            }
        });
    }
}
