package io.gauger.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gauger.record.UsageRecord;
import io.gauger.store.MigratedDatabases;
import io.gauger.testing.PostgresServer;
import io.gauger.testing.Records;
import io.gauger.testing.Relay;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What can be wrong with a database that is there: requests go on, the operator reads why, nothing is lost or doubled. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DatabaseFaultsTest {
    private static final PostgresServer POSTGRES = PostgresServer.running();

    @TempDir
    Path directory;

    private final String database = MigratedDatabases.postgresName();
    private final ExecutorService background = Executors.newCachedThreadPool();
    private Node node;

    @AfterEach
    void stop() {
        background.shutdownNow();
        node.close();
    }

    @Test
    void downForMinutesUnderLoad() throws Exception {
        int port;
        try (Relay relay = new Relay(0, POSTGRES.port())) {
            port = relay.port();
            start(POSTGRES.url(database).replaceFirst(":[0-9]+/", ":" + port + "/"));
        }

        for (int second = 0; second < 300; second++) {
            node.take(20);
            node.pass(1);
        }

        node.assertWaits("The database cannot be reached (SQLState 08001, code 0); the log has the cause");
        assertThat(node.progress().errors()).as("attempts in five minutes").isBetween(5L, 20L);
        try (Relay again = new Relay(port, POSTGRES.port())) {
            assertThat(again.port()).isEqualTo(port);
            node.assertCatchesUp();
        }
    }

    @Test
    void aStatementThatTakesSecondsHoldsUpNoRequestAndNoOtherTick() throws Exception {
        start(POSTGRES.url(database));
        onInsert("for each statement", "perform pg_sleep(2)");
        node.take(100);
        Future<?> tick = background.submit(node::tick);
        awaitSessions(1, "wait_event = 'PgSleep'");

        node.take(900);
        node.tick();

        assertThat(tick).as("the first tick").isNotDone();
        tick.get();
        POSTGRES.execute(database, "drop trigger fault on gauger_record");
        assertThat(node.progress().lastError()).isNull();
        node.assertCatchesUp();
    }

    @Test
    void aStatementThatTakesLongerThanItIsWaitedFor() throws Exception {
        start(POSTGRES.url(database) + "&socketTimeout=1");
        onInsert("for each statement", "perform pg_sleep(1.5)");
        node.take(100);

        node.tick();

        node.assertWaits("The database cannot be reached (SQLState 08006, code 0); the log has the cause");
        POSTGRES.execute(database, "drop trigger fault on gauger_record");
        node.assertCatchesUp();
    }

    @Test
    void aDatabaseThatIsTooSlowForWholeBatchesWithinItsLimitOfTimeGetsSmallerOnes() {
        start(POSTGRES.url(database) + "&options=-c%20statement_timeout=1s");
        onInsert("for each row", "perform pg_sleep(0.02)");
        node.take(200);

        node.tick();

        node.assertWaits("The database is being shut down or cancelled the statement (SQLState 57014, code 0);"
                + " the log has the cause");
        node.pass(60);
        assertThat(node.backlog()).isZero();
        node.assertCatchesUp();
    }

    @Test
    void noConnectionLeftInTheDatabase() {
        String ofUser = POSTGRES.newDatabase();
        String user = "user_" + ofUser;
        POSTGRES.execute("postgres", "create user " + user + " password 'secret'");
        POSTGRES.execute("postgres", "alter database " + ofUser + " owner to " + user);
        start(POSTGRES.url(ofUser).replace("user=postgres", "user=" + user + "&password=secret"));
        POSTGRES.execute("postgres", "alter user " + user + " connection limit 0");
        endSessions(ofUser);
        node.take(100);

        node.tick();

        node.assertWaits("The database has no connection left (SQLState 53300, code 0); the log has the cause");
        POSTGRES.execute("postgres", "alter user " + user + " connection limit -1");
        node.assertCatchesUp();
    }

    @Test
    void readersThatTakeEveryConnectionLeaveOneToTheWriter() throws Exception {
        start(POSTGRES.url(database));
        List<Future<?>> readers = new ArrayList<>();
        try (Connection other = session()) {
            execute(other, "lock table gauger_dead_letter in access exclusive mode");
            for (int reader = 0; reader < 7; reader++) {
                readers.add(background.submit(() -> node.store().deadLetters().list(null, 10)));
            }
            awaitSessions(7, "wait_event_type = 'Lock'");
            for (int reader = 0; reader < 20; reader++) {
                readers.add(background.submit(() -> node.store().deadLetters().list(null, 10)));
            }
            node.take(100);

            node.tick();

            assertThat(node.backlog()).isZero();
            assertThat(readers).noneMatch(Future::isDone);
            other.rollback();
        }
        for (Future<?> reader : readers) {
            reader.get();
        }
        node.assertCatchesUp();
    }

    @Test
    void aDeadlockIsTriedAgainAtOnce() throws Exception {
        POSTGRES.execute("postgres", "alter database " + database + " set deadlock_timeout = '1s'");
        start(POSTGRES.url(database));
        Instant noon = Instant.parse("2026-03-29T12:00:00Z");
        node.take(List.of(Records.ordinary(noon), Records.ordinary(noon.plusSeconds(3600))));
        node.tick();
        node.take(List.of(Records.ordinary(noon), Records.ordinary(noon.plusSeconds(3600))));
        try (Connection other = session()) {
            execute(other, "set local deadlock_timeout = '60s'");
            execute(other, "select id from gauger_rollup order by id desc limit 1 for update");
            Future<?> tick = background.submit(node::tick);
            awaitSessions(1, "wait_event_type = 'Lock'");

            execute(other, "select id from gauger_rollup order by id limit 1 for update");
            other.commit();
            tick.get();
        }

        assertThat(node.progress())
                .returns(0L, BatchWriter.Progress::errors)
                .returns(4L, BatchWriter.Progress::written);
        node.assertCatchesUp();
    }

    @Test
    void rowsThatAnotherSessionKeepsLocked() throws Exception {
        start(POSTGRES.url(database));
        node.take(10);
        node.tick();
        node.take(10);
        try (Connection other = session()) {
            execute(other, "select id from gauger_rollup for update");

            node.tick();

            node.assertWaits("Another session keeps locked in the database what is needed (SQLState 55P03, code 0);"
                    + " the log has the cause");
            other.rollback();
        }
        node.assertCatchesUp();
    }

    /** The connections that were made meanwhile stay read-only, as those to a demoted primary do. */
    @Test
    void aDatabaseThatIsReadOnlyForATime() {
        start(POSTGRES.url(database));
        POSTGRES.execute("postgres", "alter database " + database + " set default_transaction_read_only = on");
        endSessions(database);
        node.take(100);

        node.tick();

        node.assertWaits("The database is read-only (SQLState 25006, code 0); the log has the cause");
        POSTGRES.execute("postgres", "alter database " + database + " reset default_transaction_read_only");
        node.assertCatchesUp();
    }

    @Test
    void aDatabaseWhoseDiskIsFull() {
        start(POSTGRES.url(database));
        onInsert("for each row", "raise exception 'could not extend file' using errcode = '53100'");
        node.take(1500);

        node.tick();

        node.assertWaits("The database's disk is full (SQLState 53100, code 0); the log has the cause");
        assertThat(node.store().deadLetters().count()).isZero();
        POSTGRES.execute(database, "drop trigger fault on gauger_record");
        node.assertCatchesUp();
    }

    @Test
    void aRecordThatTheDatabaseRefusesHoldsUpNoOther() {
        start(POSTGRES.url(database));
        POSTGRES.execute(database, "alter table gauger_record add constraint no_poison check (route <> 'poison')");
        UsageRecord poison = Records.with(Instant.now(), "acme", "poison", 200, 1, BigDecimal.ONE, Set.of(), null);
        node.take(1500);
        node.take(List.of(poison));
        node.take(1500);

        node.tick();

        assertThat(node.backlog()).isZero();
        assertThat(node.store().deadLetters().list(null, 10))
                .singleElement()
                .satisfies(letter -> assertThat(letter.record()).isEqualTo(poison));
        node.assertHas(
                node.taken().stream().filter(record -> !record.equals(poison)).toList());
        POSTGRES.execute(database, "alter table gauger_record drop constraint no_poison");
        node.store().deadLetters().redrive(poison.id());
        node.assertCatchesUp();
    }

    private void start(String url) {
        node = new Node(directory, url);
        node.tick();
        assertThat(node.progress().lastError()).isNull();
    }

    private void onInsert(String each, String action) {
        POSTGRES.execute(
                database,
                "create function fault() returns trigger language plpgsql as $$ begin " + action
                        + "; return new; end $$; create trigger fault before insert on gauger_record " + each
                        + " execute function fault()");
    }

    /** As a restart of the database does. */
    private static void endSessions(String database) {
        POSTGRES.execute(
                "postgres",
                "select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = '" + database + "'");
    }

    private void awaitSessions(int count, String condition) throws SQLException {
        try (Connection connection = DriverManager.getConnection(POSTGRES.url("postgres"));
                Statement statement = connection.createStatement()) {
            await().pollInSameThread().pollInterval(Duration.ofMillis(20)).until(() -> {
                try (ResultSet row = statement.executeQuery(
                        "select count(*) from pg_stat_activity where datname = '" + database + "' and " + condition)) {
                    return row.next() && row.getInt(1) == count;
                }
            });
        }
    }

    private Connection session() throws SQLException {
        Connection connection = DriverManager.getConnection(POSTGRES.url(database));
        connection.setAutoCommit(false);
        return connection;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
