package io.gauger.store;

import io.gauger.settings.Settings;
import io.gauger.testing.MariaServer;
import io.gauger.testing.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Databases of a test's own, with tables as a start would make them: each is a copy of one that was migrated once in this JVM,
 * as a copy takes a tenth of the time. What migrations do is told by {@link MigrationsKit}.
 */
public final class MigratedDatabases {
    private static final String NAME = "gauger";
    private static final String SUFFIX = ".mv.db";

    private MigratedDatabases() {}

    /** The embedded default, on disk, with the options that it has in production; a database that is there stays. */
    static Connections h2(Path directory) {
        h2File(directory);
        return connections("gauger.data-dir", directory.toString());
    }

    /** The database that H2 has in a data directory, as URLs name it; one that is there stays. */
    public static Path h2File(Path directory) {
        Path file = directory.resolve(NAME + SUFFIX);
        try {
            if (!Files.exists(file)) {
                Files.write(file, H2.FILE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return directory.resolve(NAME);
    }

    /** PostgreSQL by its URL. */
    static Connections postgres() {
        return connections("gauger.jdbc-url", postgresUrl());
    }

    /** The address of one in PostgreSQL, for its superuser. */
    static String postgresUrl() {
        return PostgresServer.running().url(postgresName());
    }

    /** The name of one in PostgreSQL. */
    public static String postgresName() {
        return PostgresServer.running().newCopy(Postgres.DATABASE);
    }

    /** One in the oldest PostgreSQL that is supported. */
    static String oldestPostgresUrl() {
        PostgresServer server = PostgresServer.oldest();
        return server.url(server.newCopy(OldestPostgres.DATABASE));
    }

    /** MariaDB by its URL. */
    static Connections maria() {
        MariaServer server = MariaServer.running();
        String database = server.newDatabase();
        Maria.COPY.into(database);
        return connections("gauger.jdbc-url", server.url(database));
    }

    private static Connections connections(String setting, String value) {
        try {
            return StoreSettings.of(Settings.of(Map.of(setting, value)), MigratedDatabases.class.getClassLoader())
                    .connections();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void migrate(Connections connections) {
        try (SchemaLock lock = SchemaLock.take(connections)) {
            Migrations.shipped(lock.database()).apply(lock.connection());
            new RollupsOfOldRecords(lock.database()).make(lock.connection());
            lock.connection().setAutoCommit(false);
            lock.database().aging().makeRoom(lock.connection(), System.currentTimeMillis());
            lock.connection().commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class H2 {
        static final byte[] FILE = file();

        private static byte[] file() {
            try {
                Path directory = Files.createTempDirectory("gauger-h2");
                Connections connections = connections("gauger.data-dir", directory.toString());
                migrate(connections);
                shutDown(connections);
                byte[] bytes = Files.readAllBytes(directory.resolve(NAME + SUFFIX));
                try (Stream<Path> files = Files.walk(directory)) {
                    files.sorted(Comparator.reverseOrder())
                            .forEach(file -> file.toFile().delete());
                }
                return bytes;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Else it may still write when its last connection is closed. */
    private static void shutDown(Connections connections) {
        try (Connection connection = connections.open();
                Statement statement = connection.createStatement()) {
            statement.execute("shutdown");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Postgres {
        static final String DATABASE = migrated(PostgresServer.running());
    }

    private static final class OldestPostgres {
        static final String DATABASE = migrated(PostgresServer.oldest());
    }

    private static String migrated(PostgresServer server) {
        String name = server.newDatabase();
        migrate(connections("gauger.jdbc-url", server.url(name)));
        return name;
    }

    private static final class Maria {
        static final MariaCopy COPY = copy();

        private static MariaCopy copy() {
            MariaServer server = MariaServer.running();
            String name = server.newDatabase();
            migrate(connections("gauger.jdbc-url", server.url(name)));
            return new MariaCopy(server, name);
        }
    }
}
