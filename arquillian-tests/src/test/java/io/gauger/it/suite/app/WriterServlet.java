package io.gauger.it.suite.app;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;

/** Answers written to the response's writer, in the charset of the parameter {@code charset}. */
@WebServlet("/writer/*")
public class WriterServlet extends Endpoint {
    private static final long serialVersionUID = 1L;

    @Override
    void answer(String name, HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain");
        response.setCharacterEncoding(request.getParameter("charset"));
        PrintWriter out = response.getWriter();
        switch (name) {
            case "short" -> out.write("aé日😀");
            case "long" -> {
                for (int i = 0; i < 10_000; i++) {
                    out.write("aé日€");
                }
            }
            case "long-with-pairs" -> {
                for (int i = 0; i < 10_000; i++) {
                    out.write("aé日😀");
                }
            }
            case "flushed" -> {
                out.write("aé");
                out.flush();
                out.write("日😀");
            }
            case "split-pair" -> {
                out.write("(\uD83D");
                out.write("\uDE00)");
            }
            case "print" -> {
                out.print("é");
                out.println(7);
                out.print(true);
                out.print('c');
                out.println();
                out.print(new char[] {'x', 'y'});
                out.print((String) null);
                out.append("ab").append('c').append("abcdef", 3, 5);
                out.write('w');
                out.write("abcdef", 1, 2);
                out.format("%03d", 7).printf(Locale.ROOT, "%.2f", 1.5);
            }
            default -> throw unknown(name);
        }
    }
}
