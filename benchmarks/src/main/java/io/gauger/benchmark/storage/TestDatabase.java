package io.gauger.benchmark.storage;

import io.gauger.node.NodeIdentity;
import io.gauger.record.UsageRecord;
import io.gauger.settings.Settings;
import io.gauger.store.Store;
import io.gauger.store.StoreSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/** A kind of database, of which each run gets an empty one with Gauger's schema. */
abstract class TestDatabase implements AutoCloseable {
    private int databases;

    /** One by its name: {@code postgresql}, on disk and durable; {@code h2}, as it is by default. */
    static TestDatabase named(String name) throws IOException {
        return switch (name) {
            case "postgresql" -> new Postgres();
            case "h2" -> new H2();
            default -> throw new IllegalArgumentException(name + " is none of postgresql, h2");
        };
    }

    /** The address of a new database with Gauger's schema. */
    final String create() throws SQLException {
        String url = empty("gauger_" + databases++);
        store(url).close();
        return url;
    }

    final Store store(String url) {
        Settings settings =
                Settings.of(Map.of("gauger.jdbc-url", url, "gauger.admin-token", "of-no-use-in-benchmarks"));
        return Store.open(StoreSettings.of(settings, TestDatabase.class.getClassLoader()), NodeIdentity.ofThisStart());
    }

    final Writer gauger(String url) {
        Store store = store(url);
        return new Writer() {
            @Override
            public void write(List<UsageRecord> batch) {
                store.append(batch, false);
            }

            @Override
            public void close() {
                store.close();
            }
        };
    }

    /** Plain JDBC on the same database, with the driver's option for batches. */
    abstract Writer plain(String url) throws SQLException;

    abstract String empty(String name) throws SQLException;

    abstract Connection connect(String url) throws SQLException;

    @Override
    public abstract void close() throws IOException;

    private static final class Postgres extends TestDatabase {
        private final EmbeddedPostgres server;

        Postgres() throws IOException {
            server = EmbeddedPostgres.builder()
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("shared_buffers", "256MB")
                    .setServerConfig("max_wal_size", "4GB")
                    .start();
        }

        @Override
        String empty(String name) throws SQLException {
            try (Connection connection = connect(server.getJdbcUrl("postgres", "postgres"));
                    Statement statement = connection.createStatement()) {
                statement.execute("create database " + name);
            }
            return server.getJdbcUrl("postgres", name);
        }

        @Override
        Writer plain(String url) throws SQLException {
            return new PlainJdbc(connect(url + "&reWriteBatchedInserts=true"));
        }

        @Override
        Connection connect(String url) throws SQLException {
            return DriverManager.getConnection(url);
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    private static final class H2 extends TestDatabase {
        private final Path folder;

        H2() throws IOException {
            folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "h2");
        }

        @Override
        String empty(String name) {
            return "jdbc:h2:file:" + folder.resolve(name) + ";DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0;LOCK_TIMEOUT=10000";
        }

        @Override
        Writer plain(String url) throws SQLException {
            return new PlainJdbc(connect(url));
        }

        @Override
        Connection connect(String url) throws SQLException {
            return DriverManager.getConnection(url, "sa", "");
        }

        @Override
        public void close() {}
    }
}
