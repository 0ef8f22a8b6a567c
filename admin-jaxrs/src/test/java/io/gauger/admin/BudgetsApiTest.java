package io.gauger.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.account.KeyLimits;
import io.gauger.admit.Caller;
import io.gauger.admit.ResetPeriod;
import io.gauger.measure.Basis;
import io.gauger.measure.Measurement;
import io.gauger.measure.TokenUsage;
import io.gauger.node.NodeIdentity;
import io.gauger.price.Rated;
import io.gauger.record.Exchange;
import io.gauger.record.RecordId;
import io.gauger.record.UsageRecord;
import io.gauger.settings.Settings;
import io.gauger.store.Store;
import io.gauger.store.StoreSettings;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Budgets, and what is left of the limits of keys, over HTTP on a real database. */
class BudgetsApiTest {
    private static final StoredInMemory STORED = new StoredInMemory();
    private static final RecordId IDS = new RecordId();

    private static AdminServer server;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        STORED.accounts = Store.open(
                StoreSettings.of(
                        Settings.of(Map.of(
                                "gauger.data-dir", directory.resolve("data").toString())),
                        BudgetsApiTest.class.getClassLoader()),
                NodeIdentity.ofThisStart());
        server = new AdminServer(STORED, directory, Map.of(), Set.of());
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        STORED.accounts.close();
    }

    @Test
    void aBudgetIsSetReadReplacedAndTakenAway() {
        String path = account("acme");
        assertThat(server.get(path).problem()).isEqualTo("budget_not_found");

        AdminServer.Reply made = server.write(
                "PUT", path, "{\"amount\":\"100.50\",\"period\":\"weekly\",\"soft_threshold\":0.75,\"hard\":false}");

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("ETag")).isEqualTo("\"1\"");
        JsonObject budget = made.json();
        assertThat(budget).hasSize(14).containsEntry("hard", JsonValue.FALSE).containsEntry("alert", JsonValue.NULL);
        assertThat(budget.getString("account_id")).isEqualTo("acme");
        assertThat(budget.getString("amount")).isEqualTo("100.5");
        assertThat(budget.getString("currency")).isEqualTo("USD");
        assertThat(budget.getString("period")).isEqualTo("weekly");
        assertThat(budget.get("soft_threshold")).hasToString("0.75");
        assertThat(budget.getString("used")).isEqualTo("0");
        assertThat(budget.getString("remaining")).isEqualTo("100.5");
        assertThat(budget.get("used_percentage")).hasToString("0");
        assertThat(server.get(path).json()).isEqualTo(budget);

        AdminServer.Reply replaced = server.write("PUT", path, "{\"amount\":\"7\"}", "If-Match", "\"1\"");
        assertThat(replaced.status()).isEqualTo(200);
        assertThat(replaced.header("ETag")).isEqualTo("\"2\"");
        assertThat(replaced.json().getString("period")).isEqualTo("monthly");
        assertThat(replaced.json().get("soft_threshold")).hasToString("0.8");
        assertThat(replaced.json()).containsEntry("hard", JsonValue.TRUE);
        LocalDate month = LocalDate.now(ZoneOffset.UTC).withDayOfMonth(1);
        assertThat(replaced.json().getString("period_start")).isEqualTo(month + "T00:00:00.000Z");
        assertThat(replaced.json().getString("period_end")).isEqualTo(month.plusMonths(1) + "T00:00:00.000Z");

        assertThat(server.write("PUT", path, "{\"amount\":\"8\"}", "If-Match", "\"1\"")
                        .problem())
                .isEqualTo("precondition_failed");
        assertThat(server.write("DELETE", path, "", "If-Match", "\"1\"").status())
                .isEqualTo(412);
        assertThat(server.write("DELETE", path, "", "If-Match", "\"2\"").status())
                .isEqualTo(204);
        assertThat(server.write("DELETE", path, "").problem()).isEqualTo("budget_not_found");
        assertThat(server.write("PUT", path, "{\"amount\":\"8\"}", "If-Match", "\"2\"")
                        .status())
                .isEqualTo(412);
        assertThat(server.write("PUT", path, "{\"amount\":\"8\"}").header("ETag"))
                .isEqualTo("\"4\"");
        assertThat(server.write("PUT", "/metering/v1/accounts/nobody/budget", "{\"amount\":\"8\"}")
                        .problem())
                .isEqualTo("account_not_found");
        assertThat(server.send("OPTIONS", path, "Authorization", "Bearer gat_read")
                        .header("Allow"))
                .isEqualTo("DELETE, GET, HEAD, OPTIONS, PUT");
    }

    @Test
    void whatIsSpentShowsInTheBudgetWithItsAlert() {
        String path = account("spender");
        server.write("PUT", path, "{\"amount\":\"10\",\"period\":\"never\"}");
        assertThat(server.get(path).json())
                .containsEntry("period_start", JsonValue.NULL)
                .containsEntry("period_end", JsonValue.NULL);

        assertState(path, "7.999999999999", "2.000000000001", "80", null);
        assertState(path, "0.000000000001", "2", "80", "WARNING");
        assertState(path, "1", "1", "90", "CRITICAL");
        assertState(path, "1", "0", "100", "EXCEEDED");
        assertState(path, "2.345", "0", "123.45", "EXCEEDED");
    }

    @Test
    void whatIsLeftOfAKeysLimitIsThatOfItsPeriod() {
        account("keyed");
        KeyLimits limits = new KeyLimits(
                List.of(), List.of(), List.of(), List.of(), null, new BigDecimal("5"), ResetPeriod.DAILY, null);
        String key = STORED.accounts.administration().change("tester", changes -> changes.createKey(
                        "keyed", "k", limits)
                .key()
                .id());
        String usage = "/metering/v1/keys/" + key + "/usage";
        Caller caller = Caller.ofAccount("keyed").withKey(key, "k");
        spend(caller, Instant.now(), "1.25");
        spend(caller, Instant.now().minusSeconds(172_800), "3");

        assertThat(server.get(usage).json().getString("usage_limit_remaining")).isEqualTo("3.75");

        spend(caller, Instant.now(), "100");
        assertThat(server.get(usage).json().getString("usage_limit_remaining")).isEqualTo("0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | /amount",
                "{'amount':10} | /amount",
                "{'amount':'-1'} | /amount",
                "{'amount':null} | /amount",
                "{'amount':'0.0000000000001'} | /amount",
                "{'amount':'1','period':'yearly'} | /period",
                "{'amount':'1','soft_threshold':0} | /soft_threshold",
                "{'amount':'1','soft_threshold':1.01} | /soft_threshold",
                "{'amount':'1','soft_threshold':'0.8'} | /soft_threshold",
                "{'amount':'1','hard':'yes'} | /hard",
                "{'amount':'1','used':'0'} | /used"
            })
    void aFieldThatCannotBeUsedIsNamed(String body, String pointer) {
        AdminServer.Reply reply = server.write("PUT", "/metering/v1/accounts/acme/budget", body.replace('\'', '"'));

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.problem()).isEqualTo("invalid_field");
        assertThat(reply.json().getJsonArray("errors").getJsonObject(0).getString("pointer"))
                .isEqualTo(pointer);
    }

    private static void assertState(String path, String more, String left, String percentage, String alert) {
        spend(Caller.ofAccount("spender"), Instant.now(), more);
        JsonObject budget = server.get(path).json();
        assertThat(budget.getString("remaining")).isEqualTo(left);
        assertThat(budget.get("used_percentage")).hasToString(percentage);
        assertThat(budget.isNull("alert") ? null : budget.getString("alert")).isEqualTo(alert);
    }

    private static void spend(Caller caller, Instant time, String cost) {
        BigDecimal amount = new BigDecimal(cost).setScale(12);
        STORED.accounts.append(
                List.of(new UsageRecord(
                        IDS.next(time.toEpochMilli()),
                        time.toEpochMilli(),
                        caller,
                        "ping",
                        "/ping",
                        new Exchange("GET", "/ping", 200, false, null, null, 1, null, 0, 0),
                        new Measurement(
                                BigDecimal.ONE.setScale(9), Basis.MEASURED, Set.of(), TokenUsage.NONE, null, null, 0),
                        null,
                        1,
                        new Rated(amount, amount, "price", false))),
                false);
    }

    /** The path of its budget. */
    private static String account(String id) {
        STORED.accounts.administration().change("tester", changes -> changes.createAccount(Things.account(id, null)));
        return "/metering/v1/accounts/" + id + "/budget";
    }
}
