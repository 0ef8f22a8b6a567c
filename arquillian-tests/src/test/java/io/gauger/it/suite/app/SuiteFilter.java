package io.gauger.it.suite.app;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The application's own filter; named in its {@code web.xml}, so it runs outside of Gauger. */
public class SuiteFilter extends HttpFilter {
    /** Marks what it has seen. */
    public static final String HEADER = "X-Suite-Filter";

    private static final long serialVersionUID = 1L;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        response.setHeader(HEADER, "seen");
        chain.doFilter(request, response);
    }
}
