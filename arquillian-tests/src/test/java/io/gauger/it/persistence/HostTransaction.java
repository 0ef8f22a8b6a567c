package io.gauger.it.persistence;

import jakarta.annotation.Resource;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.transaction.UserTransaction;
import java.io.IOException;

/** A transaction around the whole request, metering included: what web.xml declares runs before fragments. */
public class HostTransaction extends HttpFilter {
    /** The parameter that says how the transaction ends. */
    public static final String FATE = "fate";

    public static final String COMMIT = "commit";
    public static final String ROLLBACK = "rollback";

    /** The application breaks, so the transaction is rolled back. */
    public static final String BROKEN = "broken";

    private static final long serialVersionUID = 1L;

    @Resource
    private transient UserTransaction transaction;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String fate = request.getParameter(FATE);
        if (fate == null) {
            chain.doFilter(request, response);
            return;
        }
        try {
            transaction.begin();
            try {
                chain.doFilter(request, response);
            } finally {
                if (fate.equals(COMMIT)) {
                    transaction.commit();
                } else {
                    transaction.rollback();
                }
            }
        } catch (IOException | ServletException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException(e);
        }
    }
}
