package io.gauger.benchmark.server;

import io.gauger.benchmark.Application;
import io.gauger.benchmark.Workload;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers the workload that its parameter {@code workload} names. */
public final class ApplicationServlet extends HttpServlet {
    static final String WORKLOAD = "workload";

    private static final long serialVersionUID = 1;

    private transient Application application;

    /** For the container, which calls {@link #init}. */
    @SuppressWarnings("NullAway.Init")
    public ApplicationServlet() {}

    @Override
    public void init() {
        application = new Application(Workload.valueOf(getInitParameter(WORKLOAD)));
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        application.doFilter(request, response);
    }
}
