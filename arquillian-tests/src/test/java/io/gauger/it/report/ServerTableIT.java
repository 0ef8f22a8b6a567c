package io.gauger.it.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.server.BuiltFiles;
import io.gauger.server.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Comes last in the build of all servers: prints what was tested on each, and holds the documentation against it. */
@Tag("table")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServerTableIT {
    private static final String NEWEST = "payara-micro-newest-jdk";

    private final List<Tested> results = Tested.read();
    private final ServerTable table = new ServerTable(results);

    @BeforeAll
    void print() throws IOException {
        Files.writeString(Tested.folder().resolve("table.md"), table + "\n");
        System.out.println("\n" + table + "\n");
    }

    @Test
    void everyServerHasRun() {
        assertThat(table.runs()).containsAll(Servers.names()).contains(NEWEST);
    }

    @Test
    void nothingFailed() {
        assertThat(table.failures()).isEmpty();
    }

    /** Which JDK is the newest depends on the machine, so of that run only the server is compared. */
    @Test
    void theDocumentationNamesWhatWasTested() throws IOException {
        String documentation = Files.readString(BuiltFiles.workFolder().resolve("../../docs/servers.md"));
        for (Tested result : results) {
            String version = System.getProperty("gauger.version." + result.server());
            int java = Runtime.Version.parse(result.java()).feature();
            assertThat(documentation.lines())
                    .as("docs/servers.md, the line of %s %s on JDK %d", result.run(), version, java)
                    .anyMatch(line -> line.startsWith("| `" + result.run() + "` |")
                            && line.contains(version)
                            && (result.run().equals(NEWEST) || line.contains("| " + java + " |")));
        }
    }
}
