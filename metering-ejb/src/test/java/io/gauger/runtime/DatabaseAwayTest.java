package io.gauger.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gauger.batch.BatchWriter;
import io.gauger.settings.Settings;
import io.gauger.testing.LogCapture;
import io.gauger.testing.PostgresServer;
import io.gauger.testing.Records;
import io.gauger.testing.Relay;
import io.gauger.usage.RecordQuery;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees while a database on another machine cannot be used, and that it heals by itself. */
class DatabaseAwayTest {
    private static final PostgresServer POSTGRES = PostgresServer.running();
    private static final String PASSWORD = "hunter2-secret";

    @TempDir
    Path directory;

    private final String database = POSTGRES.newDatabase();
    private final String user = "user_" + database;
    private final LogCapture log = new LogCapture(BatchWriter.class);
    private Backend backend;

    @AfterEach
    void stop() {
        backend.close();
        log.close();
        assertThat(log.text()).doesNotContain(PASSWORD);
    }

    @Test
    void aDatabaseThatCannotBeReached() throws Exception {
        int port = unusedPort();
        measure("jdbc:postgresql://127.0.0.1:" + port + "/" + database, "postgres");

        assertDegraded("The database cannot be reached (SQLState 08001, code 0); the log has the cause");
        try (Relay relay = new Relay(port, POSTGRES.port())) {
            assertThat(relay.port()).isEqualTo(port);
            assertHeals();
        }
    }

    @Test
    void aWrongPassword() {
        POSTGRES.execute("postgres", "create user " + user + " password 'another'");
        POSTGRES.execute("postgres", "alter database " + database + " owner to " + user);
        measure(POSTGRES.url(database), user);

        assertDegraded("The database refuses the user or password (SQLState 28P01, code 0); the log has the cause");
        POSTGRES.execute("postgres", "alter user " + user + " password '" + PASSWORD + "'");
        assertHeals();
    }

    @Test
    void aUserWhoMayNotCreateTables() {
        POSTGRES.execute("postgres", "create user " + user + " password '" + PASSWORD + "'");
        measure(POSTGRES.url(database), user);

        assertDegraded("The database denies its user a right that is needed; the first start needs that to create"
                + " tables (SQLState 42501, code 0); the log has the cause");
        POSTGRES.execute(database, "grant create on schema public to " + user);
        assertHeals();
    }

    @Test
    void aDatabaseThatDoesNotExist() {
        measure(POSTGRES.url(database + "_later"), "postgres");

        assertDegraded("The server has no database of this name (SQLState 3D000, code 0); the log has the cause");
        POSTGRES.execute("postgres", "create database " + database + "_later");
        assertHeals();
    }

    @Test
    void aDatabaseThatNoLongerAnswersHoldsUpTheTimerOnlyForATime() throws Exception {
        try (Relay relay = new Relay(0, POSTGRES.port())) {
            measure("jdbc:postgresql://127.0.0.1:" + relay.port() + "/" + database + "?socketTimeout=1", "postgres");
            assertHeals();

            relay.fallSilent();
            Records.ordinary(5).forEach(backend::accept);
            assertDegraded("The database cannot be reached (SQLState 08006, code 0); the log has the cause");
            relay.speakAgain();
            assertHeals();

            assertThat(backend.records()
                            .list(new RecordQuery(null, null, List.of(), null, 100))
                            .records())
                    .hasSize(10);
        }
    }

    @Test
    void aDatabaseThatFallsSilentBeforeTheFirstConnectionIsOpen() throws Exception {
        try (Relay relay = new Relay(0, POSTGRES.port())) {
            relay.fallSilent();
            measure("jdbc:postgresql://127.0.0.1:" + relay.port() + "/" + database + "?socketTimeout=1", "postgres");

            assertDegraded("The database cannot be reached (SQLState 08001, code 0); the log has the cause");
            relay.speakAgain();
            assertHeals();
        }
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aDatabaseThatFallsSilentWhileTheSchemaIsLookedAt() throws Exception {
        try (Relay relay = new Relay(0, POSTGRES.port())) {
            relay.fallSilentAt("where version > 0");
            measure("jdbc:postgresql://127.0.0.1:" + relay.port() + "/" + database + "?socketTimeout=1", "postgres");

            assertDegraded("The database cannot be reached (SQLState 08006, code 0); the log has the cause");
            relay.speakAgain();
            assertHeals();
        }
    }

    private void measure(String url, String as) {
        Settings settings = Settings.of(Map.of(
                "gauger.jdbc-url",
                url.replaceFirst("[?&]user=postgres", ""),
                "gauger.jdbc-user",
                as,
                "gauger.jdbc-password",
                PASSWORD,
                "gauger.data-dir",
                directory.toString()));
        backend = Backend.start(settings, List.of(), getClass().getClassLoader(), () -> {});
        Records.ordinary(5).forEach(backend::accept);
    }

    private void assertDegraded(String lastError) {
        backend.tick();

        assertThat(backend.health())
                .returns(Health.State.DEGRADED, Health::state)
                .returns(lastError, Health::lastError)
                .returns(5L, Health::backlog)
                .returns(0L, Health::lost);
        assertThat(log.messages()).contains("WARNING " + lastError + "; 5 usage records wait");
    }

    private void assertHeals() {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            backend.tick();
            assertThat(backend.health()).returns(Health.State.UP, Health::state).returns(0L, Health::backlog);
        });
    }

    private static int unusedPort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
