package io.gauger.filter;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import java.util.EnumSet;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.gzip.GzipHandler;

final class JettyContainer implements Container {
    private final Server server = new Server();
    private boolean compressing;

    /** Compresses answers for clients that ask for it. */
    JettyContainer compressing() {
        compressing = true;
        return this;
    }

    @Override
    public int start(Map<String, HttpServlet> servlets, Map<String, String> parameters, Map<Integer, String> errorPages)
            throws Exception {
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        servlets.forEach((path, servlet) -> {
            ServletHolder holder = new ServletHolder(servlet);
            holder.setAsyncSupported(true);
            context.addServlet(holder, path);
        });
        ErrorPageErrorHandler pages = new ErrorPageErrorHandler();
        errorPages.forEach(pages::addErrorPage);
        context.setErrorHandler(pages);
        FilterHolder filter = new FilterHolder(MeteringFilter.class);
        filter.setName("gauger");
        filter.setAsyncSupported(true);
        filter.setInitParameters(parameters);
        context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR));
        context.addEventListener(new RequestEnd());
        context.addEventListener(new MeteringStart());
        server.setHandler(compressing ? new GzipHandler(context) : context);
        server.start();
        return connector.getLocalPort();
    }

    @Override
    public void stop() throws Exception {
        server.stop();
    }
}
