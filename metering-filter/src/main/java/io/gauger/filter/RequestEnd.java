package io.gauger.filter;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;

/**
 * Hears when a request leaves the application, which is after any error page. Where it is not registered, a request that
 * ends in an error is recorded before its error page, without the page's bytes.
 */
public final class RequestEnd implements ServletContextListener, ServletRequestListener {
    private static final String INSTALLED = RequestEnd.class.getName();

    /** Made by the container. */
    public RequestEnd() {}

    static boolean isInstalled(ServletContext application) {
        return application.getAttribute(INSTALLED) != null;
    }

    @Override
    public void contextInitialized(ServletContextEvent event) {
        event.getServletContext().setAttribute(INSTALLED, true);
    }

    @Override
    public void requestDestroyed(ServletRequestEvent event) {
        MeteredExchange exchange = MeteredExchange.of(event.getServletRequest());
        if (exchange != null) {
            exchange.ended();
        }
    }
}
