package io.gauger.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.alert.Alert;
import io.gauger.alert.AlertLevel;
import io.gauger.alert.AlertStore;
import io.gauger.alert.AlertStore.Outcome;
import io.gauger.alert.Delivery.Status;
import io.gauger.node.NodeIdentity;
import io.gauger.reserve.Period;
import io.gauger.settings.Settings;
import io.gauger.store.Store;
import io.gauger.store.StoreSettings;
import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertsApiTest {
    private static final Instant RAISED = Instant.parse("2026-11-22T10:00:00.123Z");

    private final StoredInMemory stored = new StoredInMemory();
    private AdminServer server;
    private AlertStore alerts;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        stored.accounts = Store.open(
                StoreSettings.of(
                        Settings.of(Map.of(
                                "gauger.data-dir", directory.resolve("data").toString())),
                        getClass().getClassLoader()),
                NodeIdentity.ofThisStart());
        alerts = stored.accounts.alerts();
        server = new AdminServer(stored, directory, Map.of(), Set.of());
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        stored.accounts.close();
    }

    @Test
    void anAlertTellsWhatWasUsedOfWhatAndHowItsWebhookStands() {
        Period november = new Period(
                Instant.parse("2026-11-01T00:00:00Z").toEpochMilli(),
                Instant.parse("2026-12-01T00:00:00Z").toEpochMilli());
        UUID id = UUID.randomUUID();
        Alert alert = new Alert(
                id,
                "acme",
                AlertLevel.EXCEEDED,
                new BigDecimal("30"),
                new BigDecimal("30.010000000000"),
                "EUR",
                november,
                RAISED);
        alerts.raise(List.of(alert), true);
        fail(Status.PENDING);

        JsonObject shown = data("alerts").get(0);

        assertThat(shown.toString())
                .startsWith("{\"id\":\"" + id + "\",\"account_id\":\"acme\",\"alert\":\"EXCEEDED\",\"level\":100,"
                        + "\"percentage\":100.03,\"amount\":\"30\",\"used\":\"30.01\",\"currency\":\"EUR\","
                        + "\"period_start\":\"2026-11-01T00:00:00.000Z\",\"period_end\":\"2026-12-01T00:00:00.000Z\","
                        + "\"raised_at\":\"2026-11-22T10:00:00.123Z\",\"delivery\":{");
        JsonObject delivery = shown.getJsonObject("delivery");
        assertThat(delivery.keySet())
                .containsExactly(
                        "id",
                        "status",
                        "attempts",
                        "created_at",
                        "next_attempt",
                        "last_attempt",
                        "last_status",
                        "last_error");
        assertThat(delivery.getString("status")).isEqualTo("pending");
        assertThat(delivery.getInt("attempts")).isOne();
        assertThat(delivery.getInt("last_status")).isEqualTo(500);
        assertThat(delivery.getString("last_error")).isEqualTo("The receiver answered 500");
    }

    @Test
    void withoutAReceiverAndOfABudgetForEverTheFieldsAreNull() {
        alerts.raise(List.of(Things.alert(UUID.randomUUID(), "acme", RAISED)), false);

        JsonObject shown = data("alerts").get(0);

        assertThat(shown.isNull("delivery")).isTrue();
        assertThat(shown.isNull("period_start")).isTrue();
        assertThat(shown.isNull("period_end")).isTrue();
        assertThat(data("webhook-deliveries")).isEmpty();
    }

    @Test
    void pagesShowEachOnceNewestFirst() {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Alert alert = Things.alert(UUID.randomUUID(), "acme", RAISED.minusSeconds(i));
            alerts.raise(List.of(alert), true);
            expected.add(alert.id().toString());
        }

        for (String list : List.of("alerts", "webhook-deliveries")) {
            List<String> seen = new ArrayList<>();
            String query = "?limit=2";
            while (query != null) {
                JsonObject page = server.get("/metering/v1/" + list + query).json();
                page.getJsonArray("data")
                        .getValuesAs(JsonObject.class)
                        .forEach(each -> seen.add(each.getString(list.equals("alerts") ? "id" : "alert_id")));
                query = page.isNull("next_cursor") ? null : "?limit=2&cursor=" + page.getString("next_cursor");
            }
            assertThat(seen).isEqualTo(expected);
        }
    }

    @Test
    void listsAreFilteredByAccountAndStatus() {
        alerts.raise(List.of(Things.alert(UUID.randomUUID(), "acme", RAISED)), true);
        fail(Status.DEAD);
        alerts.raise(List.of(Things.alert(UUID.randomUUID(), "globex", RAISED)), true);

        assertThat(data("alerts?account_id=acme")).hasSize(1);
        assertThat(data("alerts?account_id=acme&status=pending")).isEmpty();
        assertThat(data("alerts?status=dead")).hasSize(1);
        assertThat(data("webhook-deliveries?status=dead")).singleElement().satisfies(dead -> {
            assertThat(dead.getString("account_id")).isEqualTo("acme");
            assertThat(dead.getInt("level")).isEqualTo(90);
            assertThat(dead.isNull("next_attempt")).isTrue();
        });
        assertThat(server.get("/metering/v1/alerts?status=lost").problem()).isEqualTo("invalid_parameter");
        assertThat(server.get("/metering/v1/alerts?cursor=x").status()).isEqualTo(422);
        assertThat(server.get("/metering/v1/webhook-deliveries?account_id=x").status())
                .isEqualTo(422);
    }

    @Test
    void aDeadWebhookIsTriedAgainAndADeliveredOneIsNot() {
        alerts.raise(List.of(Things.alert(UUID.randomUUID(), "acme", RAISED)), true);
        fail(Status.DEAD);
        alerts.due(10);
        assertThat(webhooks().getInt("dead")).isOne();
        String id = data("webhook-deliveries").get(0).getString("id");

        AdminServer.Reply reply = retry(id);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().getString("status")).isEqualTo("pending");
        assertThat(reply.json().getInt("attempts")).isZero();
        assertThat(alerts.due(10)).hasSize(1);
        assertThat(webhooks().getInt("dead")).isZero();
        assertThat(webhooks().getInt("pending")).isOne();
        fail(Status.DELIVERED);
        assertThat(retry(id).problem()).isEqualTo("already_delivered");
        assertThat(retry(id).status()).isEqualTo(409);
    }

    @Test
    void whatIsNoWebhookIsNotFound() {
        assertThat(retry(UUID.randomUUID().toString()).problem()).isEqualTo("webhook_delivery_not_found");
        assertThat(retry("1").status()).isEqualTo(404);
    }

    private JsonObject webhooks() {
        return server.get("/metering/v1/health").json().getJsonObject("webhooks");
    }

    /** Ends an attempt of the one that is due; it need not have failed. */
    private void fail(Status status) {
        AlertStore.Claim claim = alerts.claim(alerts.due(1).get(0)).orElseThrow();
        alerts.finish(
                claim,
                new Outcome(
                        status,
                        Duration.ofHours(1),
                        status == Status.DELIVERED ? 200 : 500,
                        status == Status.DELIVERED ? null : "The receiver answered 500"));
    }

    private List<JsonObject> data(String path) {
        return server.get("/metering/v1/" + path).json().getJsonArray("data").getValuesAs(JsonObject.class);
    }

    private AdminServer.Reply retry(String id) {
        return server.send(
                "POST",
                "/metering/v1/webhook-deliveries/" + id + "/retry",
                "Authorization",
                "Bearer " + StoredInMemory.TOKEN);
    }
}
