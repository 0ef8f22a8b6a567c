package io.gauger.it.suite.app;

import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers that other parts of the application write. */
@WebServlet("/dispatch/*")
public class DispatchServlet extends Endpoint {
    private static final long serialVersionUID = 1L;

    @Override
    void answer(String name, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        switch (name) {
            case "forward" -> forward("/stream/write", request, response);
            case "forward-to-a-file" -> forward("/small.txt", request, response);
            case "forward-to-a-page" -> forward("/page.jsp", request, response);
            case "forward-late" -> {
                response.getOutputStream().write(pattern(100));
                forward("/stream/write", request, response);
            }
            case "include" -> include("/stream/write", request, response);
            case "include-a-file" -> include("/small.txt", request, response);
            default -> throw unknown(name);
        }
    }

    private static void forward(String path, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        request.getRequestDispatcher(path).forward(request, response);
    }

    private static void include(String path, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        response.getOutputStream().write(pattern(10));
        request.getRequestDispatcher(path).include(request, response);
        response.getOutputStream().write(pattern(5));
    }
}
