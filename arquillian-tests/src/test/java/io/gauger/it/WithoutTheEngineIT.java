package io.gauger.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gauger.server.BuiltFiles;
import io.gauger.server.Deployment;
import io.gauger.server.RunningServer;
import io.gauger.server.Servers;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** GlassFish without the JVM option that docs/servers.md asks for: the one server on which the engine cannot start. */
@Tag("glassfish")
class WithoutTheEngineIT {

    @TempDir
    private static Path data;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void theApplicationRunsPlainFieldsAreBilledAndTheRestIsFlaggedWithTheReasonInTheLog() throws Exception {
        Deployment deployment = Deployment.of(BuiltFiles.sampleWar())
                .withSystemProperty("gauger.data-dir", data.toString())
                .withSystemProperty("sun.util.logging.disableCallerCheck", "false");
        try (RunningServer server = Servers.selected().start(deployment)) {
            call(
                    server,
                    "v1/messages",
                    "{'model':'m','max_tokens':6,'messages':[{'role':'user','content':'two words'}]}");
            call(server, "v1/tiered", "{'model':'gpt-4','tokens':21}");
            AdminClient admin = new AdminClient(server.baseUri());
            // The database is opened by the first tick of the timer, and until then the API answers 503.
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(admin.records("")).hasSize(2));

            Map<String, JsonObject> records = admin.records("").stream()
                    .collect(Collectors.toMap(record -> record.getString("route"), record -> record));
            assertThat(records.get("messages").getString("units")).isEqualTo("8");
            assertThat(records.get("messages").getJsonArray("flags")).isEmpty();
            assertThat(records.get("tiered").getString("units")).isEqualTo("0");
            assertThat(records.get("tiered").getJsonArray("flags").getString(0)).isEqualTo("expression_error");
            assertThat(Files.readString(server.log(), StandardCharsets.ISO_8859_1))
                    .contains("The expression engine is unavailable; only plain fields are measured");
        }
    }

    private void call(RunningServer server, String path, String body) throws Exception {
        URI uri = server.baseUri().resolve(path);
        int status = client.send(
                        HttpRequest.newBuilder(uri)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(body.replace('\'', '"')))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
        assertThat(status).as(path).isEqualTo(200);
    }
}
