package io.gauger.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gauger.testing.OwnPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The database is killed while it commits, and started again on the same files: every record is there, once. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DatabaseKilledTest {
    @TempDir
    Path directory;

    private final ExecutorService background = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        background.shutdownNow();
    }

    @Test
    void wheneverItIsKilledEveryRecordIsThereOnce() throws Exception {
        try (OwnPostgres postgres = new OwnPostgres(directory.resolve("database"), true);
                Node node = new Node(directory, postgres.url())) {
            node.tick();
            killBeforeTheCommitIsKept(postgres, node);
            killBetweenTheCommitAndItsAnswer(postgres, node);
            for (int round = 1; round <= 2; round++) {
                killAmongCommits(postgres, node, round * 2500L);
            }
        }
    }

    /** Else what was confirmed, and forgotten by the journal, would be gone. */
    @Test
    void aDatabaseThatConfirmsBeforeItsLogIsWrittenIsToldNotTo() throws Exception {
        try (OwnPostgres postgres = new OwnPostgres(directory.resolve("database"), false);
                Node node = new Node(directory, postgres.url())) {
            node.take(2000);
            node.tick();
            assertThat(node.backlog()).isZero();

            postgres.kill();
            postgres.start();

            node.assertCatchesUp();
        }
    }

    private void killBeforeTheCommitIsKept(OwnPostgres postgres, Node node) throws Exception {
        postgres.execute("create function slow() returns trigger language plpgsql as"
                + " $$ begin perform pg_sleep(60); return null; end $$");
        postgres.execute("create constraint trigger slow after insert on gauger_record deferrable initially deferred"
                + " for each row execute function slow()");
        node.take(100);
        Future<?> tick = background.submit(node::tick);
        awaitSession(postgres, "wait_event = 'PgSleep' and query ilike 'commit%'");

        postgres.kill();
        tick.get();
        assertThat(node.backlog()).isEqualTo(100);
        postgres.start();

        postgres.execute("drop trigger slow on gauger_record");
        node.assertCatchesUp();
    }

    /** A commit that waits for a second server, which never comes, is in the log already. */
    private void killBetweenTheCommitAndItsAnswer(OwnPostgres postgres, Node node) throws Exception {
        postgres.execute("alter system set synchronous_standby_names = 'nobody'");
        postgres.execute("select pg_reload_conf()");
        node.take(1500);
        Future<?> tick = background.submit(node::tick);
        awaitSession(postgres, "wait_event = 'SyncRep'");
        node.take(100);

        postgres.kill();
        tick.get();
        assertThat(node.backlog()).isEqualTo(1600);
        postgres.start();

        postgres.execute("alter system reset synchronous_standby_names");
        postgres.execute("select pg_reload_conf()");
        node.assertCatchesUp();
    }

    private void killAmongCommits(OwnPostgres postgres, Node node, long written) throws Exception {
        long before = node.progress().written();
        node.take(8000);
        Future<?> tick = background.submit(node::tick);
        await().pollInSameThread()
                .pollInterval(Duration.ofMillis(1))
                .until(() -> node.progress().written() - before >= written);

        postgres.kill();
        tick.get();
        assertThat(node.progress().lastError()).as("it was killed in time").isNotNull();
        node.take(10);
        postgres.start();

        node.assertCatchesUp();
    }

    private static void awaitSession(OwnPostgres postgres, String condition) throws Exception {
        try (Connection connection = DriverManager.getConnection(postgres.url());
                Statement statement = connection.createStatement()) {
            await().pollInSameThread().pollInterval(Duration.ofMillis(20)).until(() -> {
                try (ResultSet row =
                        statement.executeQuery("select count(*) from pg_stat_activity where " + condition)) {
                    return row.next() && row.getInt(1) > 0;
                }
            });
        }
    }
}
