package io.gauger.it.callers;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;

/** Believes whoever says who he is; in place of the container's security, which each server sets up in its own way. */
public class LoginFilter extends HttpFilter {

    /** The header that tells the name. */
    public static final String HEADER = "X-Login";

    private static final long serialVersionUID = 1L;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String name = request.getHeader(HEADER);
        chain.doFilter(name == null ? request : new LoggedIn(request, name), response);
    }

    private static final class LoggedIn extends HttpServletRequestWrapper {
        private final Principal principal;

        LoggedIn(HttpServletRequest request, String name) {
            super(request);
            this.principal = () -> name;
        }

        @Override
        public Principal getUserPrincipal() {
            return principal;
        }
    }
}
