package io.gauger.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.node.KnownNode;
import io.gauger.node.KnownNode.State;
import io.gauger.node.NodeIdentity;
import io.gauger.record.UsageRecord;
import io.gauger.settings.Settings;
import io.gauger.testing.LogCapture;
import io.gauger.testing.Records;
import io.gauger.usage.Measures;
import io.gauger.usage.QuarterHours;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every database must do with nodes and their ids; a database is one subclass. */
abstract class NodesKit extends OpenStore {
    private static final QuarterHours EVER =
            new QuarterHours(Instant.parse("2020-01-01T00:00:00Z"), Instant.parse("2030-01-01T00:00:00Z"));
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final AtomicLong nanoTime = new AtomicLong();
    private Database database;
    private EntityManagers managers;

    @BeforeEach
    void connect() throws SQLException {
        try (SchemaLock lock = SchemaLock.take(connections)) {
            database = lock.database();
        }
        managers = new EntityManagers(PersistenceUnit.open(connections, database));
    }

    @AfterEach
    void disconnect() {
        managers.close();
    }

    @Test
    void aNodeIsListedWithWhatAnOperatorLooksFor() throws Exception {
        NodeIdentity node = NodeIdentity.keptIn(directory, "shop", "Server/1");
        lease(node).renewIfDue();

        KnownNode known = find(node.id());
        assertThat(known.state()).isEqualTo(State.RUNNING);
        assertThat(known.lastSeen())
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
        assertThat(known.description())
                .usingRecursiveComparison()
                .ignoringFields("startedAt")
                .isEqualTo(node.description());
        assertThat(known.description().startedAt().toEpochMilli())
                .isEqualTo(node.description().startedAt().toEpochMilli());
    }

    @Test
    void aNodeThatIsStoppedInOrderIsToldSoAndKeepsItsIdWhenItStartsAgain() throws Exception {
        NodeIdentity before = node("a");
        NodeLease lease = lease(before);
        lease.renewIfDue();
        lease.release();
        assertThat(find(before.id()).state()).isEqualTo(State.STOPPED);

        NodeIdentity after = node("a");
        lease(after).renewIfDue();

        assertThat(after.id()).isEqualTo(before.id());
        assertThat(find(after.id()).state()).isEqualTo(State.RUNNING);
        assertThat(nodesOf("a")).isOne();
    }

    @Test
    void nodesThatLiveAreCounted() throws Exception {
        NodeIdentity own = node("a");
        LiveNodes live = new LiveNodes(managers, database, own::id);
        assertThat(live.count()).isOne();
        live.refresh();
        int before = live.count();

        lease(own).renewIfDue();
        NodeIdentity killed = node("b");
        lease(killed).renewIfDue();
        NodeIdentity stopped = node("c");
        NodeLease lease = lease(stopped);
        lease.renewIfDue();
        live.refresh();
        assertThat(live.count()).isEqualTo(before + 2);

        lease.release();
        live.refresh();
        assertThat(live.count()).isEqualTo(before + 1);
        execute("update gauger_node set last_seen = last_seen - 170000 where id = '" + killed.id() + "'");
        live.refresh();
        assertThat(live.count()).isEqualTo(before + 1);
        execute("update gauger_node set last_seen = last_seen - 20000 where id = '" + killed.id() + "'");
        live.refresh();
        assertThat(live.count()).isEqualTo(before);
    }

    @Test
    void aNodeThatWasKilledAndStartsAtOnceKeepsItsId() throws Exception {
        NodeIdentity killed = node("a");
        lease(killed).renewIfDue();

        NodeIdentity restarted = node("a");
        NodeLease lease = lease(restarted);
        passMinutes(2, lease);
        assertThat(restarted.id()).isEqualTo(killed.id());
        execute("update gauger_node set last_seen = last_seen - 180000 where id = '" + killed.id() + "'");
        assertThat(find(killed.id()).state()).isEqualTo(State.SILENT);
        passMinutes(1, lease);

        assertThat(restarted.id()).isEqualTo(killed.id());
        assertThat(find(killed.id()).state()).isEqualTo(State.RUNNING);
        assertThat(find(killed.id()).description().startedAt().toEpochMilli())
                .isEqualTo(restarted.description().startedAt().toEpochMilli());
        assertThat(nodesOf("a")).isOne();
    }

