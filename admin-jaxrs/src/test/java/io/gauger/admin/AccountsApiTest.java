package io.gauger.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.admit.KnownKey;
import io.gauger.admit.Secret;
import io.gauger.node.NodeIdentity;
import io.gauger.settings.Settings;
import io.gauger.store.Store;
import io.gauger.store.StoreSettings;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Accounts and keys over HTTP, on a real database. */
class AccountsApiTest {
    private static final StoredInMemory STORED = new StoredInMemory();
    private static final String ACCOUNTS = "/metering/v1/accounts";
    private static final String KEYS = "/metering/v1/keys";

    private static AdminServer server;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        STORED.accounts = Store.open(
                StoreSettings.of(
                        Settings.of(Map.of(
                                "gauger.data-dir", directory.resolve("data").toString())),
                        AccountsApiTest.class.getClassLoader()),
                NodeIdentity.ofThisStart());
        server = new AdminServer(STORED, directory, Map.of(), Set.of());
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        STORED.accounts.close();
    }

    @Test
    void anAccountIsMadeReadChangedAndClosed() {
        AdminServer.Reply made = server.write(
                "POST",
                ACCOUNTS,
                """
                {"name":"Acme","billing":"prepaid","time_zone":"Europe/Berlin","currency":"EUR"}""");

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("ETag")).isEqualTo("\"1\"");
        String id = made.json().getString("id");
        assertThat(made.header("Location")).endsWith("/app/metering/v1/accounts/" + id);
        assertThat(made.json()).containsEntry("plan_id", JsonValue.NULL).hasSize(9);
        assertThat(made.json().getString("status")).isEqualTo("active");
        assertThat(made.json().getString("billing")).isEqualTo("prepaid");
        AdminServer.Reply read = server.get(ACCOUNTS + "/" + id);
        assertThat(read.json().getString("balance")).isEqualTo("0");
        assertThat(read.json().entrySet()).containsAll(made.json().entrySet()).hasSize(10);
        assertThat(read.header("ETag")).isEqualTo("\"1\"");

        AdminServer.Reply changed =
                server.write("PATCH", ACCOUNTS + "/" + id, "{\"status\":\"suspended\"}", "If-Match", "\"1\"");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.json().getString("status")).isEqualTo("suspended");
        assertThat(changed.json().getString("name")).isEqualTo("Acme");
        assertThat(changed.header("ETag")).isEqualTo("\"2\"");

        AdminServer.Reply closed = server.write("DELETE", ACCOUNTS + "/" + id, "");
        assertThat(closed.json().getString("status")).isEqualTo("closed");
        assertThat(server.write("PATCH", ACCOUNTS + "/" + id, "{\"status\":\"active\"}")
                        .problem())
                .isEqualTo("account_closed");
        assertThat(server.write("POST", KEYS, "{\"name\":\"k\",\"account_id\":\"" + id + "\"}")
                        .problem())
                .isEqualTo("account_closed");
    }

    @Test
    void withoutACurrencyItHasThatOfTheSetting() {
        STORED.currency = "CHF";
        try {
            assertThat(server.write("POST", ACCOUNTS, "{\"name\":\"Untold\"}")
                            .json()
                            .getString("currency"))
                    .isEqualTo("CHF");
            assertThat(server.write("POST", ACCOUNTS, "{\"name\":\"Told\",\"currency\":\"USD\"}")
                            .json()
                            .getString("currency"))
                    .isEqualTo("USD");
        } finally {
            STORED.currency = "USD";
        }
    }

    @Test
    void aLostUpdateIs412() {
        String id = account();
        for (String tag : new String[] {"\"2\"", "W/\"1\"", "\"1\", \"2\"", "1", "\"x\""}) {
            AdminServer.Reply reply =
                    server.write("PATCH", ACCOUNTS + "/" + id, "{\"name\":\"other\"}", "If-Match", tag);
            assertThat(reply.status()).as(tag).isEqualTo(412);
            assertThat(reply.problem()).isEqualTo("precondition_failed");
        }
        assertThat(server.write("PATCH", ACCOUNTS + "/" + id, "{\"name\":\"other\"}", "If-Match", "*")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aKeyTellsItsSecretOnceAndIsTakenAtOnce() {
        String account = account();
        AdminServer.Reply made = server.write(
                "POST",
                KEYS,
                """
                {"account_id":"%s","name":"production","allowed_routes":["chat"],"allowed_ips":["192.0.2.0/24"],
                 "allowed_models":["gpt-4*"],"rate_limit_rpm":60,"usage_limit_dollars":"12.50",
                 "usage_limit_reset":"monthly","expires_at":"2099-01-01T00:00:00+01:00"}"""
                        .formatted(account));

        assertThat(made.status()).isEqualTo(201);
        String secret = made.json().getString("key");
        JsonObject key = made.json().getJsonObject("proxy_key");
        String id = made.json().getString("id");
        assertThat(secret).matches("gk_[0-9A-Za-z]{33}");
        assertThat(key.getString("id")).isEqualTo(id);
        assertThat(key.getString("prefix")).isEqualTo(secret.substring(0, 8));
        assertThat(key.getString("usage_limit_dollars")).isEqualTo("12.5");
        assertThat(key.getString("expires_at")).isEqualTo("2098-12-31T23:00:00.000Z");
        assertThat(key.getInt("rate_limit_rpm")).isEqualTo(60);
        assertThat(server.get(KEYS + "/" + id).json()).isEqualTo(key);
        assertThat(server.get(KEYS + "/" + id).json().toString()).doesNotContain(secret);
        assertThat(known(secret).caller().accountId()).isEqualTo(account);

        AdminServer.Reply revoked = server.write("DELETE", KEYS + "/" + id, "");
        assertThat(revoked.json().getString("status")).isEqualTo("revoked");
        assertThat(known(secret).active()).isFalse();
        assertThat(server.write("PATCH", KEYS + "/" + id, "{\"status\":\"active\"}")
                        .problem())
                .isEqualTo("key_is_revoked");
    }

    @Test
    void aRotatedKeyKeepsItsIdAndTheOldSecretOverlaps() {
        JsonObject first = key(account());
        AdminServer.Reply rotated =
                server.write("POST", KEYS + "/" + first.getString("id") + "/rotate", "{\"overlap_seconds\":600}");

        assertThat(rotated.status()).isEqualTo(200);
        assertThat(rotated.header("ETag")).isEqualTo("\"2\"");
        assertThat(rotated.json().getString("id")).isEqualTo(first.getString("id"));
        assertThat(rotated.json().getString("key")).isNotEqualTo(first.getString("key"));
        assertThat(known(first.getString("key")).validUntil())
                .isBetween(System.currentTimeMillis() + 500_000, System.currentTimeMillis() + 600_000);
        assertThat(known(rotated.json().getString("key")).validUntil()).isEqualTo(KnownKey.FOR_EVER);
        assertThat(server.write("POST", KEYS + "/" + first.getString("id") + "/rotate", "")
                        .status())
                .isEqualTo(200);
        assertThat(known(first.getString("key")).validUntil()).isLessThanOrEqualTo(System.currentTimeMillis());
    }

    @Test
    void theSameIdempotencyKeyGivesTheSameAnswerAndAnotherBodyIs409() {
        String body = "{\"account_id\":\"" + account() + "\",\"name\":\"once\"}";
        String once = UUID.randomUUID().toString();

        AdminServer.Reply first = server.write("POST", KEYS, body, "Idempotency-Key", once);
        AdminServer.Reply again = server.write("POST", KEYS, body, "Idempotency-Key", once);

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(again.header("ETag")).isEqualTo(first.header("ETag"));
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(server.write("POST", KEYS, body.replace("once", "twice"), "Idempotency-Key", once)
                        .problem())
                .isEqualTo("idempotency_key_reused");
        assertThat(server.write("POST", ACCOUNTS, "{\"name\":\"x\"}", "Idempotency-Key", once)
                        .status())
                .isEqualTo(409);
        assertThat(server.write("POST", KEYS, body, "Idempotency-Key", "x".repeat(256))
                        .problem())
                .isEqualTo("invalid_idempotency_key");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | /account_id,/name",
                "{'account_id':'a','name':''} | /name",
                "{'account_id':'a','name':' x'} | /name",
                "{'account_id':'a','name':7} | /name",
                "{'account_id':'a','name':null} | /name",
                "{'account_id':'a','name':'k','colour':'red'} | /colour",
                "{'account_id':'a','name':'k','status':'active'} | /status",
                "{'account_id':'a','name':'k','allowed_ips':['192.0.2.7/24']} | /allowed_ips/0",
                "{'account_id':'a','name':'k','allowed_ips':['::/0','host']} | /allowed_ips/1",
                "{'account_id':'a','name':'k','allowed_ips':'::/0'} | /allowed_ips",
                "{'account_id':'a','name':'k','allowed_routes':['a b']} | /allowed_routes/0",
                "{'account_id':'a','name':'k','allowed_models':['a','a']} | /allowed_models/1",
                "{'account_id':'a','name':'k','allowed_models':[7]} | /allowed_models/0",
                "{'account_id':'a','name':'k','rate_limit_rpm':-1} | /rate_limit_rpm",
                "{'account_id':'a','name':'k','rate_limit_rpm':1.5} | /rate_limit_rpm",
                "{'account_id':'a','name':'k','rate_limit_rpm':'60'} | /rate_limit_rpm",
                "{'account_id':'a','name':'k','rate_limit_rpm':1e99} | /rate_limit_rpm",
                "{'account_id':'a','name':'k','usage_limit_dollars':5} | /usage_limit_dollars",
                "{'account_id':'a','name':'k','usage_limit_dollars':'-5'} | /usage_limit_dollars",
                "{'account_id':'a','name':'k','usage_limit_reset':'hourly'} | /usage_limit_reset",
                "{'account_id':'a','name':'k','expires_at':'2020-01-01T00:00:00Z'} | /expires_at",
                "{'account_id':'a','name':'k','expires_at':'soon'} | /expires_at"
            })
    void aFieldThatCannotBeUsedIsNamed(String body, String pointers) {
        AdminServer.Reply reply = server.write("POST", KEYS, body.replace('\'', '"'));

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.problem()).isEqualTo("invalid_field");
        assertThat(reply.json().getJsonArray("errors"))
                .extracting(fault -> fault.asJsonObject().getString("pointer"))
                .containsExactlyInAnyOrder(pointers.split(","));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'name':'a','id':'-a'} | /id",
                "{'name':'a','id':'a/b'} | /id",
                "{'name':'a','status':'closing'} | /status",
                "{'name':'a','billing':'never'} | /billing",
                "{'name':'a','time_zone':'Mars/Base'} | /time_zone",
                "{'name':'a','currency':'usd'} | /currency",
                "{'name':'a','plan_id':'gold'} | /plan_id"
            })
    void anAccountThatCannotBeIsRefused(String body, String pointer) {
        AdminServer.Reply reply = server.write("POST", ACCOUNTS, body.replace('\'', '"'));

        assertThat(reply.problem()).isEqualTo("invalid_field");
        assertThat(reply.json().getJsonArray("errors").getJsonObject(0).getString("pointer"))
                .isEqualTo(pointer);
    }

    @Test
    void whatIsNoJsonObjectIsRefused() {
        for (String body : new String[] {"[]", "7", "{", "{'a':1}", "\"x\"", "[".repeat(60_000)}) {
            assertThat(server.write("POST", ACCOUNTS, body).problem()).as(body).isEqualTo("not_json");
        }
        assertThat(server.write("POST", ACCOUNTS, "{\"name\":\"" + "x".repeat(70_000) + "\"}")
                        .problem())
                .isEqualTo("body_too_large");
        assertThat(server.send(
                                "POST",
                                ACCOUNTS,
                                "Authorization",
                                "Bearer gat_test",
                                "Content-Type",
                                "application/x-www-form-urlencoded")
                        .status())
                .isEqualTo(415);
    }

    @Test
    void anIdThatTheOperatorChoseIsTakenOnce() {
        String id = "ada@example.com-" + UUID.randomUUID();
        String body = "{\"name\":\"Ada\",\"id\":\"" + id + "\"}";
        assertThat(server.write("POST", ACCOUNTS, body).json().getString("id")).isEqualTo(id);
        assertThat(server.write("POST", ACCOUNTS, body).problem()).isEqualTo("account_exists");
        assertThat(server.get(ACCOUNTS + "/" + id).status()).isEqualTo(200);
    }

    @Test
    void whatIsNotThereIs404() {
        assertThat(server.get(ACCOUNTS + "/nobody").problem()).isEqualTo("account_not_found");
        assertThat(server.write("PATCH", ACCOUNTS + "/nobody", "{}").problem()).isEqualTo("account_not_found");
        assertThat(server.get(KEYS + "/none").problem()).isEqualTo("key_not_found");
        assertThat(server.write("DELETE", KEYS + "/none", "").problem()).isEqualTo("key_not_found");
        assertThat(server.write("POST", KEYS, "{\"account_id\":\"nobody\",\"name\":\"k\"}")
                        .problem())
                .isEqualTo("account_not_found");
    }

    @Test
    void keysAreListedByPagesAndFoundByTheirPrefix() {
        String account = account();
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.add(key(account).getString("id"));
        }
        List<String> seen = new ArrayList<>();
        AdminServer.Reply reply = server.get(KEYS + "?limit=2&account_id=" + account);
        while (true) {
            reply.json()
                    .getJsonArray("data")
                    .forEach(key -> seen.add(key.asJsonObject().getString("id")));
            if (reply.json().get("next_cursor").equals(JsonValue.NULL)) {
                break;
            }
            assertThat(((JsonString) reply.json().get("next_cursor")).getString())
                    .isNotEmpty();
            String link = reply.header("Link");
            reply = server.get(link.substring(1, link.indexOf('>')));
        }
        assertThat(seen).containsExactlyInAnyOrderElementsOf(made);

        JsonObject key = key(account);
        AdminServer.Reply found =
                server.get(KEYS + "?prefix=" + key.getString("key").substring(0, 8));
        assertThat(found.json().getJsonArray("data"))
                .extracting(each -> each.asJsonObject().getString("id"))
                .contains(key.getString("id"));
        assertThat(server.get(KEYS + "?status=new").problem()).isEqualTo("invalid_parameter");
        assertThat(server.get(KEYS + "?cursor=abc").problem()).isEqualTo("invalid_parameter");
    }

    @Test
    void theAuditTellsWhoChangedWhat() {
        JsonObject key = key(account());
        server.write("PATCH", KEYS + "/" + key.getString("id"), "{\"name\":\"renamed\"}");

        List<JsonValue> entries = server.get("/metering/v1/audit?object_id=" + key.getString("id"))
                .json()
                .getJsonArray("data");

        assertThat(entries).hasSize(2);
        JsonObject update = entries.get(0).asJsonObject();
        assertThat(update.getString("actor")).isEqualTo("token gat_test");
        assertThat(update.getString("action")).isEqualTo("update");
        assertThat(update.getString("object")).isEqualTo("key");
        assertThat(update.getJsonObject("before").getString("name")).isEqualTo("k");
        assertThat(update.getJsonObject("after").getString("name")).isEqualTo("renamed");
        assertThat(entries.get(1).asJsonObject().get("before")).isEqualTo(JsonValue.NULL);
        assertThat(entries.toString()).doesNotContain(key.getString("key"));
        AdminServer.Reply page = server.get("/metering/v1/audit?limit=1");
        assertThat(page.json().getJsonArray("data")).hasSize(1);
        assertThat(page.header("Link")).isNotNull();
    }

    @Test
    void optionsTellsTheMethods() {
        assertThat(server.send("OPTIONS", ACCOUNTS, "Authorization", "Bearer gat_read")
                        .header("Allow"))
                .isEqualTo("GET, HEAD, OPTIONS, POST");
        assertThat(server.send("OPTIONS", KEYS + "/x", "Authorization", "Bearer gat_read")
                        .header("Allow"))
                .isEqualTo("DELETE, GET, HEAD, OPTIONS, PATCH");
    }

    private static String account() {
        return server.write("POST", ACCOUNTS, "{\"name\":\"Acme\"}").json().getString("id");
    }

    private static JsonObject key(String account) {
        return server.write("POST", KEYS, "{\"account_id\":\"" + account + "\",\"name\":\"k\"}")
                .json();
    }

    private static KnownKey known(String secret) {
        return STORED.accounts.keys().current().key(Secret.sha256(secret));
    }
}
