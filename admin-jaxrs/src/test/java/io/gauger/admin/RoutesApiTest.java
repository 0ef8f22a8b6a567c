package io.gauger.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.node.NodeIdentity;
import io.gauger.route.Route;
import io.gauger.settings.Settings;
import io.gauger.store.Store;
import io.gauger.store.StoreSettings;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stored routes over HTTP, on a real database. */
class RoutesApiTest {
    private static final StoredInMemory STORED = new StoredInMemory();
    private static final String ROUTES = "/metering/v1/routes";

    private static AdminServer server;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        STORED.accounts = Store.open(
                StoreSettings.of(
                        Settings.of(Map.of(
                                "gauger.data-dir", directory.resolve("data").toString())),
                        RoutesApiTest.class.getClassLoader()),
                NodeIdentity.ofThisStart());
        server = new AdminServer(STORED, directory, Map.of(), Set.of());
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        STORED.accounts.close();
    }

    @AfterEach
    void deleteAll() {
        STORED.routes.clear();
        for (JsonObject route : list()) {
            server.write("DELETE", ROUTES + "/" + route.getString("id"), "");
        }
        assertThat(list()).isEmpty();
    }

    @Test
    void aRouteIsMadeReadChangedAndDeleted() {
        AdminServer.Reply made = server.write(
                "POST",
                ROUTES,
                """
                {"id":"chat","methods":["POST"],"path":"/v1/chat/*","metering_mode":"custom",
                 "metering_expr":"respBody.usage.total_tokens * 2","on_error":"one","bill_errors":"none",
                 "auth_required":true,"provider":"openai","model_expr":"reqBody.model","inspect_request":true,
                 "enabled":true,"priority":5}""");

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("Location")).endsWith("/app/metering/v1/routes/chat");
        assertThat(made.header("ETag")).matches("\"[0-9]+\"");
        JsonObject route = made.json();
        assertThat(route).hasSize(18).containsEntry("problem", JsonValue.NULL);
        assertThat(route.getString("source")).isEqualTo("stored");
        assertThat(route.getString("model_expr")).isEqualTo("reqBody.model");
        assertThat(route.getBoolean("inspect_request")).isTrue();
        AdminServer.Reply read = server.get(ROUTES + "/chat");
        assertThat(read.json()).isEqualTo(route);
        assertThat(read.header("ETag")).isEqualTo(made.header("ETag"));
        assertThat(list()).containsExactly(route);

        AdminServer.Reply changed = server.write(
                "PATCH",
                ROUTES + "/chat",
                "{\"metering_mode\":\"request\",\"metering_expr\":null,\"provider\":null,\"methods\":[]}",
                "If-Match",
                made.header("ETag"));
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.json().getString("metering_mode")).isEqualTo("request");
        assertThat(changed.json().get("metering_expr")).isEqualTo(JsonValue.NULL);
        assertThat(changed.json().get("provider")).isEqualTo(JsonValue.NULL);
        assertThat(changed.json().getString("path")).isEqualTo("/v1/chat/*");
        assertThat(server.write("PATCH", ROUTES + "/chat", "{\"priority\":1}", "If-Match", made.header("ETag"))
                        .problem())
                .isEqualTo("precondition_failed");

        assertThat(server.write("DELETE", ROUTES + "/chat", "").status()).isEqualTo(200);
        assertThat(server.get(ROUTES + "/chat").problem()).isEqualTo("route_not_found");
        assertThat(server.write("DELETE", ROUTES + "/chat", "").problem()).isEqualTo("route_not_found");
        assertThat(server.write("PATCH", ROUTES + "/chat", "{}").problem()).isEqualTo("route_not_found");
    }

    @Test
    void whatIsNotSaidIsAsInWebXml() {
        JsonObject route = make("{\"path\":\"/a\",\"metering_mode\":\"bytes\"}");
        assertThat(route.getString("id")).matches("route_[0-9a-f]{32}");
        assertThat(route.getJsonArray("methods")).isEmpty();
        assertThat(route.getString("on_error")).isEqualTo("zero");
        assertThat(route.getString("bill_errors")).isEqualTo("client");
        assertThat(route.getBoolean("auth_required")).isFalse();
        assertThat(route.getBoolean("inspect_request")).isFalse();
        assertThat(route.getBoolean("enabled")).isTrue();
        assertThat(route.getInt("priority")).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/path | {'metering_mode':'bytes'} | is missing",
                "/metering_mode | {'path':'/a'} | is missing",
                "/metering_mode | {'path':'/a','metering_mode':'most'} | must be one of request",
                "/path | {'path':'a','metering_mode':'bytes'} | must begin with '/'",
                "/path | {'path':'/metering/x','metering_mode':'bytes'} | Gauger's own",
                "/path | {'path':'/a*/b','metering_mode':'bytes'} | only as a last",
                "/methods | {'path':'/a','metering_mode':'bytes','methods':['get']} | no HTTP method",
                "/methods/0 | {'path':'/a','metering_mode':'bytes','methods':['*']} | no method at all",
                "/id | {'id':'a b','path':'/a','metering_mode':'bytes'} | letters",
                "/metering_expr | {'path':'/a','metering_mode':'custom'} | needs a metering_expr",
                "/metering_expr | {'path':'/a','metering_mode':'request','metering_expr':'1'} | takes no",
                "/metering_expr | {'path':'/a','metering_mode':'custom','metering_expr':5} | must be a text",
                "/model_expr | {'path':'/a','metering_mode':'bytes','model_expr':'reqBody.model'} | inspect_request",
                "/enabled | {'path':'/a','metering_mode':'bytes','enabled':'yes'} | must be true or false",
                "/priority | {'path':'/a','metering_mode':'bytes','priority':1.5} | whole number",
                "/price | {'path':'/a','metering_mode':'bytes','price':1} | is unknown"
            })
    void whatCannotBeUsedIsRefusedByName(String pointer, String body, String detail) {
        AdminServer.Reply reply = server.write("POST", ROUTES, body.replace('\'', '"'));
        assertThat(reply.status()).as(body).isEqualTo(422);
        assertThat(reply.problem()).isEqualTo("invalid_field");
        JsonObject fault = reply.json().getJsonArray("errors").getJsonObject(0);
        assertThat(fault.getString("pointer")).isEqualTo(pointer);
        assertThat(fault.getString("detail").replace('"', '\'')).contains(detail);
    }

    @Test
    void aWrongExpressionIsRefusedWithItsPositionWhenItIsSavedAndWhenItIsChanged() {
        AdminServer.Reply reply = server.write(
                "POST", ROUTES, "{\"path\":\"/a\",\"metering_mode\":\"custom\",\"metering_expr\":\"1 + eval(2)\"}");
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.json().getJsonArray("errors").getJsonObject(0).getInt("position"))
                .isEqualTo(4);

        String id = make("{\"path\":\"/a\",\"metering_mode\":\"bytes\"}").getString("id");
        AdminServer.Reply change = server.write("PATCH", ROUTES + "/" + id, "{\"metering_expr\":\"1 +\"}");
        assertThat(change.status()).isEqualTo(422);
        assertThat(change.json().getJsonArray("errors").getJsonObject(0).getInt("position"))
                .isEqualTo(3);
        assertThat(server.get(ROUTES + "/" + id).json().get("metering_expr")).isEqualTo(JsonValue.NULL);
    }

    @Test
    void aRouteOfTheDeploymentIsNotStoredChangedOrDeleted() {
        STORED.routes.add(Route.named("own").on("GET", "/own").request().build());

        for (AdminServer.Reply reply : List.of(
                server.write("POST", ROUTES, "{\"id\":\"own\",\"path\":\"/x\",\"metering_mode\":\"bytes\"}"),
                server.write("PATCH", ROUTES + "/own", "{\"enabled\":false}"),
                server.write("DELETE", ROUTES + "/own", ""))) {
            assertThat(reply.status()).isEqualTo(409);
            assertThat(reply.problem()).isEqualTo("route_of_deployment");
        }
        JsonObject own = server.get(ROUTES + "/own").json();
        assertThat(own.getString("source")).isEqualTo("deployment");
        assertThat(own.getBoolean("overrides_stored")).isFalse();
        assertThat(server.get(ROUTES + "/own").header("ETag")).isNull();
        assertThat(list()).containsExactly(own);
    }

    @Test
    void aStoredRouteThatTheDeploymentOverridesLaterIsToldAndCanBeDeleted() {
        make("{\"id\":\"chat\",\"path\":\"/x\",\"metering_mode\":\"bytes\"}");
        STORED.routes.add(Route.named("chat").on("GET", "/own").request().build());

        assertThat(list()).hasSize(1);
        assertThat(list().get(0).getString("source")).isEqualTo("deployment");
        assertThat(list().get(0).getBoolean("overrides_stored")).isTrue();
        assertThat(server.get(ROUTES + "/chat").json()).isEqualTo(list().get(0));
        assertThat(server.write("PATCH", ROUTES + "/chat", "{\"enabled\":false}")
                        .problem())
                .isEqualTo("route_of_deployment");

        assertThat(server.write("DELETE", ROUTES + "/chat", "").status()).isEqualTo(200);
        assertThat(list().get(0).getBoolean("overrides_stored")).isFalse();
    }

    @Test
    void aRouteThatNothingSetsApartFromAnotherIsRefusedAndOneThatCameFirstIsTold() {
        STORED.routes.add(Route.named("own").on("GET", "/own").request().build());
        make("{\"id\":\"a\",\"path\":\"/a\",\"metering_mode\":\"bytes\"}");
        for (String path : List.of("/a", "/own")) {
            AdminServer.Reply reply =
                    server.write("POST", ROUTES, "{\"path\":\"" + path + "\",\"metering_mode\":\"bytes\"}");
            assertThat(reply.status()).isEqualTo(409);
            assertThat(reply.problem()).isEqualTo("ambiguous_route");
        }
        make("{\"id\":\"b\",\"path\":\"/a\",\"metering_mode\":\"bytes\",\"priority\":1}");
        assertThat(server.write("PATCH", ROUTES + "/b", "{\"priority\":0}").problem())
                .isEqualTo("ambiguous_route");
        assertThat(server.get(ROUTES + "/b").json().getInt("priority")).isEqualTo(1);

        STORED.routes.add(Route.named("late").on("GET", "/a").request().build());
        assertThat(server.get(ROUTES + "/a").json().getString("problem")).contains("'late'");
        assertThat(server.get(ROUTES + "/b").json().get("problem")).isEqualTo(JsonValue.NULL);
    }

    @Test
    void anIdOnceMoreIsRefusedAndTheSameRequestIsNot() {
        String body = "{\"id\":\"once\",\"path\":\"/once\",\"metering_mode\":\"bytes\"}";
        AdminServer.Reply first = server.write("POST", ROUTES, body, "Idempotency-Key", "5d1f");
        AdminServer.Reply again = server.write("POST", ROUTES, body, "Idempotency-Key", "5d1f");
        assertThat(first.status()).isEqualTo(201);
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(server.write("POST", ROUTES, body).problem()).isEqualTo("route_exists");
        assertThat(server.write("POST", ROUTES, body.replace("/once", "/o"), "Idempotency-Key", "5d1f")
                        .problem())
                .isEqualTo("idempotency_key_reused");
    }

    @Test
    void routesOfBothSourcesArePagedById() {
        STORED.routes.add(Route.named("b").on("GET", "/b").request().build());
        for (String id : List.of("c", "a", "d")) {
            make("{\"id\":\"" + id + "\",\"path\":\"/" + id + "\",\"metering_mode\":\"bytes\"}");
        }
        AdminServer.Reply first = server.get(ROUTES + "?limit=3");
        assertThat(ids(first)).containsExactly("a", "b", "c");
        String link = first.header("Link");
        assertThat(ids(server.get(link.substring(1, link.indexOf('>'))))).containsExactly("d");
    }

    @Test
    void theAuditTellsChangesOfRoutes() {
        String id = make("{\"path\":\"/a\",\"metering_mode\":\"bytes\"}").getString("id");
        server.write("DELETE", ROUTES + "/" + id, "");

        List<JsonObject> entries = server.get("/metering/v1/audit?object_id=" + id)
                .json()
                .getJsonArray("data")
                .getValuesAs(JsonObject.class);
        assertThat(entries).extracting(entry -> entry.getString("action")).containsExactly("delete", "create");
        assertThat(entries.get(0).get("after")).isEqualTo(JsonValue.NULL);
        assertThat(entries.get(1).getJsonObject("after").getString("path")).isEqualTo("/a");
    }

    private static JsonObject make(String body) {
        AdminServer.Reply reply = server.write("POST", ROUTES, body);
        assertThat(reply.status()).as(reply.json().toString()).isEqualTo(201);
        return reply.json();
    }

    private static List<JsonObject> list() {
        return server.get(ROUTES).json().getJsonArray("data").getValuesAs(JsonObject.class);
    }

    private static List<String> ids(AdminServer.Reply reply) {
        return reply.json().getJsonArray("data").getValuesAs(JsonObject.class).stream()
                .map(route -> route.getString("id"))
                .toList();
    }
}
