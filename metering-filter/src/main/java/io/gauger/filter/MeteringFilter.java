package io.gauger.filter;

import io.gauger.settings.Settings;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Measures every request of a metered route where it happens and hands a record of it to the sink, once, when the
 * response has ended. The response is the application's own, byte for byte. A request of no metered route passes with
 * the untouched request and response objects.
 *
 * <p>It must be mapped to the dispatchers REQUEST, ASYNC and ERROR with async support, as the web fragment of its JAR
 * does. Its settings are its init-params and those of the application, see {@link Settings}.
 */
public final class MeteringFilter implements Filter {
    private @Nullable Metering metering;

    /** Made by the container. */
    public MeteringFilter() {}

    /** Starts metering; a setting that cannot be used keeps the application from starting, with the reason. */
    @Override
    public void init(FilterConfig config) throws ServletException {
        metering = MeteringStart.take(config.getServletContext(), config.getFilterName());
        if (metering != null) {
            return;
        }
        Map<String, String> parameters = new HashMap<>();
        for (String name : Collections.list(config.getInitParameterNames())) {
            parameters.put(name, config.getInitParameter(name));
        }
        metering = Metering.start(config.getServletContext(), parameters);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (metering != null
                && request instanceof HttpServletRequest httpRequest
                && response instanceof HttpServletResponse httpResponse) {
            filter(metering, httpRequest, httpResponse, chain);
        } else {
            chain.doFilter(request, response);
        }
    }

    /** Writes out what is left. */
    @Override
    public void destroy() {
        if (metering != null) {
            metering.stop();
            metering = null;
        }
    }

    private static void filter(
            Metering metering, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getDispatcherType() == DispatcherType.REQUEST) {
            filterFirst(metering, request, response, chain);
            return;
        }
        MeteredExchange known = MeteredExchange.of(request);
        if (known != null && request.getDispatcherType() == DispatcherType.ERROR) {
            known.dispatchError(request, response, chain);
        } else if (known != null && request.getDispatcherType() == DispatcherType.ASYNC) {
            known.dispatchAsync(request, response, chain);
        } else {
            chain.doFilter(request, response);
        }
    }

    /** What no route meters costs only this question; only then it is asked whether another of our filters was faster. */
    private static void filterFirst(
            Metering metering, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        // decoded, without context path, query and path parameters
        String path = request.getServletPath();
        String info = request.getPathInfo();
        if (info != null && !info.startsWith("/")) {
            path = path + info;
            info = null;
        }
        ReaderPool found = metering.find(request.getMethod(), path, info);
        if (found == null || MeteredExchange.of(request) != null) {
            chain.doFilter(request, response);
        } else {
            Gate.pass(metering, found, info == null ? path : path + info, request, response, chain);
        }
    }
}
