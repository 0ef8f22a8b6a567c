package io.gauger.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.gauger.server.BuiltFiles;
import io.gauger.server.Deployment;
import io.gauger.server.RunningServer;
import io.gauger.server.Servers;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An application is deployed, used, undeployed and deployed again: nothing of the ones before is left in the server, and
 * every call is recorded once. What was seen after each round is in {@code target/server-report}.
 */
class RedeployIT {
    /** What is only softly reachable goes when memory is needed: here at once, so that it can be told from a leak. */
    private static final String NOTHING_SOFT = "-XX:SoftRefLRUPolicyMSPerMB=0";

    private static final int ROUNDS = 20;

    /**
     * How many applications that are gone a server keeps, whoever made them and whatever their number; docs/servers.md
     * has the reasons. A leak of ours would keep all, and would not be seen where the server keeps all.
     */
    private static final Map<String, Integer> KEPT_BY_SERVER = Map.of("wildfly", 8, "glassfish", ROUNDS);

    private static final String JSON = "Content-Type: application/json";

    @TempDir
    private Path data;

    @Test
    @Tag("long")
    void nothingIsLeftAndNothingIsLostAfterTwentyRedeployments() throws IOException {
        Deployment deployment = Deployment.of(BuiltFiles.sampleWar())
                .withSystemProperty("gauger.data-dir", data.toString())
                .withJvmOption(NOTHING_SOFT);
        try (RunningServer server = Servers.selected().start(deployment)) {
            assumeThat(server.canRedeploy())
                    .as("the tests know how to redeploy on "
                            + Servers.selected().name())
                    .isTrue();
            List<String> called = use(server, 0);
            List<ServerMemory> seen = new ArrayList<>(List.of(ServerMemory.of(server.jcmd())));
            for (int round = 1; round <= ROUNDS; round++) {
                server.undeploy();
                server.deploy();
                called.addAll(use(server, round));
                seen.add(ServerMemory.of(server.jcmd()));
                report(seen);
            }

            await("the applications before are collected")
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofSeconds(2))
                    .until(() -> ServerMemory.of(server.jcmd()).applications() <= 1 + keptByServer());
            assertThat(ServerMemory.of(server.jcmd()).engines()).isEqualTo(1);
            assertThat(ServerMemory.of(server.jcmd()).threads())
                    .containsExactlyInAnyOrderElementsOf(seen.get(0).threads());
            List<JsonObject> records =
                    new AdminClient(server.baseUri()).awaitUp().awaitRecords(called.size(), "");
            assertThat(records)
                    .extracting(record -> record.getString("user_agent"))
                    .containsExactlyInAnyOrderElementsOf(called);
        }
    }

    private static int keptByServer() {
        return KEPT_BY_SERVER.getOrDefault(Servers.selected().name(), 0);
    }

    /** By all ways that load much; the last calls are not yet in the database when the application is undeployed. */
    private static List<String> use(RunningServer server, int round) {
        new AdminClient(server.baseUri()).awaitUp();
        List<String> called = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            called.add(call(server, round, "tiered " + i, "POST /v1/tiered", "{\"model\":\"gpt-4\",\"tokens\":21}"));
            called.add(call(server, round, "files " + i, "GET /v1/files/1536", ""));
            called.add(call(server, round, "messages " + i, "POST /v1/messages", body(false)));
            called.add(call(server, round, "streamed " + i, "POST /v1/chat/completions", body(true)));
        }
        return called;
    }

    private static String body(boolean stream) {
        return "{\"model\":\"gpt-4o\",\"max_tokens\":5,\"stream\":" + stream
                + ",\"stream_options\":{\"include_usage\":true},"
                + "\"messages\":[{\"role\":\"user\",\"content\":\"one two three\"}]}";
    }

    private static String call(RunningServer server, int round, String what, String methodAndPath, String body) {
        String name = "round " + round + " " + what;
        List<String> headers = List.of(JSON, "User-Agent: " + name);
        assertThat(RawHttp.exchange(server.baseUri(), methodAndPath, headers, body.getBytes(StandardCharsets.UTF_8)))
                .startsWith("HTTP/1.1 200 ");
        return name;
    }

    private static void report(List<ServerMemory> seen) throws IOException {
        Path folder = Files.createDirectories(BuiltFiles.workFolder().resolve("server-report"));
        List<String> lines = new ArrayList<>(List.of("round," + ServerMemory.COLUMNS));
        for (int round = 0; round < seen.size(); round++) {
            lines.add(round + "," + seen.get(round).columns());
        }
        Files.write(folder.resolve("redeploy-" + Servers.selected().name() + ".csv"), lines);
    }
}
