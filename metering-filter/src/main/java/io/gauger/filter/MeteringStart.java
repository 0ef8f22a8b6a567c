package io.gauger.filter;

import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletException;
import org.jspecify.annotations.Nullable;

/**
 * Starts metering before the application's filters are made, so that a setting that cannot be used keeps the application
 * from starting everywhere: a server may go on without a filter that failed (Payara does), and would serve everything
 * for nothing. Where it is not registered, the filter starts by itself.
 */
public final class MeteringStart implements ServletContextListener {
    private static final String ATTRIBUTE = MeteringStart.class.getName() + ".";

    /** Made by the container. */
    public MeteringStart() {}

    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletContext application = event.getServletContext();
        try {
            startAll(application);
        } catch (ServletException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        stopUntaken(event.getServletContext());
    }

    private static void startAll(ServletContext application) throws ServletException {
        try {
            for (FilterRegistration filter :
                    application.getFilterRegistrations().values()) {
                String name = ATTRIBUTE + filter.getName();
                // already there where the listener is registered twice, by the fragment and by hand
                if (MeteringFilter.class.getName().equals(filter.getClassName())
                        && application.getAttribute(name) == null) {
                    application.setAttribute(name, Metering.start(application, filter.getInitParameters()));
                }
            }
        } catch (Throwable e) {
            stopUntaken(application);
            throw e;
        }
    }

    /** What was started for the filter of this name, which from now on has to stop it; null if nothing was. */
    static @Nullable Metering take(ServletContext application, String filterName) {
        String name = ATTRIBUTE + filterName;
        Metering started = (Metering) application.getAttribute(name);
        application.removeAttribute(name);
        return started;
    }

    /** The application did not get as far as its filters. */
    private static void stopUntaken(ServletContext application) {
        for (String filterName : application.getFilterRegistrations().keySet()) {
            Metering started = take(application, filterName);
            if (started != null) {
                started.stop();
            }
        }
    }
}