    @Test
    void aCopyOfARunningMachineBecomesAnotherNodeAndBothAreRight() throws Exception {
        NodeIdentity original = node("a");
        NodeLease lease = lease(original);
        passMinutes(2, lease);
        copy("a", "b");
        NodeIdentity copy = node("b");
        NodeLease leaseOfCopy = lease(copy);
        UUID id = original.id();

        try (LogCapture log = new LogCapture(NodeLease.class)) {
            passMinutes(3, leaseOfCopy, lease);
            assertThat(log.messages())
                    .containsExactly("WARNING Another node runs with the id " + id
                            + ", as a copy of a machine or of its data directory does; this node is " + copy.id()
                            + " from now on. No total changes by that");
        }
        passMinutes(5, lease, leaseOfCopy);

        assertThat(original.id()).isEqualTo(id);
        assertThat(copy.id()).isNotEqualTo(id);
        assertThat(node("b").id()).isEqualTo(copy.id());
        assertThat(find(id).state()).isEqualTo(State.RUNNING);
        assertThat(find(copy.id()).state()).isEqualTo(State.RUNNING);
    }

    @Test
    void machinesThatStartTogetherFromOneImageAreDifferentNodesInTheEnd() throws Exception {
        NodeIdentity image = node("image");
        lease(image).renewIfDue();
        execute("update gauger_node set last_seen = last_seen - 9000000 where id = '" + image.id() + "'");
        copy("image", "a");
        copy("image", "b");
        copy("image", "c");
        List<NodeIdentity> nodes = List.of(node("a"), node("b"), node("c"));
        NodeLease[] leases = nodes.stream().map(this::lease).toArray(NodeLease[]::new);

        passMinutes(4, leases);

        assertThat(nodes).extracting(NodeIdentity::id).doesNotHaveDuplicates().contains(image.id());
        List<UUID> settled = nodes.stream().map(NodeIdentity::id).toList();
        passMinutes(4, leases);
        assertThat(nodes).extracting(NodeIdentity::id).isEqualTo(settled);
    }

    @Test
    void aMachineThatIsCopiedWithItsMemoryIsTwoNodesToo() throws Exception {
        NodeIdentity original = node("a");
        NodeLease lease = lease(original);
        lease.renewIfDue();
        // as after such a copy, somebody else goes on with the signs of life
        for (int minute = 1; minute <= 2; minute++) {
            execute("update gauger_node set beat = '" + UUID.randomUUID() + "' where id = '" + original.id() + "'");
            UUID before = original.id();
            passMinutes(1, lease);
            assertThat(original.id().equals(before)).isEqualTo(minute == 1);
        }
    }

    @Test
    void aSignOfLifeWhoseAnswerGotLostIsKnownAsTheOwn() throws Exception {
        NodeIdentity node = node("a");
        UUID id = node.id();
        NodeLease lease = lease(node);
        lease.renewIfDue();
        for (int i = 0; i < 3; i++) {
            connections.loseAnswerOfNextCommit();
            passMinutes(1, lease);
            passMinutes(1, lease);
        }

        assertThat(node.id()).isEqualTo(id);
        assertThat(nodesOf("a")).isOne();
    }

    @Test
    void aDatabaseThatIsAwayHindersNothingAndIsToldOnce() throws Exception {
        NodeIdentity node = node("a");
        NodeLease lease = lease(node);
        try (LogCapture log = new LogCapture(NodeLease.class)) {
            connections.goAway();
            passMinutes(3, lease);
            lease.release();
            connections.comeBack();
            passMinutes(1, lease);

            assertThat(log.messages())
                    .containsExactly(
                            "WARNING The database cannot be told that this node, " + node.id()
                                    + ", lives; records are written all the same, and it is tried again each minute",
                            "INFO The database knows again that this node lives");
        }
        assertThat(find(node.id()).state()).isEqualTo(State.RUNNING);
    }

    /** A leap of years, either way; and nobody has another id for it. */
    @Test
    void clocksThatStepChangeNoId() throws Exception {
        NodeIdentity node = node("a");
        UUID id = node.id();
        NodeLease lease = lease(node);
        lease.renewIfDue();
        for (String step : List.of("+ 99999999999", "- 99999999999")) {
            execute("update gauger_node set last_seen = last_seen " + step);
            passMinutes(1, lease);
            assertThat(node.id()).isEqualTo(id);
            assertThat(find(id).state()).isEqualTo(State.RUNNING);
        }
        NodeIdentity restarted = node("a");
        execute("update gauger_node set last_seen = last_seen + 99999999999");
        lease(restarted).renewIfDue();
        assertThat(restarted.id()).isEqualTo(id);
        assertThat(find(id).state()).isEqualTo(State.RUNNING);
    }

