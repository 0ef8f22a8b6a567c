package io.gauger.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.gauger.node.KnownNode;
import io.gauger.node.KnownNode.State;
import io.gauger.node.NodeState;
import io.gauger.settings.Settings;
import io.gauger.testing.PostgresServer;
import io.gauger.testing.Records;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What health says of nodes, from the start of an application to its stop. */
class NodeHealthTest {
    private static final PostgresServer POSTGRES = PostgresServer.running();

    @TempDir
    Path directory;

    private final String database = POSTGRES.newDatabase();
    private final List<Backend> running = new ArrayList<>();

    @AfterEach
    void stop() {
        running.forEach(Backend::close);
    }

    @Test
    void aServerThatStartsAgainIsTheSameNode() {
        Backend first = start("a", POSTGRES.url(database));
        first.tick();
        UUID id = first.health().nodes().id();
        first.close();

        Backend again = start("a", POSTGRES.url(database));
        again.tick();

        assertThat(again.health().nodes().id()).isEqualTo(id);
        assertThat(again.health().nodes().problem()).isNull();
        assertThat(again.health().nodes().known())
                .extracting(KnownNode::id, KnownNode::state)
                .containsExactly(tuple(id, State.RUNNING));
    }

    @Test
    void aServerThatWasKilledAndStartsAtOnceIsTheSameNode() {
        Backend killed = start("a", POSTGRES.url(database));
        killed.tick();
        UUID id = killed.health().nodes().id();
        String leftByAKill = UUID.randomUUID().toString();
        POSTGRES.execute(database, "update gauger_node set beat = '" + leftByAKill + "', host = 'as-it-was'");
        killed.close();

        Backend again = start("a", POSTGRES.url(database));
        again.tick();

        assertThat(again.health().nodes().id()).isEqualTo(id);
        assertThat(again.health().nodes().known()).singleElement().satisfies(node -> {
            assertThat(node.id()).isEqualTo(id);
            assertThat(node.description().host()).isEqualTo("as-it-was");
        });
    }

    @Test
    void applicationsOfOneServerAreNodesThatKnowEachOther() {
        Backend one = start("a", POSTGRES.url(database));
        one.tick();
        Backend other = start("b", POSTGRES.url(database));
        other.tick();

        NodeState nodes = other.health().nodes();
        assertThat(nodes.known())
                .extracting(KnownNode::id)
                .containsExactlyInAnyOrder(one.health().nodes().id(), nodes.id());
        assertThat(nodes.known())
                .extracting(node -> node.description().application())
                .containsExactlyInAnyOrder("app-a", "app-b");
        one.close();
        Backend third = start("c", POSTGRES.url(database));
        third.tick();
        assertThat(third.health().nodes().known())
                .filteredOn(node -> node.state() == State.STOPPED)
                .extracting(KnownNode::id)
                .containsExactly(one.health().nodes().id());
    }

    @Test
    void whileTheDatabaseIsAwayANodeHasItsIdAndMeasures() {
        Backend away = start("a", "jdbc:postgresql://127.0.0.1:1/" + database);
        Records.ordinary(5).forEach(away::accept);
        away.tick();

        assertThat(away.health().backlog()).isEqualTo(5);
        assertThat(away.health().nodes().known()).isEmpty();
        UUID id = away.health().nodes().id();
        away.close();
        Backend again = start("a", POSTGRES.url(database));
        again.tick();
        assertThat(again.health().nodes().id()).isEqualTo(id).isNotNull();
        assertThat(again.health().backlog()).isZero();
    }

    @Test
    void whereNothingCanBeWrittenTheIdIsOfThisStartAndHealthSaysSo() throws Exception {
        Files.createFile(directory.resolve("a"));
        Backend first = start("a", POSTGRES.url(database));
        first.tick();
        Backend second = start("a", POSTGRES.url(database));
        second.tick();

        NodeState nodes = second.health().nodes();
        assertThat(nodes.problem()).isEqualTo("There is no directory for the journal that can be written");
        assertThat(nodes.known())
                .hasSize(2)
                .allSatisfy(node -> assertThat(node.description().directory()).isNull());
        assertThat(nodes.id()).isNotEqualTo(first.health().nodes().id());
    }

    private Backend start(String home, String url) {
        Backend backend = Backend.start(
                Settings.of(Map.of(
                        "gauger.jdbc-url",
                        url,
                        "gauger.data-dir",
                        directory.resolve(home).toString(),
                        "gauger.application",
                        "app-" + home,
                        "gauger.admin-token",
                        "0123456789abcdef",
                        "gauger.shutdown-seconds",
                        "0")),
                List.of(),
                getClass().getClassLoader(),
                () -> {});
        running.add(backend);
        return backend;
    }
}
