package io.gauger.it.callers;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers what was noted of the request. */
@WebServlet("/visit/*")
public class VisitServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Inject
    Visit visit;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String note = visit.note();
        // Open Liberty sends chunks otherwise
        response.setContentLength(note.length());
        response.getWriter().print(note);
    }
}
