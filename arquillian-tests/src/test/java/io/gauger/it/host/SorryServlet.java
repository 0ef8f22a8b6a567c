package io.gauger.it.host;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The host's error page. */
@WebServlet("/sorry")
public class SorryServlet extends HttpServlet {

    /** What it says: 21 characters, 22 bytes in UTF-8. */
    public static final String TEXT = "Sorry, that was bad é";

    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain;charset=UTF-8");
        response.getWriter().print(TEXT);
    }
}
