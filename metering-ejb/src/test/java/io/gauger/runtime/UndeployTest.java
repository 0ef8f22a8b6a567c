package io.gauger.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.testing.JavaProcess;
import io.gauger.testing.PostgresServer;
import java.io.File;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server does when an application goes: it lets go of its class loader. */
class UndeployTest {
    @TempDir
    Path directory;

    @Test
    void nothingOfAStoppedApplicationStaysInTheJvm() throws Exception {
        assertThat(whatStays("gauger.data-dir", directory.toString()))
                .isEqualTo("loader gone, no thread left, no driver left");
    }

    /** The server has a copy of the driver too, as this one has all that the application has. */
    @Test
    void nothingStaysOfAnApplicationThatBringsADriver() throws Exception {
        PostgresServer postgres = PostgresServer.running();

        assertThat(whatStays("gauger.jdbc-url", postgres.url(postgres.newDatabase())))
                .isEqualTo("loader gone, no thread left, no driver left");
    }

    private String whatStays(String setting, String value) throws Exception {
        Process server = JavaProcess.start(Server.class, setting, value);
        return new String(server.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Runs one application and looks what stays of it. */
    public static final class Server {
        private Server() {}

        /** The server. */
        public static void main(String[] arguments) throws Exception {
            // The thread that PostgreSQL's driver cleans up with outlives the last connection by 30 s else.
            System.setProperty("pgjdbc.config.cleanup.thread.ttl", "500");
            Set<Thread> threads = Thread.getAllStackTraces().keySet();
            List<String> drivers = drivers();

            WeakReference<ClassLoader> application;
            try {
                application = run(arguments);
            } catch (Throwable e) {
                e.printStackTrace(System.out);
                throw e;
            }

            clearSoftReferences();
            long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (application.get() != null && System.nanoTime() - end < 0) {
                System.gc();
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }
            System.out.print(application.get() == null ? "loader gone, " : "loader stays, ");
            boolean left = Thread.getAllStackTraces().keySet().stream()
                    .anyMatch(thread -> thread.isAlive() && !threads.contains(thread));
            System.out.print(left ? "thread left, " : "no thread left, ");
            System.out.print(drivers().equals(drivers) ? "no driver left" : "driver left");
            System.out.flush();
        }

        private static WeakReference<ClassLoader> run(String[] arguments) throws Exception {
            Thread thread = Thread.currentThread();
            ClassLoader server = thread.getContextClassLoader();
            try (URLClassLoader application = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
                thread.setContextClassLoader(application);
                Runnable life = (Runnable) application
                        .loadClass(WholeLife.class.getName())
                        .getConstructor(String[].class)
                        .newInstance((Object) arguments);
                if (life.getClass() == WholeLife.class) {
                    throw new IllegalStateException("The application was not loaded by its own loader");
                }
                life.run();
                return new WeakReference<>(application);
            } finally {
                thread.setContextClassLoader(server);
            }
        }

        /** The JDK's caches refer softly, which lasts until memory is short. */
        private static void clearSoftReferences() {
            List<byte[]> hoard = new ArrayList<>();
            try {
                while (hoard.size() < 1_000_000) {
                    hoard.add(new byte[1 << 20]);
                }
            } catch (OutOfMemoryError e) {
                hoard.clear();
            }
        }

        private static List<String> drivers() {
            return DriverManager.drivers().map(Object::toString).toList();
        }

        private static URL[] classPath() throws Exception {
            List<URL> urls = new ArrayList<>();
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
                urls.add(Path.of(entry).toUri().toURL());
            }
            return urls.toArray(URL[]::new);
        }
    }
}
