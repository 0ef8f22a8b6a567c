package io.gauger.filter;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Applications that tell what they read of a request, each in its way. */
final class ReadingServlets {
    private ReadingServlets() {}

    /** By names. */
    static Map<String, TestServlet.Body> all() {
        Map<String, TestServlet.Body> all = new LinkedHashMap<>();
        all.put("blocks", (request, response) -> response.getOutputStream()
                .write(request.getInputStream().readAllBytes()));
        all.put("bytes", ReadingServlets::byteByByte);
        all.put("reader", ReadingServlets::characters);
        all.put("charset", (request, response) -> {
            request.setCharacterEncoding("UTF-8");
            characters(request, response);
        });
        all.put("part", (request, response) -> response.getOutputStream()
                .write(request.getInputStream().readNBytes(10)));
        all.put("nothing", (request, response) -> response.getOutputStream().print("nothing"));
        all.put("twice", ReadingServlets::both);
        all.put("parameters", (request, response) -> {
            response.getOutputStream().print(request.getParameter("q") + " " + request.getParameter("form") + " ");
            response.getOutputStream().write(request.getInputStream().readAllBytes());
        });
        all.put("listener", (request, response) -> listen(request, response, 8192));
        all.put("small-listener", (request, response) -> listen(request, response, 7));
        return all;
    }

    private static void byteByByte(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ServletInputStream in = request.getInputStream();
        int b = in.read();
        while (b >= 0) {
            response.getOutputStream().write(b);
            b = in.read();
        }
        response.getOutputStream().print(" " + in.isFinished());
    }

    private static void characters(HttpServletRequest request, HttpServletResponse response) throws IOException {
        StringBuilder text = new StringBuilder();
        char[] chars = new char[1000];
        Reader reader = request.getReader();
        for (int read = reader.read(chars); read >= 0; read = reader.read(chars)) {
            text.append(chars, 0, read);
        }
        response.getOutputStream().write(text.toString().getBytes(StandardCharsets.UTF_16BE));
    }

    private static void both(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ServletInputStream stream = request.getInputStream();
        boolean first = stream == request.getInputStream();
        String second;
        try {
            request.getReader();
            second = "both";
        } catch (IllegalStateException e) {
            second = "one";
        }
        response.getOutputStream().print(first + " " + second);
    }

    private static void listen(HttpServletRequest request, HttpServletResponse response, int buffer)
            throws IOException {
        AsyncContext context = request.startAsync();
        ServletInputStream in = request.getInputStream();
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        in.setReadListener(new ReadListener() {
            private boolean told;

            @Override
            public void onDataAvailable() throws IOException {
                byte[] bytes = new byte[buffer];
                while (in.isReady() && !in.isFinished()) {
                    int count = in.read(bytes);
                    read.write(bytes, 0, Math.max(0, count));
                }
            }

            @Override
            public void onAllDataRead() throws IOException {
                if (told) {
                    throw new IllegalStateException("the end was told twice");
                }
                told = true;
                response.getOutputStream().write(read.toByteArray());
                context.complete();
            }

            @Override
            public void onError(Throwable failure) {
                response.setStatus(500);
                context.complete();
            }
        });
    }
}
