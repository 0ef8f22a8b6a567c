package io.gauger.it.suite.app;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A servlet with an answer for each name below its path; HEAD is left to {@link HttpServlet}. */
abstract class Endpoint extends HttpServlet {
    private static final long serialVersionUID = 1L;

    abstract void answer(String name, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException;

    @Override
    protected final void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        Object included = request.getAttribute(RequestDispatcher.INCLUDE_PATH_INFO);
        String info = included == null ? request.getPathInfo() : (String) included;
        answer(info == null ? "" : info.substring(1), request, response);
    }

    @Override
    protected final void doPost(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        doGet(request, response);
    }

    @Override
    protected final void doPut(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        doGet(request, response);
    }

    /** The cell and its endpoint do not agree on a name. */
    static AssertionError unknown(String name) {
        return new AssertionError("no answer for " + name);
    }

    /** Bytes whose order can be seen, and that do not become small in a WAR. */
    static byte[] pattern(int length) {
        byte[] bytes = new byte[length];
        int state = 1;
        for (int i = 0; i < length; i++) {
            state = state * 1103515245 + 12345;
            bytes[i] = (byte) (state >>> 16);
        }
        return bytes;
    }
}
