package io.gauger.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.record.UsageRecord;
import io.gauger.store.MigratedDatabases;
import io.gauger.testing.PostgresServer;
import io.gauger.testing.Records;
import io.gauger.testing.Relay;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.Driver;

/** Several servers on one database, each with a journal of its own: the totals are those of all their requests. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NodesTest {
    private static final PostgresServer POSTGRES = PostgresServer.running();

    @TempDir
    Path directory;

    private final String url = POSTGRES.url(MigratedDatabases.postgresName());
    private final ExecutorService background = Executors.newCachedThreadPool();
    private final List<Node> nodes = new ArrayList<>();

    @AfterEach
    void stop() {
        background.shutdownNow();
        nodes.forEach(Node::close);
    }

    @Test
    void nodesThatStartTogetherOnAnEmptyDatabase() throws Exception {
        for (int number = 0; number < 3; number++) {
            node(url).take(2500);
        }

        List<Future<?>> starts = new ArrayList<>();
        for (Node node : nodes) {
            starts.add(background.submit(() -> node.pass(3)));
        }
        for (Future<?> start : starts) {
            start.get();
        }

        assertAllIsWritten();
    }

    @Test
    void aNodeThatJoinsWhileAnotherWrites() throws Exception {
        Node first = node(url);
        first.take(15_000);
        Future<?> writing = background.submit(() -> first.pass(3));

        Node second = node(url);
        second.take(3000);
        second.pass(3);
        first.take(1000);
        writing.get();

        assertAllIsWritten();
    }

    @Test
    void aNodeThatTheDatabaseIsAwayForDoesNotHoldUpTheOther() throws Exception {
        try (Relay relay = new Relay(0, POSTGRES.port())) {
            Node cutOff = node(url.replaceFirst(":[0-9]+/", ":" + relay.port() + "/") + "&socketTimeout=1");
            Node other = node(url);
            cutOff.take(10);
            other.take(10);
            nodes.forEach(Node::tick);
            relay.fallSilentAt("gauger_rollup");
            cutOff.take(2000);
            other.take(2000);

            Future<?> hanging = background.submit(cutOff::tick);
            other.pass(5);

            assertThat(other.backlog()).isZero();
            hanging.get();
            cutOff.assertWaits("The database cannot be reached (SQLState 08006, code 0); the log has the cause");
            relay.speakAgain();
            assertAllIsWritten();
        }
    }

    @Test
    void aCopyOfANodesMachineCountsRightFromItsFirstRecord() throws Exception {
        Node original = node(url);
        original.take(500);
        original.tick();
        Path file = Files.createDirectories(directory.resolve("node1").resolve("journal"))
                .resolve("node");
        Files.copy(directory.resolve("node0").resolve("journal").resolve("node"), file);
        Node copy = node(url);
        assertThat(copy.id()).isEqualTo(original.id());

        copy.take(700);
        original.take(700);
        Future<?> writing = background.submit(copy::tick);
        original.tick();
        writing.get();

        assertAllIsWritten();
    }

    @Test
    void whatADeadNeighbourLeftIsCountedUnderTheNodeThatAdoptsItsJournal() throws Exception {
        Node adopter = new Node(directory, url);
        nodes.add(adopter);
        Node neighbour = new Node(directory, url);
        assertThat(neighbour.id()).isNotEqualTo(adopter.id());
        neighbour.take(100);
        neighbour.close();

        adopter.pass(61);

        adopter.assertHas(neighbour.taken());
        try (Connection connection = new Driver().connect(url, new Properties());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select distinct node from gauger_rollup")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getObject(1)).isEqualTo(adopter.id());
            assertThat(row.next()).isFalse();
        }
    }

    /** Ids are made of the time: none is made twice, and each record is summed where its time belongs. */
    @Test
    void aClockThatStepsBack() {
        Instant noon = Instant.parse("2026-03-29T12:00:00Z");
        Node node = node(url);
        List<UsageRecord> records = new ArrayList<>();
        for (int step = 0; step < 3; step++) {
            for (int i = 0; i < 500; i++) {
                records.add(Records.ordinary(noon.minusSeconds(step * 1800L).plusMillis(i)));
            }
        }

        node.take(records.subList(0, 800));
        node.tick();
        node.take(records.subList(800, 1500));
        node.tick();

        node.assertHas(records);
        for (int step = 0; step < 3; step++) {
            assertThat(node.requests(noon.minusSeconds(step * 1800L), 900)).isEqualTo(500);
        }
    }

    private Node node(String databaseUrl) {
        Node node = new Node(directory.resolve("node" + nodes.size()), databaseUrl);
        nodes.add(node);
        return node;
    }

    private void assertAllIsWritten() {
        List<UsageRecord> all = new ArrayList<>();
        for (Node node : nodes) {
            node.pass(31);
            assertThat(node.backlog()).isZero();
            assertThat(node.progress().lastError()).isNull();
            all.addAll(node.taken());
        }
        nodes.get(0).assertHas(all);
    }
}
