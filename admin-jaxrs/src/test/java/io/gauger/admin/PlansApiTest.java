package io.gauger.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.node.NodeIdentity;
import io.gauger.settings.Settings;
import io.gauger.store.Store;
import io.gauger.store.StoreSettings;
import jakarta.json.JsonObject;
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

/** Plans over HTTP, on a real database. */
class PlansApiTest {
    private static final StoredInMemory STORED = new StoredInMemory();
    private static final String PLANS = "/metering/v1/plans";
    private static final String ACCOUNTS = "/metering/v1/accounts";

    private static AdminServer server;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        STORED.accounts = Store.open(
                StoreSettings.of(
                        Settings.of(Map.of(
                                "gauger.data-dir", directory.resolve("data").toString())),
                        PlansApiTest.class.getClassLoader()),
                NodeIdentity.ofThisStart());
        server = new AdminServer(STORED, directory, Map.of(), Set.of());
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        STORED.accounts.close();
    }

    @Test
    void withoutACurrencyItHasThatOfTheSetting() {
        STORED.currency = "CHF";
        try {
            assertThat(server.write("POST", PLANS, "{\"name\":\"Untold\"}")
                            .json()
                            .getString("currency"))
                    .isEqualTo("CHF");
            assertThat(server.write("POST", PLANS, "{\"name\":\"Told\",\"currency\":\"USD\"}")
                            .json()
                            .getString("currency"))
                    .isEqualTo("USD");
        } finally {
            STORED.currency = "USD";
        }
    }

    @Test
    void aPlanIsMadeReadChangedAndRemoved() {
        AdminServer.Reply made = server.write(
                "POST",
                PLANS,
                """
                {"id":"gold","name":"Gold","requests_per_month":"1000000.5","quota_period":"weekly",
                 "meter_type":"compute_units","quota_enforce_mode":"soft","quota_grace_pct":12.5,
                 "rate_limit_per_minute":600,"burst":50,"estimated_cost_per_req":"2.5",
                 "estimated_amount_per_req":"0.000375","price":"99.00","overage_price":"0.000001","currency":"EUR"}""");

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("ETag")).isEqualTo("\"1\"");
        assertThat(made.header("Location")).endsWith("/app/metering/v1/plans/gold");
        JsonObject plan = made.json();
        assertThat(plan).hasSize(16);
        assertThat(plan.getString("requests_per_month")).isEqualTo("1000000.5");
        assertThat(plan.getString("quota_period")).isEqualTo("weekly");
        assertThat(plan.getString("meter_type")).isEqualTo("compute_units");
        assertThat(plan.getString("quota_enforce_mode")).isEqualTo("soft");
        assertThat(plan.get("quota_grace_pct")).hasToString("12.5");
        assertThat(plan.getInt("rate_limit_per_minute")).isEqualTo(600);
        assertThat(plan.getInt("burst")).isEqualTo(50);
        assertThat(plan.getString("estimated_cost_per_req")).isEqualTo("2.5");
        assertThat(plan.getString("estimated_amount_per_req")).isEqualTo("0.000375");
        assertThat(plan.getString("price")).isEqualTo("99");
        assertThat(plan.getString("overage_price")).isEqualTo("0.000001");
        assertThat(plan.getString("currency")).isEqualTo("EUR");
        assertThat(server.get(PLANS + "/gold").json()).isEqualTo(plan);

        AdminServer.Reply changed = server.write(
                "PATCH",
                PLANS + "/gold",
                "{\"requests_per_month\":null,\"burst\":null,\"rate_limit_per_minute\":0}",
                "If-Match",
                "\"1\"");
        assertThat(changed.header("ETag")).isEqualTo("\"2\"");
        assertThat(changed.json())
                .containsEntry("requests_per_month", JsonValue.NULL)
                .containsEntry("burst", JsonValue.NULL);
        assertThat(changed.json().getInt("rate_limit_per_minute")).isZero();
        assertThat(changed.json().getString("price")).isEqualTo("99");
        assertThat(server.write("PATCH", PLANS + "/gold", "{\"name\":\"x\"}", "If-Match", "\"1\"")
                        .problem())
                .isEqualTo("precondition_failed");

        assertThat(server.write("DELETE", PLANS + "/gold", "", "If-Match", "\"1\"")
                        .status())
                .isEqualTo(412);
        assertThat(server.write("DELETE", PLANS + "/gold", "", "If-Match", "\"2\"")
                        .status())
                .isEqualTo(204);
        assertThat(server.get(PLANS + "/gold").problem()).isEqualTo("plan_not_found");
        assertThat(server.write("DELETE", PLANS + "/gold", "").problem()).isEqualTo("plan_not_found");
        List<JsonValue> audit =
                server.get("/metering/v1/audit?object_id=gold").json().getJsonArray("data");
        assertThat(audit).hasSize(3);
        assertThat(audit.get(0).asJsonObject().getString("action")).isEqualTo("delete");
        assertThat(audit.get(0).asJsonObject()).containsEntry("after", JsonValue.NULL);
        assertThat(audit.get(1).asJsonObject().getJsonObject("before").getInt("burst"))
                .isEqualTo(50);
    }

    @Test
    void aPlanWithANameOnlyHasNoLimits() {
        JsonObject plan = server.write("POST", PLANS, "{\"name\":\"Free\"}").json();

        assertThat(plan.getString("id")).matches("plan_[0-9a-f]{32}");
        assertThat(plan)
                .containsEntry("requests_per_month", JsonValue.NULL)
                .containsEntry("rate_limit_per_minute", JsonValue.NULL)
                .containsEntry("burst", JsonValue.NULL);
        assertThat(plan.getString("quota_period")).isEqualTo("monthly");
        assertThat(plan.getString("meter_type")).isEqualTo("requests");
        assertThat(plan.getString("quota_enforce_mode")).isEqualTo("hard");
        assertThat(plan.getInt("quota_grace_pct")).isZero();
        assertThat(plan.getString("price")).isEqualTo("0");
        assertThat(plan.getString("currency")).isEqualTo("USD");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | /name",
                "{'name':'p','id':'a b'} | /id",
                "{'name':'p','colour':'red'} | /colour",
                "{'name':'p','requests_per_month':5} | /requests_per_month",
                "{'name':'p','requests_per_month':'-1'} | /requests_per_month",
                "{'name':'p','requests_per_month':'1e3'} | /requests_per_month",
                "{'name':'p','requests_per_month':'1.5'} | /requests_per_month",
                "{'name':'p','requests_per_month':'0.0000000001','meter_type':'compute_units'} | /requests_per_month",
                "{'name':'p','requests_per_month':'1000000000000000000'} | /requests_per_month",
                "{'name':'p','quota_period':'yearly'} | /quota_period",
                "{'name':'p','quota_period':null} | /quota_period",
                "{'name':'p','meter_type':'tokens'} | /meter_type",
                "{'name':'p','quota_enforce_mode':'HARD'} | /quota_enforce_mode",
                "{'name':'p','quota_grace_pct':-1} | /quota_grace_pct",
                "{'name':'p','quota_grace_pct':'5'} | /quota_grace_pct",
                "{'name':'p','quota_grace_pct':0.00001} | /quota_grace_pct",
                "{'name':'p','quota_grace_pct':1e99} | /quota_grace_pct",
                "{'name':'p','quota_grace_pct':null} | /quota_grace_pct",
                "{'name':'p','rate_limit_per_minute':-1} | /rate_limit_per_minute",
                "{'name':'p','rate_limit_per_minute':1.5} | /rate_limit_per_minute",
                "{'name':'p','burst':5} | /burst",
                "{'name':'p','burst':0,'rate_limit_per_minute':5} | /burst",
                "{'name':'p','estimated_cost_per_req':'-1'} | /estimated_cost_per_req",
                "{'name':'p','estimated_cost_per_req':null} | /estimated_cost_per_req",
                "{'name':'p','estimated_amount_per_req':0.5} | /estimated_amount_per_req",
                "{'name':'p','price':'free','overage_price':'-0'} | /price,/overage_price",
                "{'name':'p','currency':'euro'} | /currency"
            })
    void aFieldThatCannotBeUsedIsNamed(String body, String pointers) {
        AdminServer.Reply reply = server.write("POST", PLANS, body.replace('\'', '"'));

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.problem()).isEqualTo("invalid_field");
        assertThat(reply.json().getJsonArray("errors"))
                .extracting(fault -> fault.asJsonObject().getString("pointer"))
                .containsExactlyInAnyOrder(pointers.split(","));
    }

    @Test
    void aChangeThatDoesNotGoWithWhatStaysIsRefused() {
        String id = plan("{\"name\":\"p\",\"rate_limit_per_minute\":60,\"burst\":5}");
        assertThat(pointer(server.write("PATCH", PLANS + "/" + id, "{\"rate_limit_per_minute\":null}")))
                .isEqualTo("/burst");
        String units = plan("{\"name\":\"p\",\"meter_type\":\"compute_units\",\"requests_per_month\":\"0.5\"}");
        assertThat(pointer(server.write("PATCH", PLANS + "/" + units, "{\"meter_type\":\"requests\"}")))
                .isEqualTo("/requests_per_month");
        assertThat(server.get(PLANS + "/" + units).header("ETag")).isEqualTo("\"1\"");
    }

    @Test
    void anAccountGetsAPlanThatIsThereAndThePlanThenStays() {
        String plan = plan("{\"name\":\"p\",\"requests_per_month\":\"5\"}");
        AdminServer.Reply made = server.write("POST", ACCOUNTS, "{\"name\":\"a\",\"plan_id\":\"" + plan + "\"}");
        assertThat(made.json().getString("plan_id")).isEqualTo(plan);
        String account = made.json().getString("id");
        assertThat(known(account)).isEqualTo(plan);

        assertThat(pointer(server.write("PATCH", ACCOUNTS + "/" + account, "{\"plan_id\":\"none\"}")))
                .isEqualTo("/plan_id");
        assertThat(pointer(server.write("POST", ACCOUNTS, "{\"name\":\"a\",\"plan_id\":\"none\"}")))
                .isEqualTo("/plan_id");
        AdminServer.Reply inUse = server.write("DELETE", PLANS + "/" + plan, "");
        assertThat(inUse.status()).isEqualTo(409);
        assertThat(inUse.problem()).isEqualTo("plan_in_use");
        assertThat(server.get(ACCOUNTS + "?plan_id=" + plan).json().getJsonArray("data"))
                .extracting(each -> each.asJsonObject().getString("id"))
                .containsExactly(account);

        server.write("PATCH", ACCOUNTS + "/" + account, "{\"name\":\"b\"}");
        assertThat(known(account)).isEqualTo(plan);
        AdminServer.Reply without = server.write("PATCH", ACCOUNTS + "/" + account, "{\"plan_id\":null}");
        assertThat(without.json()).containsEntry("plan_id", JsonValue.NULL);
        assertThat(known(account)).isNull();
        assertThat(server.write("DELETE", PLANS + "/" + plan, "").status()).isEqualTo(204);
    }

    @Test
    void theSameIdempotencyKeyMakesOnePlan() {
        String once = UUID.randomUUID().toString();
        String body = "{\"name\":\"once\"}";
        AdminServer.Reply first = server.write("POST", PLANS, body, "Idempotency-Key", once);
        AdminServer.Reply again = server.write("POST", PLANS, body, "Idempotency-Key", once);

        assertThat(again.json()).isEqualTo(first.json());
        assertThat(server.write("POST", PLANS, "{\"name\":\"x\"}", "Idempotency-Key", once)
                        .problem())
                .isEqualTo("idempotency_key_reused");
        String given = "{\"name\":\"x\",\"id\":\"" + first.json().getString("id") + "\"}";
        assertThat(server.write("POST", PLANS, given).problem()).isEqualTo("plan_exists");
    }

    @Test
    void plansAreListedByPages() {
        for (int i = 0; i < 3; i++) {
            plan("{\"name\":\"p\"}");
        }
        List<String> seen = new ArrayList<>();
        AdminServer.Reply reply = server.get(PLANS + "?limit=2");
        while (true) {
            assertThat(reply.json().getJsonArray("data").size()).isBetween(1, 2);
            reply.json()
                    .getJsonArray("data")
                    .forEach(plan -> seen.add(plan.asJsonObject().getString("id")));
            if (reply.json().get("next_cursor").equals(JsonValue.NULL)) {
                break;
            }
            String link = reply.header("Link");
            reply = server.get(link.substring(1, link.indexOf('>')));
        }
        assertThat(seen).isSorted().doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(3);
        assertThat(server.send("OPTIONS", PLANS + "/x", "Authorization", "Bearer gat_read")
                        .header("Allow"))
                .isEqualTo("DELETE, GET, HEAD, OPTIONS, PATCH");
    }

    private static String known(String account) {
        var plan = STORED.accounts.keys().current().account(account).plan();
        return plan == null ? null : plan.id();
    }

    private static String plan(String body) {
        AdminServer.Reply made = server.write("POST", PLANS, body);
        assertThat(made.status()).isEqualTo(201);
        return made.json().getString("id");
    }

    private static String pointer(AdminServer.Reply reply) {
        assertThat(reply.problem()).isEqualTo("invalid_field");
        return reply.json().getJsonArray("errors").getJsonObject(0).getString("pointer");
    }
}
