package io.gauger.filter;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Servlets that use what a wrapper could break; each is there with metering and without. */
final class UntouchedServlets {
    private UntouchedServlets() {}

    static Map<String, TestServlet.Body> all() {
        Map<String, TestServlet.Body> servlets = new LinkedHashMap<>();
        for (String prefix : new String[] {"/bytes", "/free"}) {
            servlets.put(prefix + "/upgrade", UntouchedServlets::upgrade);
            servlets.put(prefix + "/long-length", (request, response) -> {
                response.setContentLengthLong(3_000_000_000L);
                response.flushBuffer();
            });
            servlets.put(prefix + "/length", (request, response) -> {
                response.setContentLengthLong(5);
                response.getOutputStream().write(new byte[5]);
            });
            servlets.put(prefix + "/reset-buffer", (request, response) -> {
                response.setStatus(202);
                response.setHeader("X-Kept", "yes");
                response.getOutputStream().write(new byte[100]);
                response.resetBuffer();
                response.getOutputStream().write(new byte[4]);
            });
            servlets.put(prefix + "/reset-download", (request, response) -> {
                ServletOutputStream out = response.getOutputStream();
                for (int i = 0; i < 3; i++) {
                    out.write(new byte[100]);
                }
                response.resetBuffer();
                for (int i = 0; i < 3; i++) {
                    out.write(new byte[5]);
                }
                out.write(0);
                out.print("ab");
                out.write(new byte[0]);
                out.flush();
                out.write(new byte[7]);
            });
            servlets.put(prefix + "/reset-too-late", (request, response) -> {
                response.getOutputStream().write(new byte[6]);
                response.flushBuffer();
                boolean refused = false;
                try {
                    response.resetBuffer();
                } catch (IllegalStateException e) {
                    refused = true;
                }
                response.getOutputStream().write(refused ? 'r' : 'a');
            });
            servlets.put(prefix + "/writer-state", (request, response) -> {
                PrintWriter out = response.getWriter();
                out.print("before ");
                boolean committedBefore = response.isCommitted();
                boolean error = out.checkError();
                out.print(committedBefore + " " + error + " " + response.isCommitted());
                out.close();
                out.print("behind");
            });
            servlets.put(prefix + "/both", (request, response) -> {
                response.getWriter().print("one ");
                try {
                    response.getOutputStream().write(1);
                } catch (IllegalStateException e) {
                    response.getWriter().print("or the other");
                }
            });
        }
        return servlets;
    }

    private static void upgrade(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        response.setStatus(HttpServletResponse.SC_SWITCHING_PROTOCOLS);
        response.setHeader("Upgrade", "echo");
        response.setHeader("Connection", "Upgrade");
        request.upgrade(Echo.class);
    }

    /** Sends back one line and ends. */
    public static final class Echo implements HttpUpgradeHandler {
        /** Made by the container. */
        public Echo() {}

        @Override
        public void init(WebConnection connection) {
            try (connection) {
                int b;
                do {
                    b = connection.getInputStream().read();
                    connection.getOutputStream().write(b);
                } while (b != '\n');
                connection.getOutputStream().flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void destroy() {}
    }
}
