package io.gauger.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.server.BuiltFiles;
import io.gauger.server.Deployment;
import io.gauger.server.RunningServer;
import io.gauger.server.Servers;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records outlive the server: it stops, and is killed, and starts again on the same files. */
class RestartIT {

    @TempDir
    private Path data;

    @Test
    void recordsAreThereOnceAfterAStopAndAfterAKillAndItIsTheSameNode() {
        String node;
        try (RunningServer server = start()) {
            AdminClient admin = new AdminClient(server.baseUri()).awaitUp();
            call(server, 0, 50);
            admin.awaitRecords(50, "");
            node = node(admin);
            // These have their answers when the server is told to stop, and no second for the timer.
            call(server, 50, 100);
            server.stop();
        }

        List<JsonObject> beforeKill;
        try (RunningServer server = start()) {
            AdminClient admin = new AdminClient(server.baseUri()).awaitUp();
            assertThat(node(admin)).isEqualTo(node);
            assertThat(numbers(admin.records(""))).isEqualTo(range(0, 100));
            assertThat(totals(admin)).isEqualTo("100 requests, 100 units");

            call(server, 100, 150);
            beforeKill = admin.awaitRecords(150, "");
            assertThat(totals(admin)).isEqualTo("150 requests, 150 units");
            call(server, 150, 200);
            server.kill();
        }

        try (RunningServer server = start()) {
            AdminClient admin = new AdminClient(server.baseUri()).awaitUp();
            assertThat(node(admin)).isEqualTo(node);
            List<JsonObject> afterKill = admin.records("");
            assertThat(afterKill).containsAll(beforeKill);
            // Of the last ones as many as were written: each at most once, and nothing else.
            assertThat(range(0, 200)).containsAll(numbers(afterKill));
            assertThat(numbers(afterKill)).doesNotHaveDuplicates();
            assertThat(afterKill.stream().map(record -> record.getString("id"))).doesNotHaveDuplicates();

            call(server, 200, 210);
            assertThat(numbers(admin.awaitRecords(afterKill.size() + 10, "")))
                    .hasSize(afterKill.size() + 10)
                    .containsAll(range(200, 210));
        }
    }

    /** The id of the only node that there is. */
    private static String node(AdminClient admin) {
        JsonObject health = admin.get("health");
        JsonObject node = health.getJsonArray("nodes").getJsonObject(0);
        assertThat(health.getJsonArray("nodes")).hasSize(1);
        assertThat(health.getJsonObject("node").getBoolean("kept")).isTrue();
        assertThat(node.getString("server")).isNotBlank();
        assertThat(node.getString("host")).isNotBlank();
        assertThat(node.getString("id")).isEqualTo(health.getJsonObject("node").getString("id"));
        return node.getString("id");
    }

    private RunningServer start() {
        return Servers.selected()
                .start(Deployment.of(BuiltFiles.sampleWar()).withSystemProperty("gauger.data-dir", data.toString()));
    }

    /** Makes the calls of these numbers, each of which is one unit and can be told from all others. */
    private static void call(RunningServer server, int from, int to) {
        for (int number = from; number < to; number++) {
            String answer = RawHttp.exchange(
                    server.baseUri(), "GET /v1/ping", List.of("User-Agent: call " + number), new byte[0]);
            assertThat(answer).startsWith("HTTP/1.1 200 ");
        }
    }

    private static List<Integer> numbers(List<JsonObject> records) {
        return records.stream()
                .map(record -> Integer.valueOf(record.getString("user_agent").substring("call ".length())))
                .sorted()
                .toList();
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    private static String totals(AdminClient admin) {
        JsonObject totals = admin.get("usage").getJsonObject("totals");
        return totals.getInt("requests") + " requests, " + totals.getString("units") + " units";
    }
}
