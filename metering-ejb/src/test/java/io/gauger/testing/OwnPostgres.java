package io.gauger.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL of one test's own, which can be killed and started again on the same data and the same port. */
public final class OwnPostgres implements AutoCloseable {
    private final Path data;
    private final boolean synchronousCommit;
    private int port;
    private @Nullable EmbeddedPostgres postgres;

    /**
     * Starts it.
     *
     * @param data where its files are to be, below a directory of the test
     * @param synchronousCommit whether a commit waits for the log to be written unless the client says otherwise
     */
    public OwnPostgres(Path data, boolean synchronousCommit) {
        this.data = data;
        this.synchronousCommit = synchronousCommit;
        start();
    }

    /** Starts it again. */
    public void start() {
        try {
            postgres = EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setPort(port)
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", synchronousCommit ? "on" : "off")
                    .setServerConfig("max_connections", "20")
                    .start();
            port = postgres.getPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends all its processes at once, as kill -9 does. */
    public void kill() throws IOException {
        long postmaster = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0));
        List<ProcessHandle> processes = new ArrayList<>();
        ProcessHandle.of(postmaster).ifPresent(main -> {
            processes.add(main);
            main.descendants().forEach(processes::add);
        });
        processes.forEach(ProcessHandle::destroyForcibly);
        processes.forEach(process -> process.onExit().join());
        Files.delete(data.resolve("postmaster.pid"));
        close(); // gives up the lock on the data directory
    }

    /** Runs a statement as superuser, without waiting for what commits wait for. */
    public void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement()) {
            statement.execute("set synchronous_commit = local");
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres";
    }

    @Override
    public void close() throws IOException {
        if (postgres != null) {
            postgres.close();
        }
    }
}
