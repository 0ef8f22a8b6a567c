package io.gauger.it.host;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Marks every answer of the host; named in its {@code web.xml}, so it runs outside of Gauger. */
public class HostFilter extends HttpFilter {

    /** The mark. */
    public static final String HEADER = "X-Host-Filter";

    private static final long serialVersionUID = 1L;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        response.setHeader(HEADER, "seen");
        chain.doFilter(request, response);
    }
}
