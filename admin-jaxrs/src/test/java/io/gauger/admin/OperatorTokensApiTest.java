package io.gauger.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.node.NodeIdentity;
import io.gauger.settings.Settings;
import io.gauger.store.Store;
import io.gauger.store.StoreSettings;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Operator tokens over HTTP, on a real database. */
class OperatorTokensApiTest {
    private static final StoredInMemory STORED = new StoredInMemory();
    private static final String TOKENS = "/metering/v1/operator-tokens";
    private static final String HEALTH = "/metering/v1/health";

    private static AdminServer server;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        STORED.accounts = Store.open(
                StoreSettings.of(
                        Settings.of(Map.of(
                                "gauger.data-dir", directory.resolve("data").toString())),
                        OperatorTokensApiTest.class.getClassLoader()),
                NodeIdentity.ofThisStart());
        server = new AdminServer(STORED, directory, Map.of(), Set.of());
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        STORED.accounts.close();
    }

    @Test
    void aTokenTellsItsSecretOnceIsTakenAtOnceAndRevokedAtOnce() {
        AdminServer.Reply made = server.write(
                "POST",
                TOKENS,
                """
                {"name":"ci","email":"ci@example.com","permissions":["write","read"],
                 "expires_at":"2099-01-01T00:00:00Z"}""");

        assertThat(made.status()).isEqualTo(201);
        String secret = made.json().getString("token");
        JsonObject token = made.json().getJsonObject("operator_token");
        String id = made.json().getString("id");
        assertThat(secret).matches("gat_[0-9A-Za-z]{33}");
        assertThat(made.header("Location")).endsWith("/v1/operator-tokens/" + id);
        assertThat(token).hasSize(9);
        assertThat(token.get("permissions")).hasToString("[\"read\",\"write\"]");
        assertThat(token.getString("prefix")).isEqualTo(secret.substring(0, 8));
        assertThat(token.getString("email")).isEqualTo("ci@example.com");
        assertThat(server.get(TOKENS + "/" + id).json()).isEqualTo(token);
        assertThat(server.get(TOKENS + "/" + id).json().toString()).doesNotContain(secret);
        assertThat(status("Authorization", "Bearer " + secret)).isEqualTo(200);
        assertThat(status("X-Auth-Email", "CI@example.com", "X-Auth-Key", secret))
                .isEqualTo(200);
        assertThat(status("X-Auth-Email", "ci@example.org", "X-Auth-Key", secret))
                .isEqualTo(401);
        assertThat(status("X-Auth-Email", "ci@example.com", "X-Auth-Key", "gat_wrong"))
                .isEqualTo(401);

        AdminServer.Reply changed = server.write(
                "PATCH", TOKENS + "/" + id + "?even_last=true", "{\"permissions\":[\"read\"],\"expires_at\":null}");
        assertThat(changed.header("ETag")).isEqualTo("\"2\"");
        assertThat(changed.json()).containsEntry("expires_at", JsonValue.NULL);
        assertThat(server.sendJson(
                                "POST",
                                "/metering/v1/accounts",
                                "{\"name\":\"x\"}",
                                "Authorization",
                                "Bearer " + secret)
                        .problem())
                .isEqualTo("read_only");

        assertThat(server.write("DELETE", TOKENS + "/" + id, "").json().getString("status"))
                .isEqualTo("revoked");
        assertThat(status("Authorization", "Bearer " + secret)).isEqualTo(401);
        assertThat(server.write("PATCH", TOKENS + "/" + id, "{\"name\":\"x\"}").problem())
                .isEqualTo("operator_token_is_revoked");
        assertThat(server.get("/metering/v1/audit?object_id=" + id).json().getJsonArray("data"))
                .hasSize(3)
                .allSatisfy(entry ->
                        assertThat(entry.asJsonObject().getString("object")).isEqualTo("operator_token"))
                .allSatisfy(entry -> assertThat(entry.toString()).doesNotContain(secret));
        assertThat(server.get(TOKENS + "?status=revoked").json().getJsonArray("data"))
                .extracting(each -> each.asJsonObject().getString("id"))
                .contains(id);
    }

    @Test
    void theLastTokenThatWritesGoesOnlyOnPurpose() {
        String first = server.get(TOKENS + "?status=active").json().getJsonArray("data").stream()
                .map(JsonValue::asJsonObject)
                .filter(token -> token.getString("name").equals("first token"))
                .findFirst()
                .orElseThrow()
                .getString("id");

        AdminServer.Reply refused = server.write("DELETE", TOKENS + "/" + first, "");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.problem()).isEqualTo("last_writing_token");
        assertThat(server.write("PATCH", TOKENS + "/" + first, "{\"permissions\":[\"read\"]}")
                        .problem())
                .isEqualTo("last_writing_token");
        assertThat(server.write("PATCH", TOKENS + "/" + first, "{\"expires_at\":\"2099-01-01T00:00:00Z\"}")
                        .problem())
                .isEqualTo("last_writing_token");
        assertThat(server.write("PATCH", TOKENS + "/" + first, "{\"name\":\"first token\"}")
                        .status())
                .isEqualTo(200);
        assertThat(server.write("DELETE", TOKENS + "/" + first + "?even_last=yes", "")
                        .problem())
                .isEqualTo("invalid_parameter");
        assertThat(server.write("DELETE", TOKENS + "/" + first + "?even_last=true", "")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void theSameIdempotencyKeyGivesTheSameSecret() {
        String once = UUID.randomUUID().toString();
        String body = "{\"name\":\"once\",\"permissions\":[\"meter:write\"]}";

        AdminServer.Reply first = server.write("POST", TOKENS, body, "Idempotency-Key", once);
        AdminServer.Reply again = server.write("POST", TOKENS, body, "Idempotency-Key", once);

        assertThat(again.json().getString("token")).isEqualTo(first.json().getString("token"));
        assertThat(server.send(
                                "GET",
                                HEALTH,
                                "Authorization",
                                "Bearer " + first.json().getString("token"))
                        .problem())
                .isEqualTo("not_permitted");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | /name,/permissions",
                "{'name':'t','permissions':[]} | /permissions",
                "{'name':'t','permissions':null} | /permissions",
                "{'name':'t','permissions':'read'} | /permissions",
                "{'name':'t','permissions':['read','admin']} | /permissions/1",
                "{'name':'t','permissions':['read','read']} | /permissions/1",
                "{'name':'t','permissions':['read'],'email':'nobody'} | /email",
                "{'name':'t','permissions':['read'],'expires_at':'2020-01-01'} | /expires_at",
                "{'name':'t','permissions':['read'],'token':'gat_mine'} | /token"
            })
    void aFieldThatCannotBeUsedIsNamed(String body, String pointers) {
        AdminServer.Reply reply = server.write("POST", TOKENS, body.replace('\'', '"'));

        assertThat(reply.problem()).isEqualTo("invalid_field");
        assertThat(reply.json().getJsonArray("errors"))
                .extracting(fault -> fault.asJsonObject().getString("pointer"))
                .containsExactlyInAnyOrder(pointers.split(","));
    }

    @Test
    void whatIsNotThereIs404() {
        assertThat(server.get(TOKENS + "/none").problem()).isEqualTo("operator_token_not_found");
        assertThat(server.write("DELETE", TOKENS + "/none", "").problem()).isEqualTo("operator_token_not_found");
    }

    private static int status(String... headers) {
        return server.send("GET", HEALTH, headers).status();
    }
}
