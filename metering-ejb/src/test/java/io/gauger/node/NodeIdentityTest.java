package io.gauger.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.testing.LogCapture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeIdentityTest {
    @TempDir
    Path directory;

    @Test
    void aNodeKeepsItsIdOverRestartsInAFileThatAPersonCanRead() throws IOException {
        NodeIdentity first = here();

        assertThat(here().id()).isEqualTo(first.id());
        assertThat(first.problem()).isNull();
        assertThat(Files.readString(file())).startsWith("# Which node this is").endsWith("\nid=" + first.id() + "\n");
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(file());
        }
    }

    @Test
    void twoDirectoriesAreTwoNodes() {
        assertThat(here().id())
                .isNotEqualTo(
                        NodeIdentity.keptIn(directory.getParent(), "app", null).id());
    }

    @Test
    void theIdThatANodeTookInsteadIsKept() {
        NodeIdentity node = here();
        UUID left = node.id();

        node.takeAnother();

        assertThat(node.id()).isNotEqualTo(left);
        assertThat(here().id()).isEqualTo(node.id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\0\0\0\0",
                "id=",
                "id=1-1-1-1-1",
                "id=00000000-0000-0000-0000-000000000000",
                "id=zzzzzzzz-zzzz-4zzz-azzz-zzzzzzzzzzzz",
                "id=ea2f1e6a-0c1b-8c0b-80b0-3f1b5a0e2d11",
                "\uD83D\uDCB6"
            })
    void aFileThatTellsNoIdIsNamedInTheLogAndReplaced(String content) throws IOException {
        Files.writeString(file(), content);

        try (LogCapture log = new LogCapture(NodeIdentity.class)) {
            NodeIdentity node = here();

            assertThat(node.problem()).isNull();
            assertThat(log.messages()).singleElement().satisfies(message -> assertThat(message)
                    .startsWith("WARNING The file " + file() + " does not tell which node this is: ")
                    .endsWith("The node goes on as a new one, " + node.id() + "; no total changes by that"));
            assertThat(here().id()).isEqualTo(node.id());
        }
    }

    @Test
    void withoutADirectoryTheIdIsOfThisStartOnlyAndSaysSo() {
        NodeIdentity node = NodeIdentity.keptIn(null, "app", "Server/1");

        assertThat(node.problem()).isEqualTo("There is no directory for the journal that can be written");
        assertThat(NodeIdentity.keptIn(null, "app", "Server/1").id()).isNotEqualTo(node.id());
        UUID left = node.id();
        node.takeAnother();
        assertThat(node.id()).isNotEqualTo(left);
        assertThat(node.problem()).isNotNull();
    }

    @Test
    void anIdThatCannotBeWrittenIsOfThisStartOnlyAndSaysSo() throws IOException {
        Files.createDirectory(directory.resolve("node.new"));

        try (LogCapture log = new LogCapture(NodeIdentity.class)) {
            NodeIdentity node = here();

            assertThat(node.problem()).startsWith("The file " + file() + " cannot be written: ");
            assertThat(log.messages().get(0))
                    .startsWith("WARNING This node's id, " + node.id() + ", is of this start only. The file");
        }
        Files.delete(directory.resolve("node.new"));
        assertThat(here().problem()).isNull();
    }

    @Test
    void aFileThatCannotBeReadIsLeftAsItIs() throws IOException {
        Files.createDirectory(file());

        assertThat(here().problem()).startsWith("The file " + file() + " cannot be read: ");
        assertThat(file()).isDirectory();
    }

    @Test
    void anOperatorSeesWhereANodeIs() {
        NodeDescription node =
                NodeIdentity.keptIn(directory, "shop", "Server/1").description();

        assertThat(node.host()).isNotBlank();
        assertThat(node.directory()).isEqualTo(directory.toString());
        assertThat(node.application()).isEqualTo("shop");
        assertThat(node.server()).isEqualTo("Server/1");
    }

    private NodeIdentity here() {
        return NodeIdentity.keptIn(directory, "app", null);
    }

    private Path file() {
        return directory.resolve("node");
    }
}
