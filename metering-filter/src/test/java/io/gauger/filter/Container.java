package io.gauger.filter;

import jakarta.servlet.http.HttpServlet;
import java.util.Map;

/** A plain Servlet 6 container with the metering filter as a user without Jakarta EE would register it. */
interface Container {

    /** Starts with these servlets by path, the filter's init-params, and an error page for these statuses. */
    int start(Map<String, HttpServlet> servlets, Map<String, String> parameters, Map<Integer, String> errorPages)
            throws Exception;

    void stop() throws Exception;
}
