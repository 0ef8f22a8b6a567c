package io.gauger.sample;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/**
 * Tells the developer at the console where to look, if the system property {@code gauger.port} says which port the
 * server was given: the Servlet API itself does not know it before the first request.
 */
@WebListener
public final class WhereThingsAre implements ServletContextListener {
    @Override
    public void contextInitialized(ServletContextEvent event) {
        String port = System.getProperty("gauger.port");
        if (port != null) {
            System.out.println(
                    text("http://localhost:" + port + event.getServletContext().getContextPath()));
        }
    }

    private static String text(String base) {
        return """

                The sample application is at %1$s/
                The admin API is at          %1$s/metering/v1/
                Make a metered call, then look at it:
                  curl -H 'Authorization: Bearer gk_demo' %1$s/v1/ping
                  curl -H 'Authorization: Bearer gat_demo' %1$s/metering/v1/usage
                  curl -H 'Authorization: Bearer gat_demo' %1$s/metering/v1/health
                """
                .formatted(base);
    }
}
