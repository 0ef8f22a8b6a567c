package io.gauger.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.account.KeyLimits;
import io.gauger.admit.ResetPeriod;
import io.gauger.node.NodeIdentity;
import io.gauger.settings.Settings;
import io.gauger.store.Store;
import io.gauger.store.StoreSettings;
import io.gauger.usage.Dimension;
import io.gauger.usage.Measures;
import io.gauger.usage.TimeGroup;
import io.gauger.usage.UsageReport;
import io.gauger.usage.UsageRow;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one key used, over HTTP. */
class KeyUsageApiTest {
    private static final StoredInMemory STORED = new StoredInMemory();

    private static AdminServer server;
    private static String path;
    private static String id;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        STORED.accounts = Store.open(
                StoreSettings.of(
                        Settings.of(Map.of(
                                "gauger.data-dir", directory.resolve("data").toString())),
                        KeyUsageApiTest.class.getClassLoader()),
                NodeIdentity.ofThisStart());
        KeyLimits limits = new KeyLimits(
                List.of(), List.of(), List.of(), List.of(), null, new BigDecimal("12.5"), ResetPeriod.MONTHLY, null);
        id = STORED.accounts.administration().change("tester", changes -> {
            changes.createAccount(Things.account("acme", null));
            return changes.createKey("acme", "k", limits).key().id();
        });
        path = "/metering/v1/keys/" + id + "/usage";
        server = new AdminServer(STORED, directory, Map.of(), Set.of());
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        STORED.accounts.close();
    }

    @Test
    void totalsAndSeriesAreOfThisKeyAndWhatHasNoPriceHasNoCost() {
        Measures measures = measures("0");
        Instant day = Instant.parse("2026-01-31T00:00:00Z");
        STORED.report = new UsageReport(List.of(new UsageRow(day, Map.of(), measures)), measures);

        JsonObject usage = server.get(path + "?start_date=2026-01-01&end_date=2026-02-01T00:00:00Z")
                .json();

        assertThat(usage.getString("key_id")).isEqualTo(id);
        assertThat(usage.getString("account_id")).isEqualTo("acme");
        assertThat(usage.getString("start_date")).isEqualTo("2026-01-01T00:00:00.000Z");
        assertThat(usage.getString("end_date")).isEqualTo("2026-02-01T00:00:00.000Z");
        assertThat(usage.getString("group_by")).isEqualTo("day");
        assertThat(usage.getJsonObject("totals"))
                .containsEntry("cost", JsonValue.NULL)
                .containsEntry("market", JsonValue.NULL)
                .containsEntry("saved", JsonValue.NULL);
        assertThat(usage.getJsonObject("totals").toString())
                .startsWith("{\"requests\":3,\"units\":\"12.5\",\"prompt_tokens\":10,\"completion_tokens\":20,"
                        + "\"cached_tokens\":4,")
                .endsWith("\"refused\":2}");
        assertThat(usage.getJsonArray("series").getJsonObject(0).getString("period"))
                .isEqualTo("2026-01-31");
        assertThat(usage.getString("usage_limit_dollars")).isEqualTo("12.5");
        assertThat(usage.getString("usage_limit_reset")).isEqualTo("monthly");
        assertThat(usage.getString("usage_limit_remaining")).isEqualTo("12.5");
        assertThat(STORED.usageQuery.filters())
                .containsExactlyInAnyOrderEntriesOf(Map.of(Dimension.KEY, id, Dimension.ACCOUNT, "acme"));
        assertThat(STORED.usageQuery.timeGroup()).isEqualTo(TimeGroup.DAY);
    }

    @Test
    void whatHasAPriceHasItsCost() {
        STORED.report = new UsageReport(List.of(), measures("0.25"));

        JsonObject totals = server.get(path + "?group_by=month").json().getJsonObject("totals");

        assertThat(totals.getString("cost")).isEqualTo("0.25");
        assertThat(totals.getString("market")).isEqualTo("1");
        assertThat(totals.getString("saved")).isEqualTo("0.75");
        assertThat(Duration.between(STORED.usageQuery.from(), STORED.usageQuery.to()))
                .isBetween(Duration.ofDays(30), Duration.ofDays(30).plusMinutes(31));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "group_by=year | /group_by",
                "group_by=day,key | /group_by",
                "from=2026-01-01 | /from",
                "start_date=yesterday | /start_date",
                "start_date=2026-02-01&end_date=2026-01-01 | /start_date",
                "end_date= | /end_date"
            })
    void aParameterThatCannotBeUsedIsNamed(String query, String pointer) {
        AdminServer.Reply reply = server.get(path + "?" + query);

        assertThat(reply.problem()).isEqualTo("invalid_parameter");
        assertThat(reply.json().getJsonArray("errors").getJsonObject(0).getString("pointer"))
                .isEqualTo(pointer);
    }

    private static Measures measures(String cost) {
        BigDecimal paid = new BigDecimal(cost);
        BigDecimal market = paid.signum() == 0 ? paid : BigDecimal.ONE;
        return new Measures(3, new BigDecimal("12.50"), 321, 4096, 10, 20, 4, paid, market, 7L, 6L, 90L, 2, 1, 2);
    }
}
