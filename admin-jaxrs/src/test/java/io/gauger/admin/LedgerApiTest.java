package io.gauger.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.account.IssuedKey;
import io.gauger.admit.Caller;
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
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ledgers over HTTP, on a real database. */
class LedgerApiTest {
    private static final StoredInMemory STORED = new StoredInMemory();
    private static final String ACCOUNTS = "/metering/v1/accounts";
    private static final RecordId IDS = new RecordId();

    private static AdminServer server;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        STORED.accounts = Store.open(
                StoreSettings.of(
                        Settings.of(Map.of(
                                "gauger.data-dir", directory.resolve("data").toString())),
                        LedgerApiTest.class.getClassLoader()),
                NodeIdentity.ofThisStart());
        server = new AdminServer(STORED, directory, Map.of(), Set.of());
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        STORED.accounts.close();
    }

    @Test
    void anAccountsLedgerTellsWhatWasAdjustedAndWhatWasUsed() {
        account("acme");
        AdminServer.Reply made =
                adjust("acme", "{\"amount\":\"20.50\",\"reason\":\"Goodwill\",\"reference\":\"CN-1\"}");
        assertThat(made.status()).isEqualTo(201);
        UsageRecord record = used("acme", "0.000375");

        JsonObject ledger = ledger("acme", "");

        assertThat(ledger.getString("currency")).isEqualTo("USD");
        assertThat(ledger.getString("balance")).isEqualTo("20.499625");
        assertThat(ledger.getString("credits")).isEqualTo("20.5");
        assertThat(ledger.get("next_cursor")).isEqualTo(JsonValue.NULL);
        JsonArray entries = ledger.getJsonArray("data");
        assertThat(entries).hasSize(2);
        JsonObject debit = entries.getJsonObject(0);
        assertThat(debit.getString("type")).isEqualTo("usage_debit");
        assertThat(debit.getInt("sequence")).isEqualTo(2);
        assertThat(debit.getString("amount")).isEqualTo("-0.000375");
        assertThat(debit.getString("balance_after")).isEqualTo("20.499625");
        assertThat(debit.getString("batch")).matches("[0-9]{18}");
        assertThat(debit.getString("reference")).isEqualTo("usage:" + debit.getString("batch") + "/acme");
        assertThat(debit.getInt("record_count")).isEqualTo(1);
        assertThat(debit.getString("first_record")).isEqualTo(record.id().toString());
        assertThat(debit.getString("last_record")).isEqualTo(record.id().toString());
        assertThat(debit).containsEntry("actor", JsonValue.NULL).containsEntry("reason", JsonValue.NULL);
        JsonObject adjustment = entries.getJsonObject(1);
        assertThat(adjustment).isEqualTo(made.json()).hasSize(15);
        assertThat(adjustment.getString("reference")).isEqualTo("adjustment:CN-1");
        assertThat(adjustment.getString("actor")).isEqualTo("token gat_test");
        assertThat(adjustment.getString("reason")).isEqualTo("Goodwill");
        assertThat(adjustment).containsEntry("batch", JsonValue.NULL).containsEntry("record_count", JsonValue.NULL);

        assertThat(server.get(ACCOUNTS + "/acme").json().getString("balance")).isEqualTo("20.499625");
        assertThat(server.get("/metering/v1/audit?object_id=acme")
                        .json()
                        .getJsonArray("data")
                        .getJsonObject(0)
                        .getString("object"))
                .isEqualTo("ledger");
    }

    @Test
    void aLedgerIsReadInPagesAndByTypeAndTime() {
        account("paged");
        for (int i = 1; i <= 5; i++) {
            adjust("paged", "{\"amount\":\"" + i + "\",\"reason\":\"r\"}");
        }
        List<Integer> seen = new ArrayList<>();
        AdminServer.Reply page = server.get(ACCOUNTS + "/paged/ledger?limit=2&type=adjustment");
        while (true) {
            page.json()
                    .getJsonArray("data")
                    .forEach(entry -> seen.add(entry.asJsonObject().getInt("sequence")));
            String link = page.header("Link");
            if (link == null) {
                break;
            }
            adjust("paged", "{\"amount\":\"1\",\"reason\":\"meanwhile\"}");
            page = server.get(link.substring(1, link.indexOf('>')));
        }

        assertThat(seen).containsExactly(5, 4, 3, 2, 1);
        assertThat(ledger("paged", "?type=usage_debit").getJsonArray("data")).isEmpty();
        assertThat(ledger("paged", "?from=2026-01-01&limit=1").getJsonArray("data"))
                .hasSize(1);
        assertThat(ledger("paged", "?to=2026-01-01").getJsonArray("data")).isEmpty();
        for (String wrong : List.of("type=gift", "limit=0", "cursor=x", "from=yesterday", "x=1")) {
            assertThat(server.get(ACCOUNTS + "/paged/ledger?" + wrong).status())
                    .as(wrong)
                    .isEqualTo(422);
        }
        assertThat(server.get(ACCOUNTS + "/nobody/ledger").problem()).isEqualTo("account_not_found");
    }

    @Test
    void aLedgerWithoutEntriesIsEmptyInTheAccountsCurrency() {
        server.write("POST", ACCOUNTS, "{\"id\":\"fresh\",\"name\":\"n\",\"currency\":\"EUR\"}");

        assertThat(ledger("fresh", "").getJsonArray("data")).isEmpty();
        assertThat(ledger("fresh", "").getString("balance")).isEqualTo("0");
        assertThat(ledger("fresh", "").getString("currency")).isEqualTo("EUR");
        assertThat(server.get(ACCOUNTS + "/fresh").json().getString("balance")).isEqualTo("0");
    }

    @Test
    void anAccountThatIsNotStoredHasALedgerOfWhatItUsed() {
        used("ünnamed o'hara", "2");

        JsonObject ledger = ledger("%C3%BCnnamed%20o'hara", "?limit=1");

        assertThat(ledger.getString("balance")).isEqualTo("-2");
        assertThat(adjust("%C3%BCnnamed%20o'hara", "{\"amount\":\"2\",\"reason\":\"r\"}")
                        .status())
                .isEqualTo(201);
        AdminServer.Reply page = server.get(ACCOUNTS + "/%C3%BCnnamed%20o'hara/ledger?limit=1");
        String link = page.header("Link");
        assertThat(server.get(link.substring(1, link.indexOf('>'))).json().getJsonArray("data"))
                .hasSize(1);
    }

    @Test
    void theSameReferenceOrIdempotencyKeyIsAdjustedOnce() {
        account("once");
        String body = "{\"amount\":\"1\",\"reason\":\"r\",\"reference\":\"CN-7\"}";
        JsonObject first = adjust("once", body, "Idempotency-Key", "k-7").json();

        assertThat(adjust("once", body, "Idempotency-Key", "k-7").json()).isEqualTo(first);
        assertThat(adjust("once", body).json()).isEqualTo(first);
        assertThat(adjust("once", body.replace("\"1\"", "\"2\"")).problem()).isEqualTo("reference_taken");
        assertThat(adjust("once", "{\"amount\":\"3\",\"reason\":\"r\"}", "Idempotency-Key", "k-7")
                        .problem())
                .isEqualTo("idempotency_key_reused");
        assertThat(ledger("once", "").getString("balance")).isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|/amount|is missing",
                "{\"amount\":\"1\"}|/reason|is missing",
                "{\"amount\":\"0.00\",\"reason\":\"r\"}|/amount|must be a decimal",
                "{\"amount\":\"-0\",\"reason\":\"r\"}|/amount|must be a decimal",
                "{\"amount\":\"+1\",\"reason\":\"r\"}|/amount|must be a decimal",
                "{\"amount\":\"--1\",\"reason\":\"r\"}|/amount|must be a decimal",
                "{\"amount\":\"1e3\",\"reason\":\"r\"}|/amount|must be a decimal",
                "{\"amount\":1,\"reason\":\"r\"}|/amount|must be a decimal",
                "{\"amount\":\"\",\"reason\":\"r\"}|/amount|must be a decimal",
                "{\"amount\":\"0.0000000000001\",\"reason\":\"r\"}|/amount|must be a decimal",
                "{\"amount\":\"1\",\"reason\":\"\"}|/reason|must have 1 to 1000 characters",
                "{\"amount\":\"1\",\"reason\":\"r\",\"currency\":\"EUR\"}|/currency|is unknown",
            })
    void anAdjustmentThatCannotBeUsedIsRefusedWithItsField(String body, String pointer, String detail) {
        account("strict");

        AdminServer.Reply reply = adjust("strict", body);

        assertThat(reply.problem()).isEqualTo("invalid_field");
        JsonObject fault = reply.json().getJsonArray("errors").getJsonObject(0);
        assertThat(fault.getString("pointer")).isEqualTo(pointer);
        assertThat(fault.getString("detail")).startsWith(detail);
        assertThat(ledger("strict", "").getJsonArray("data")).isEmpty();
    }

    @Test
    void onlyAnAccountThatIsThereIsAdjusted() {
        assertThat(adjust("nobody", "{\"amount\":\"1\",\"reason\":\"r\"}").problem())
                .isEqualTo("account_not_found");
    }

    @Test
    void theCurrencyOfAnAccountWithEntriesStays() {
        account("fixed");
        adjust("fixed", "{\"amount\":\"1\",\"reason\":\"r\"}");

        AdminServer.Reply reply = server.write("PATCH", ACCOUNTS + "/fixed", "{\"currency\":\"EUR\"}");

        assertThat(reply.status()).isEqualTo(422);
        JsonObject fault = reply.json().getJsonArray("errors").getJsonObject(0);
        assertThat(fault.getString("pointer")).isEqualTo("/currency");
        assertThat(fault.getString("detail")).contains("has entries");
    }

    @Test
    void aCustomerSeesItsOwnLedgerButNotWhoAdjustedIt() {
        account("own");
        account("foreign");
        adjust("own", "{\"amount\":\"-1\",\"reason\":\"r\"}");
        IssuedKey key = STORED.accounts
                .administration()
                .change("tester", changes -> changes.createKey("own", "k", Things.NO_LIMITS));

        AdminServer.Reply reply = server.send("GET", ACCOUNTS + "/own/ledger", "X-API-Key", key.secret());

        assertThat(reply.json().getString("balance")).isEqualTo("-1");
        assertThat(reply.json().getJsonArray("data").getJsonObject(0)).containsEntry("actor", JsonValue.NULL);
        assertThat(server.send("GET", ACCOUNTS + "/foreign/ledger", "X-API-Key", key.secret())
                        .problem())
                .isEqualTo("account_not_found");
    }

    private static void account(String id) {
        server.write("POST", ACCOUNTS, "{\"id\":\"" + id + "\",\"name\":\"n\"}");
    }

    private static AdminServer.Reply adjust(String account, String body, String... headers) {
        return server.write("POST", ACCOUNTS + "/" + account + "/adjustments", body, headers);
    }

    private static JsonObject ledger(String account, String query) {
        return server.get(ACCOUNTS + "/" + account + "/ledger" + query).json();
    }

    /** A record that was priced on its node, and is written. */
    private static UsageRecord used(String account, String cost) {
        Instant time = Instant.parse("2026-03-29T12:00:00Z");
        BigDecimal money = new BigDecimal(cost).setScale(12);
        UsageRecord record = new UsageRecord(
                IDS.next(time.toEpochMilli()),
                time.toEpochMilli(),
                new Caller(account, null, null, null, null),
                "chat",
                "/v1/chat",
                new Exchange("GET", "/v1/chat", 200, false, null, null, 12, 3L, 10, 2048),
                new Measurement(BigDecimal.ONE, Basis.MEASURED, Set.of(), TokenUsage.NONE, null, null, 0),
                null,
                1,
                new Rated(money, money, "price_1", false));
        STORED.accounts.append(List.of(record), false);
        return record;
    }
}
