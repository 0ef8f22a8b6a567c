package io.gauger.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A PostgreSQL for all tests of this JVM, with which it ends. Users other than postgres must show a password. The oldest
 * version that is supported comes from a JAR that the build puts beside the classes, for Linux on x86-64.
 */
public final class PostgresServer {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final EmbeddedPostgres postgres;

    private PostgresServer(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    /** The server, started by the first call. */
    public static PostgresServer running() {
        return Holder.SERVER;
    }

    /** A server of the oldest version, started by the first call. */
    public static PostgresServer oldest() {
        return Oldest.SERVER;
    }

    /** Makes an empty database and returns its name. */
    public String newDatabase() {
        String name = "gauger_" + DATABASES.incrementAndGet();
        execute("postgres", "create database " + name);
        return name;
    }

    /** Makes a copy of a database to which nobody is connected, and returns its name. */
    public String newCopy(String original) {
        String name = "gauger_" + DATABASES.incrementAndGet();
        execute("postgres", "create database " + name + " template " + original);
        return name;
    }

    /** Runs a statement as superuser. */
    public void execute(String database, String sql) {
        try (Connection connection = postgres.getDatabase("postgres", database).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The address of a database, for its superuser. */
    public String url(String database) {
        return postgres.getJdbcUrl("postgres", database);
    }

    public int port() {
        return postgres.getPort();
    }

    private static final class Holder {
        static final PostgresServer SERVER = start(EmbeddedPostgres.builder());
    }

    private static final class Oldest {
        private static final Path JAR = Path.of("target", "postgresql-oldest", "postgresql.jar");

        static final PostgresServer SERVER =
                start(EmbeddedPostgres.builder().setPgBinaryResolver((system, machine) -> program()));

        private static InputStream program() throws IOException {
            return new URL("jar:" + JAR.toUri() + "!/postgres-linux-x86_64.txz").openStream();
        }
    }

    private static PostgresServer start(EmbeddedPostgres.Builder server) {
        try {
            Path access = Files.createTempFile("gauger-pg-hba", ".conf");
            access.toFile().deleteOnExit();
            Files.writeString(access, "host all postgres 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 md5\n");
            return new PostgresServer(server.setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("hba_file", access.toString())
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
