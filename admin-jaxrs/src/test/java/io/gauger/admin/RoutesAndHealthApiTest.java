package io.gauger.admin;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.journal.JournalState;
import io.gauger.measure.Flag;
import io.gauger.node.KnownNode;
import io.gauger.node.NodeDescription;
import io.gauger.node.NodeIdentity;
import io.gauger.node.NodeState;
import io.gauger.route.BillErrors;
import io.gauger.route.OnError;
import io.gauger.route.Route;
import io.gauger.runtime.Health;
import io.gauger.settings.Settings;
import io.gauger.store.Store;
import io.gauger.store.StoreSettings;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code GET /v1/routes} and {@code GET /v1/health}. */
class RoutesAndHealthApiTest {
    private static final StoredInMemory STORED = new StoredInMemory();

    private static AdminServer server;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        STORED.accounts = Store.open(
                StoreSettings.of(
                        Settings.of(Map.of(
                                "gauger.data-dir", directory.resolve("data").toString())),
                        RoutesAndHealthApiTest.class.getClassLoader()),
                NodeIdentity.ofThisStart());
        server = new AdminServer(STORED, directory, Map.of(), Set.of());
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        STORED.accounts.close();
    }

    @BeforeEach
    void empty() {
        STORED.routes.clear();
    }

    @Test
    void aRouteIsToldInFull() {
        STORED.routes.add(Route.named("tiered")
                .on(Set.of("POST", "GET"), "/v1/{tier}")
                .custom("respBody.tokens * 2")
                .onError(OnError.ESTIMATE)
                .billErrors(BillErrors.NONE)
                .authRequired(true)
                .provider("acme")
                .modelExpr("path")
                .inspectRequest(true)
                .enabled(false)
                .priority(-3)
                .build());

        assertThat(server.get("/metering/v1/routes").json())
                .isEqualTo(json("{\"data\":[{\"id\":\"tiered\",\"methods\":[\"GET\",\"POST\"],\"path\":\"/v1/{tier}\","
                        + "\"metering_mode\":\"custom\",\"metering_expr\":\"respBody.tokens * 2\","
                        + "\"on_error\":\"estimate\",\"bill_errors\":\"none\",\"auth_required\":true,"
                        + "\"provider\":\"acme\",\"model_expr\":\"path\",\"inspect_request\":true,"
                        + "\"enabled\":false,\"priority\":-3,\"source\":\"deployment\","
                        + "\"overrides_stored\":false,\"problem\":null,\"created_at\":null,"
                        + "\"updated_at\":null}],\"next_cursor\":null}"));
    }

    @Test
    void aRouteForEveryMethodHasNone() {
        STORED.routes.add(Route.named("all").on("*", "/v1/*").responseField().build());

        JsonObject route =
                server.get("/metering/v1/routes").json().getJsonArray("data").getJsonObject(0);
        assertThat(route.getJsonArray("methods")).isEmpty();
        assertThat(route.getString("metering_mode")).isEqualTo("response_field");
        assertThat(route.get("metering_expr")).isEqualTo(JsonValue.NULL);
        assertThat(route.get("provider")).isEqualTo(JsonValue.NULL);
    }

    @Test
    void routesArePagedById() {
        for (String id : List.of("d", "b", "e", "a", "c")) {
            STORED.routes.add(Route.named(id).on("GET", "/" + id).request().build());
        }

        List<String> seen = new ArrayList<>();
        AdminServer.Reply reply = server.get("/metering/v1/routes?limit=2");
        while (true) {
            List<JsonObject> page = reply.json().getJsonArray("data").getValuesAs(JsonObject.class);
            assertThat(page).hasSizeLessThanOrEqualTo(2);
            page.forEach(route -> seen.add(route.getString("id")));
            String link = reply.header("Link");
            if (link == null) {
                break;
            }
            reply = server.get(link.substring(1, link.indexOf('>')));
        }
        assertThat(seen).containsExactly("a", "b", "c", "d", "e");
        assertThat(server.get("/metering/v1/routes?cursor=abc").status()).isEqualTo(422);
        assertThat(server.get("/metering/v1/routes?limit=0").status()).isEqualTo(422);
    }

    @Test
    void healthIsUpWhileNothingIsLostAndTheDatabaseTakesWhatComes() {
        STORED.health = new Health(0, null, null, 0, 0, 0, null, true, Map.of(), JournalState.NONE, NodeState.NONE);

        AdminServer.Reply reply = server.get("/metering/v1/health");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().getString("status")).isEqualTo("up");
        assertThat(reply.json().get("oldest_unwritten_age_ms")).isEqualTo(JsonValue.NULL);
        JsonObject flags = reply.json().getJsonObject("flags");
        assertThat(flags).hasSize(Flag.values().length);
        assertThat(flags.getInt("missing_field")).isZero();
    }

    @Test
    void healthTellsHowOftenEachFlagWasSet() {
        Map<Flag, Long> counts = Arrays.stream(Flag.values())
                .collect(toMap(flag -> flag, flag -> 7L + flag.wireName().length()));
        STORED.health = new Health(0, null, null, 0, 0, 0, null, true, counts, JournalState.NONE, NodeState.NONE);

        JsonObject flags = server.get("/metering/v1/health").json().getJsonObject("flags");

        assertThat(flags).hasSize(Flag.values().length);
        counts.forEach((flag, count) ->
                assertThat(flags.getInt(flag.wireName())).as(flag.wireName()).isEqualTo(count.intValue()));
    }

    @Test
    void degradedHealthTellsWhatIsWrongAndIsStillAnswered() {
        Instant oldest = Instant.now().minusSeconds(90);
        Instant lastWrite = Instant.parse("2026-01-31T10:00:00Z");
        STORED.health = new Health(
                7,
                oldest,
                lastWrite,
                55,
                2,
                3,
                "no space",
                false,
                Map.of(Flag.TIMEOUT, 4L, Flag.NEGATIVE, 1L),
                new JournalState(
                        "/data/journal", 4096, 8192, "read-only", 17, 2, 5, List.of("/data/journal/1.corrupt")),
                NodeState.NONE);

        AdminServer.Reply reply = server.get("/metering/v1/health");

        assertThat(reply.status()).isEqualTo(200);
        JsonObject health = reply.json();
        assertThat(health.getString("status")).isEqualTo("degraded");
        assertThat(health.getInt("backlog")).isEqualTo(7);
        JsonObject journal = health.getJsonObject("journal");
        assertThat(journal.getString("directory")).isEqualTo("/data/journal");
        assertThat(journal.getInt("bytes")).isEqualTo(4096);
        assertThat(journal.getInt("most_bytes")).isEqualTo(8192);
        assertThat(journal.getString("problem")).isEqualTo("read-only");
        assertThat(journal.getInt("unjournaled")).isEqualTo(17);
        assertThat(journal.getInt("unwritten_summaries")).isEqualTo(2);
        assertThat(journal.getInt("interrupted")).isEqualTo(5);
        assertThat(journal.getJsonArray("corrupt").getString(0)).isEqualTo("/data/journal/1.corrupt");
        assertThat(Instant.parse(health.getString("oldest_unwritten")).toEpochMilli())
                .isEqualTo(oldest.toEpochMilli());
        assertThat(health.getInt("oldest_unwritten_age_ms")).isBetween(90_000, 120_000);
        assertThat(((JsonString) health.get("last_write")).getString()).isEqualTo("2026-01-31T10:00:00.000Z");
        assertThat(health.getInt("written")).isEqualTo(55);
        assertThat(health.getInt("lost")).isEqualTo(2);
        assertThat(health.getInt("writer_errors")).isEqualTo(3);
        assertThat(health.getString("last_error")).isEqualTo("no space");
        assertThat(health.getBoolean("store_open")).isFalse();
        assertThat(health.getJsonObject("flags").getInt("timeout")).isEqualTo(4);
        assertThat(health.getJsonObject("flags").getInt("negative")).isEqualTo(1);
    }

    @Test
    void healthTellsWhichNodeAnswersAndWhichThereAre() {
        UUID own = UUID.fromString("5f0c1f7e-5a55-4a08-9a3b-0f5a3f0b8d11");
        UUID other = UUID.fromString("6f0c1f7e-5a55-4a08-9a3b-0f5a3f0b8d11");
        Instant started = Instant.parse("2026-01-30T08:15:00Z");
        STORED.health = withNodes(new NodeState(
                own,
                null,
                List.of(
                        new KnownNode(
                                own,
                                new NodeDescription("app-1", "/data/journal", "shop", "Server/1", "0.1.0", started),
                                Instant.parse("2026-01-31T10:00:00.001Z"),
                                KnownNode.State.RUNNING),
                        new KnownNode(
                                other,
                                new NodeDescription("app-2", null, "shop", null, null, started),
                                Instant.parse("2026-01-31T09:00:00Z"),
                                KnownNode.State.SILENT))));

        JsonObject health = server.get("/metering/v1/health").json();

        assertThat(health.getJsonObject("node"))
                .isEqualTo(json("{\"id\":\"" + own + "\",\"kept\":true,\"problem\":null}"));
        assertThat(health.getJsonArray("nodes"))
                .containsExactly(
                        json("{\"id\":\"" + own + "\",\"state\":\"running\","
                                + "\"last_seen\":\"2026-01-31T10:00:00.001Z\",\"started_at\":\"2026-01-30T08:15:00.000Z\","
                                + "\"host\":\"app-1\",\"directory\":\"/data/journal\",\"application\":\"shop\","
                                + "\"server\":\"Server/1\",\"version\":\"0.1.0\"}"),
                        json("{\"id\":\"" + other + "\",\"state\":\"silent\","
                                + "\"last_seen\":\"2026-01-31T09:00:00.000Z\",\"started_at\":\"2026-01-30T08:15:00.000Z\","
                                + "\"host\":\"app-2\",\"directory\":null,\"application\":\"shop\","
                                + "\"server\":null,\"version\":null}"));
    }

    @Test
    void healthTellsThatANodesIdIsOfThisStartOnly() {
        UUID own = UUID.randomUUID();
        STORED.health = withNodes(new NodeState(own, "no directory", List.of()));

        assertThat(server.get("/metering/v1/health").json().getJsonObject("node"))
                .isEqualTo(json("{\"id\":\"" + own + "\",\"kept\":false,\"problem\":\"no directory\"}"));
    }

    private static Health withNodes(NodeState nodes) {
        return new Health(0, null, null, 0, 0, 0, null, true, Map.of(), JournalState.NONE, nodes);
    }

    @Test
    void whileTheDatabaseIsBeingOpenedMeteringIsStarting() {
        STORED.health =
                new Health(3, Instant.now(), null, 0, 0, 0, null, false, Map.of(), JournalState.NONE, NodeState.NONE);

        assertThat(server.get("/metering/v1/health").json().getString("status")).isEqualTo("starting");
    }

    @Test
    void healthTakesNoParameters() {
        assertThat(server.get("/metering/v1/health?verbose").problem()).isEqualTo("invalid_parameter");
    }

    private static JsonObject json(String text) {
        return Json.createReader(new StringReader(text)).readObject();
    }
}
