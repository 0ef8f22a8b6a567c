package io.gauger.admin;

import io.gauger.runtime.Gauger;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.servlet.ServletContext;
import jakarta.ws.rs.core.Application;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.glassfish.jersey.internal.inject.AbstractBinder;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.servlet.ServletContainer;

/**
 * The admin API at {@code /app/metering} as a server deploys it, and beside it at {@code /app/api} a host application
 * that found what is ours by scanning: Jersey in Tomcat on a free port of the loopback address.
 */
final class AdminServer implements AutoCloseable {
    /** Tell each step otherwise; held here, since loggers are else forgotten together with their levels. */
    private static final List<Logger> QUIET =
            List.of(Logger.getLogger("org.apache"), Logger.getLogger("org.glassfish"));

    static {
        QUIET.forEach(logger -> logger.setLevel(Level.SEVERE));
    }

    private final Tomcat tomcat = new Tomcat();
    private final HttpClient client = HttpClient.newHttpClient();

    AdminServer(Gauger gauger, Path directory, Map<String, Object> properties, Set<Class<?>> hostResources)
            throws Exception {
        tomcat.setSilent(true);
        tomcat.setBaseDir(directory.toString());
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        tomcat.getConnector().setProperty("relaxedQueryChars", "\"<>[\\]^`{|}");
        Context context = tomcat.addContext(
                "/app", Files.createDirectories(directory.resolve("app")).toString());
        context.addServletContainerInitializer(
                (classes, servlets) -> {
                    servlets.addFilter("login", new ContainerLogin()).addMappingForUrlPatterns(null, false, "/*");
                    deploy(servlets, gauger, properties, hostResources);
                },
                null);
        tomcat.start();
    }

    private static void deploy(
            ServletContext servlets, Gauger gauger, Map<String, Object> properties, Set<Class<?>> hostResources) {
        ResourceConfig admin = ResourceConfig.forApplication(new AdminApplication());
        properties.forEach(admin::property);
        servlets.addServlet("admin", new ServletContainer(admin.register(bind(gauger))))
                .addMapping("/metering/*");
        ResourceConfig host = ResourceConfig.forApplication(new Application() {
            @Override
            public Set<Class<?>> getClasses() {
                return hostResources;
            }
        });
        servlets.addServlet("host", new ServletContainer(host.register(bind(gauger))))
                .addMapping("/api/*");
    }

    /** Where a server has CDI. */
    private static AbstractBinder bind(Gauger gauger) {
        return new AbstractBinder() {
            @Override
            protected void configure() {
                bind(gauger).to(Gauger.class);
            }
        };
    }

    String base() {
        return "http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/app";
    }

    /** As an operator. */
    Reply get(String path) {
        return send("GET", path, "Authorization", "Bearer " + StoredInMemory.TOKEN);
    }

    Reply getAnonymously(String path) {
        return send("GET", path);
    }

    /** As an operator, with a body of JSON. */
    Reply write(String method, String path, String json, String... headers) {
        String[] all = Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Authorization";
        all[headers.length + 1] = "Bearer " + StoredInMemory.TOKEN;
        return sendJson(method, path, json, all);
    }

    /** With a body of JSON, as whoever the headers say. */
    Reply sendJson(String method, String path, String json, String... headers) {
        String[] all = Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Content-Type";
        all[headers.length + 1] = "application/json";
        return sendBody(method, path, HttpRequest.BodyPublishers.ofString(json), all);
    }

    Reply send(String method, String path, String... headers) {
        return sendBody(method, path, HttpRequest.BodyPublishers.noBody(), headers);
    }

    private Reply sendBody(String method, String path, HttpRequest.BodyPublisher body, String... headers) {
        URI uri = URI.create(path.startsWith("http") ? path : base() + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return new Reply(client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new AssertionError(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** The status of a GET as an operator, for targets that are no URI and that no proper client would send. */
    int statusOfRaw(String target) {
        String request = "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + StoredInMemory.TOKEN + "\r\nConnection: close\r\n\r\n";
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), tomcat.getConnector().getLocalPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            String statusLine = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            return Integer.parseInt(statusLine.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
        } catch (IOException e) {
            throw new AssertionError(target, e);
        }
    }

    @Override
    public void close() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
    }

    /** What came back. */
    record Reply(HttpResponse<byte[]> response) {
        int status() {
            return response.statusCode();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }

        int bytes() {
            return response.body().length;
        }

        JsonObject json() {
            try (JsonReader reader = Json.createReader(new ByteArrayInputStream(response.body()))) {
                return reader.readObject();
            }
        }

        /** The code of a problem, which must be well formed. */
        String problem() {
            JsonObject problem = json();
            if (!"application/problem+json".equals(header("Content-Type"))
                    || problem.getInt("status") != status()
                    || !problem.getString("type").equals("urn:gauger:problem:" + problem.getString("error"))
                    || problem.getString("title").isBlank()
                    || problem.getString("detail").isBlank()
                    || problem.getString("instance").isBlank()) {
                throw new AssertionError("not a problem: " + status() + " " + header("Content-Type") + " " + problem);
            }
            return problem.getString("error");
        }
    }
}
