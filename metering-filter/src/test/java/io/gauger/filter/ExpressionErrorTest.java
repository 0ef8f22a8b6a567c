package io.gauger.filter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;

/** An application on a server that cannot run the expression engine: its answers are its own, and what needs no engine counts. */
class ExpressionErrorTest {

    @Test
    void anExpressionThatFailsIsFlaggedAndChangesNothingOfWhatIsSent() throws Exception {
        try (URLClassLoader application = withoutEngine()) {
            Server server = new Server();
            int port = start(server, application);
            try {
                String free = received(port, "/free");
                assertThat(free).endsWith("{\"a\":21}");
                assertThat(received(port, "/twice")).isEqualTo(free);
                assertThat(received(port, "/field")).isEqualTo(free);
                assertThat(records(application, 2))
                        .anyMatch(record -> record.contains("route=twice")
                                && record.contains("units=1.000000000, basis=ESTIMATED, flags=[EXPRESSION_ERROR]"))
                        .anyMatch(record -> record.contains("route=field")
                                && record.contains("units=21.000000000, basis=MEASURED, flags=[]"));
            } finally {
                server.stop();
            }
        }
    }

    private static int start(Server server, ClassLoader application) throws Exception {
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        context.addServlet(
                new ServletHolder(new TestServlet((request, response) -> {
                    response.setContentType("application/json");
                    response.getOutputStream().write("{\"a\":21}".getBytes(UTF_8));
                })),
                "/*");
        FilterHolder filter = new FilterHolder(
                application.loadClass(MeteringFilter.class.getName()).asSubclass(Filter.class));
        filter.setInitParameters(Map.of(
                "gauger.sink", RecordedUsage.class.getName(),
                "gauger.route.twice", "GET /twice custom on_error=one metering_expr=respBody.a * 2",
                "gauger.route.field", "GET /field custom metering_expr=respBody.a"));
        context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST));
        server.setHandler(context);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(application);
        try {
            context.setClassLoader(application);
            server.start();
        } finally {
            thread.setContextClassLoader(before);
        }
        return connector.getLocalPort();
    }

    /** The filter's classes anew, beside everything else but the engine. */
    private static URLClassLoader withoutEngine() throws IOException {
        List<URL> own = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator), -1)) {
            if (!entry.endsWith(".jar")) {
                own.add(Path.of(entry).toUri().toURL());
            }
        }
        return new URLClassLoader(own.toArray(URL[]::new), ExpressionErrorTest.class.getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                if (name.startsWith("org.openjdk.nashorn.")) {
                    throw new ClassNotFoundException(name);
                }
                synchronized (getClassLoadingLock(name)) {
                    if (!name.startsWith("io.gauger.")) {
                        return super.loadClass(name, resolve);
                    }
                    Class<?> loaded = findLoadedClass(name);
                    return loaded == null ? findClass(name) : loaded;
                }
            }
        };
    }

    /** What the sink inside the application was handed, as text, since its classes are not those of this test. */
    private static List<String> records(ClassLoader application, int count) throws Exception {
        Method all = application.loadClass(RecordedUsage.class.getName()).getDeclaredMethod("all");
        all.setAccessible(true);
        await().until(() -> ((List<?>) all.invoke(null)).size() >= count);
        return ((List<?>) all.invoke(null)).stream().map(Object::toString).toList();
    }

    private static String received(int port, String path) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1).replaceFirst("\r\nDate: [^\r]*", "");
        }
    }
}
