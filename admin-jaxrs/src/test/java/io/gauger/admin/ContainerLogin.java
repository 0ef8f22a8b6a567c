package io.gauger.admin;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;

/** Stands for the container's security: whoever names a role in the field {@code X-Role} is logged in with it. */
final class ContainerLogin extends HttpFilter {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String role = request.getHeader("X-Role");
        chain.doFilter(role == null ? request : new LoggedIn(request, role), response);
    }

    private static final class LoggedIn extends HttpServletRequestWrapper {
        private final String role;

        LoggedIn(HttpServletRequest request, String role) {
            super(request);
            this.role = role;
        }

        @Override
        public Principal getUserPrincipal() {
            return () -> "ada";
        }

        @Override
        public boolean isUserInRole(String asked) {
            return role.equals(asked);
        }
    }
}
