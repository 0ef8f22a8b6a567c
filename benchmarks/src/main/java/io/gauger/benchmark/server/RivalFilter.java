package io.gauger.benchmark.server;

import io.gauger.benchmark.rival.Rival;
import io.gauger.benchmark.rival.Rivals;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The filter that its parameter {@code rival} names. */
public final class RivalFilter implements Filter {
    static final String RIVAL = "rival";

    private Rival rival;

    /** For the container, which calls {@link #init}. */
    @SuppressWarnings("NullAway.Init")
    public RivalFilter() {}

    @Override
    public void init(FilterConfig config) throws ServletException {
        rival = Rivals.valueOf(config.getInitParameter(RIVAL)).make();
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        rival.filter((HttpServletRequest) request, (HttpServletResponse) response, chain);
    }
}