    @Test
    void theSignOfLifeIsGivenOnceAMinuteWhateverIsWritten() throws Exception {
        NodeIdentity node = node("a");
        NodeLease lease = lease(node);
        lease.renewIfDue();
        String first = one("select beat from gauger_node where id = '" + node.id() + "'");

        nanoTime.addAndGet(MINUTE - 1);
        lease.renewIfDue();
        assertThat(one("select beat from gauger_node where id = '" + node.id() + "'"))
                .isEqualTo(first);
        nanoTime.addAndGet(1);
        lease.renewIfDue();
        assertThat(one("select beat from gauger_node where id = '" + node.id() + "'"))
                .isNotEqualTo(first);
    }

    @Test
    void twoNodesWithOneIdWriteAtOnceAndLoseNothing() throws Exception {
        List<UsageRecord> records = Records.random(48, 800);
        NodeIdentity one = node("a");
        copy("a", "b");
        NodeIdentity same = node("b");
        assertThat(same.id()).isEqualTo(one.id());
        ExecutorService background = Executors.newFixedThreadPool(2);
        try (Store first = reopened(one);
                Store second = reopened(same)) {
            Future<?> writing = background.submit(() -> appendInBatches(first, records.subList(0, 400)));
            appendInBatches(second, records.subList(400, 800));
            writing.get();
        } finally {
            background.shutdownNow();
        }

        assertThat(one("select count(distinct node) from gauger_rollup")).isEqualTo("1");
        new UsageReference(records).assertEqualForEveryGrouping(store.usage(), new Random(10));
        assertThat(store.reconciler().reconcile(EVER).differences()).isEmpty();
    }

    @Test
    void aRestartAddsToTheRowsThatTheNodeHas() throws Exception {
        for (int start = 0; start < 3; start++) {
            try (Store open = reopened(node("a"))) {
                open.append(List.of(Records.ordinary(Instant.now().minusSeconds(86_400))), false);
            }
        }

        assertThat(one("select count(*) from gauger_rollup")).isEqualTo("1");
        assertThat(totals().requests()).isEqualTo(3);
    }

    @Test
    void aNodeThatWasNotSeenForThirtyDaysIsForgottenAndItsTotalsStay() throws Exception {
        UUID id;
        try (Store gone = reopened(node("a"))) {
            id = node("a").id();
            gone.append(Records.ordinary(5), false);
        }
        execute("update gauger_node set last_seen = last_seen - 2591000000 where id = '" + id + "'");
        reopened().close();
        assertThat(nodesOf("a")).isOne();
        execute("update gauger_node set last_seen = last_seen - 2000000 where id = '" + id + "'");
        reopened().close();

        assertThat(nodesOf("a")).isZero();
        assertThat(totals().requests()).isEqualTo(5);
        try (Store again = reopened(node("a"))) {
            assertThat(again.nodes()).extracting(KnownNode::id).contains(id);
        }
    }

    private static void appendInBatches(Store store, List<UsageRecord> records) {
        for (int from = 0; from < records.size(); from += 50) {
            store.append(records.subList(from, from + 50), false);
        }
    }

    /** Ten seconds at a time, in which each node has its turn. */
    private void passMinutes(int minutes, NodeLease... leases) {
        for (int step = 0; step < 6 * minutes; step++) {
            nanoTime.addAndGet(MINUTE / 6);
            for (NodeLease lease : leases) {
                lease.renewIfDue();
            }
        }
    }

    private NodeLease lease(NodeIdentity node) {
        return new NodeLease(managers, database, node, nanoTime::get);
    }

    private Store reopened(NodeIdentity node) {
        Settings settings = Settings.of(Map.of("gauger.data-dir", directory.toString()));
        return Store.open(StoreSettings.of(settings, getClass().getClassLoader()), connections, node);
    }

    /** As it is after a start in the directory of this name. */
    private NodeIdentity node(String home) throws IOException {
        return NodeIdentity.keptIn(Files.createDirectories(directory.resolve(home)), "test", null);
    }

    private void copy(String from, String to) throws IOException {
        Path file = Files.createDirectories(directory.resolve(to)).resolve("node");
        Files.copy(directory.resolve(from).resolve("node"), file);
    }

    private KnownNode find(UUID id) {
        return managers
                .inTransaction(
                        connection -> NodeTable.list(connection, database.clock(connection, System::currentTimeMillis)))
                .stream()
                .filter(node -> node.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private int nodesOf(String home) throws SQLException {
        return Integer.parseInt(
                one("select count(*) from gauger_node where directory = '" + directory.resolve(home) + "'"));
    }

    private String one(String sql) throws SQLException {
        try (Connection connection = connections.open();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return String.valueOf(row.getObject(1));
        }
    }

    private Measures totals() {
        return store.usage().read(UsageReference.everything()).totals();
    }
}
