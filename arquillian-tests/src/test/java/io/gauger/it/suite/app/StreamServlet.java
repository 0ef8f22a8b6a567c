package io.gauger.it.suite.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/** Answers written to the response's stream. */
@WebServlet("/stream/*")
public class StreamServlet extends Endpoint {
    private static final long serialVersionUID = 1L;

    @Override
    void answer(String name, HttpServletRequest request, HttpServletResponse response) throws IOException {
        ServletOutputStream out = response.getOutputStream();
        switch (name) {
            case "write" -> {
                out.write(1);
                out.write(new byte[2]);
                out.write(pattern(100), 10, 3);
            }
            case "print" -> {
                response.setContentType("text/plain");
                print(out);
            }
            case "print-utf-8" -> {
                response.setContentType("text/plain;charset=UTF-8");
                out.print("é");
            }
            case "print-beyond-latin-1" -> {
                response.setContentType("text/plain;charset=UTF-8");
                out.print("日");
            }
            case "no-content" -> response.setStatus(204);
            case "not-modified" -> response.setStatus(304);
            case "gzip" -> {
                response.setContentType("text/plain");
                response.setHeader("Content-Encoding", "gzip");
                try (OutputStream coded = new GZIPOutputStream(out)) {
                    coded.write("a line of text\n".repeat(10_000).getBytes(UTF_8));
                }
            }
            case "chunked" -> out.write(pattern(100_000));
            case "length" -> {
                response.setContentLength(100_000);
                out.write(pattern(100_000));
            }
            case "length-in-a-header" -> {
                response.setHeader("Content-Length", "100000");
                out.write(pattern(100_000));
            }
            case "length-too-small" -> {
                response.setContentLength(10);
                out.write(pattern(15));
            }
            case "length-too-large" -> {
                response.setContentLength(10);
                out.write(pattern(5));
            }
            case "reset" -> {
                response.setHeader("X-Before", "dropped");
                out.write(pattern(100));
                response.reset();
                response.getWriter().print("kept");
            }
            case "reset-buffer" -> {
                response.setHeader("X-Before", "kept");
                out.write(pattern(100));
                response.resetBuffer();
                out.write(pattern(7));
            }
            default -> throw unknown(name);
        }
    }

    private static void print(ServletOutputStream out) throws IOException {
        out.print("four");
        out.println();
        out.println(7);
        out.print(true);
        out.print('c');
        out.print(1.5);
        out.print(10L);
        out.println("é");
    }
}
