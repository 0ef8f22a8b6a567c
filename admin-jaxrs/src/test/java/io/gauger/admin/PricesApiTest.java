package io.gauger.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.admit.Caller;
import io.gauger.measure.Basis;
import io.gauger.measure.Measurement;
import io.gauger.measure.TokenUsage;
import io.gauger.node.NodeIdentity;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Prices and re-rating over HTTP, on a real database. */
class PricesApiTest {
    private static final String PRICES = "/metering/v1/prices";
    private static final String RERATINGS = "/metering/v1/reratings";
    private static final String PERIOD = "?from=2026-03-01&to=2026-04-01";
    private static final Instant TIME = Instant.parse("2026-03-10T00:00:00Z");
    private static final RecordId IDS = new RecordId();

    private final StoredInMemory stored = new StoredInMemory();
    private AdminServer server;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        stored.accounts = Store.open(
                StoreSettings.of(
                        Settings.of(Map.of(
                                "gauger.data-dir", directory.resolve("data").toString())),
                        PricesApiTest.class.getClassLoader()),
                NodeIdentity.ofThisStart());
        server = new AdminServer(stored, directory, Map.of(), Set.of());
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        stored.accounts.close();
    }

    @Test
    void aPriceIsMadeReadListedAndStaysAsItIs() {
        AdminServer.Reply made = server.write(
                "POST",
                PRICES,
                """
                {"provider":"openai","model":"gpt-*","prompt":"2.50","completion":"10","per_unit":"0.000000000001",
                 "market_prompt":"5","currency":"EUR","effective_from":"2026-03-01T00:00:00+01:00"}""");

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("ETag")).isEqualTo("\"1\"");
        JsonObject price = made.json();
        String id = price.getString("id");
        assertThat(made.header("Location")).endsWith("/app/metering/v1/prices/" + id);
        assertThat(id).matches("price_[0-9a-f]{32}");
        assertThat(price).containsEntry("route", JsonValue.NULL).containsEntry("effective_to", JsonValue.NULL);
        assertThat(price.getString("model")).isEqualTo("gpt-*");
        assertThat(price.getString("prompt")).isEqualTo("2.5");
        assertThat(price.getString("completion")).isEqualTo("10");
        assertThat(price.getString("cached")).isEqualTo("2.5");
        assertThat(price.getString("per_unit")).isEqualTo("0.000000000001");
        assertThat(price.getString("market_prompt")).isEqualTo("5");
        assertThat(price.getString("market_completion")).isEqualTo("10");
        assertThat(price.getString("market_cached")).isEqualTo("5");
        assertThat(price.getString("market_per_unit")).isEqualTo("0.000000000001");
        assertThat(price.getString("currency")).isEqualTo("EUR");
        assertThat(price.getString("effective_from")).isEqualTo("2026-02-28T23:00:00.000Z");
        assertThat(price.getString("state")).isEqualTo("in_effect");
        assertThat(price.getString("notice")).contains("past").contains("POST /v1/reratings");
        AdminServer.Reply read = server.get(PRICES + "/" + id);
        assertThat(read.header("ETag")).isEqualTo("\"1\"");
        assertThat(read.json()).hasSize(17).doesNotContainKey("notice");

        AdminServer.Reply edited = server.write("PATCH", PRICES + "/" + id, "{\"prompt\":\"3\"}");
        assertThat(edited.status()).isEqualTo(405);
        assertThat(edited.json().getString("detail")).contains("never edited").contains("POST a new version");
        assertThat(server.write("DELETE", PRICES + "/" + id, "").problem()).isEqualTo("price_in_effect");
        assertThat(server.get(PRICES + "/none").problem()).isEqualTo("price_not_found");
    }

    @Test
    void aNewVersionSupersedesAndOneThatIsToComeCanBeTakenBack() {
        create("{'route':'chat','per_unit':'1','effective_from':'2026-01-01T00:00:00Z'}");
        create("{'route':'chat','per_unit':'2','effective_from':'2026-02-01T00:00:00Z'}");
        String upcoming = create("{'route':'chat','per_unit':'3','effective_from':'2099-01-01T00:00:00Z'}")
                .getString("id");
        create("{'provider':'p','model':'m','per_unit':'9','currency':'EUR'}");

        assertThat(listed("?route=chat", "state")).containsExactly("superseded", "in_effect", "upcoming");
        assertThat(listed("?provider=p&model=m", "state")).containsExactly("in_effect");
        assertThat(listed("?currency=EUR", "per_unit")).containsExactly("9");
        JsonObject page = server.get(PRICES + "?limit=3").json();
        assertThat(page.getJsonArray("data")).hasSize(3);
        assertThat(server.get(PRICES + "?limit=3&cursor=" + page.getString("next_cursor"))
                        .json()
                        .getJsonArray("data"))
                .hasSize(1);
        assertThat(server.get(PRICES + "?cursor=x").status()).isEqualTo(422);

        AdminServer.Reply again = server.write(
                "POST", PRICES, "{\"route\":\"chat\",\"prompt\":\"7\",\"effective_from\":\"2099-01-01T00:00:00Z\"}");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.problem()).isEqualTo("price_exists");
        assertThat(server.write("DELETE", PRICES + "/" + upcoming, "", "If-Match", "\"2\"")
                        .status())
                .isEqualTo(412);
        assertThat(server.write("DELETE", PRICES + "/" + upcoming, "", "If-Match", "\"1\"")
                        .status())
                .isEqualTo(204);
        assertThat(listed("?route=chat", "state")).containsExactly("superseded", "in_effect");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'per_unit':'1'} | /route",
                "{'route':'r'} | /per_unit",
                "{'route':'r','provider':'p','per_unit':'1'} | /provider",
                "{'provider':'p','per_unit':'1'} | /model",
                "{'model':'m','per_unit':'1'} | /provider",
                "{'route':'r','per_unit':'-1'} | /per_unit",
                "{'route':'r','per_unit':1} | /per_unit",
                "{'route':'r','per_unit':null} | /per_unit",
                "{'route':'r','prompt':'0.0000000000001'} | /prompt",
                "{'route':'r','prompt':'1e3'} | /prompt",
                "{'route':'r','market_cached':'x','prompt':'1'} | /market_cached",
                "{'route':'r','per_unit':'1','currency':'euro'} | /currency",
                "{'route':'r','per_unit':'1','effective_from':'soon'} | /effective_from",
                "{'route':'r','per_unit':'1','colour':'red'} | /colour",
                "{'route':'r','per_unit':'1','id':'mine'} | /id"
            })
    void aFieldThatCannotBeUsedIsNamed(String body, String pointer) {
        AdminServer.Reply reply = server.write("POST", PRICES, body.replace('\'', '"'));

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.json().getJsonArray("errors"))
                .extracting(fault -> fault.asJsonObject().getString("pointer"))
                .containsExactly(pointer);
    }

    @Test
    void whichPriceDecidesIsToldWithThoseBehindIt() {
        String route = create("{'route':'chat','per_unit':'1','effective_from':'2026-01-01T00:00:00Z'}")
                .getString("id");
        String glob = create(
                        "{'provider':'openai','model':'gpt-*','prompt':'1','effective_from':'2026-01-01T00:00:00Z'}")
                .getString("id");
        String exact = create(
                        "{'provider':'openai','model':'gpt-4','prompt':'1','effective_from':'2026-02-01T00:00:00Z'}")
                .getString("id");

        JsonObject all = server.get(PRICES + "/effective?route=chat&provider=openai&model=gpt-4")
                .json();
        assertThat(all.getJsonObject("price").getString("id")).isEqualTo(route);
        assertThat(all.getString("matched_by")).isEqualTo("route");
        assertThat(all.getJsonArray("others"))
                .extracting(other -> other.asJsonObject().getString("id"))
                .containsExactly(exact, glob);
        JsonObject before = server.get(PRICES + "/effective?provider=openai&model=gpt-4&time=2026-01-31T23:59:59.999Z")
                .json();
        assertThat(before.getJsonObject("price").getString("id")).isEqualTo(glob);
        assertThat(before.getString("matched_by")).isEqualTo("glob");
        JsonObject none =
                server.get(PRICES + "/effective?provider=other&model=m").json();
        assertThat(none).containsEntry("price", JsonValue.NULL);
        assertThat(none.getString("detail")).contains("unknown_price");
        assertThat(server.get(PRICES + "/effective?currency=EUR").json().getString("detail"))
                .contains("no price in EUR");
    }

    @Test
    void whatHasNoPriceIsListedPricedLaterAndProved() {
        create("{'route':'other','per_unit':'1'}");
        UsageRecord record = record();
        stored.accounts.append(List.of(record), false);
        JsonObject unknown = server.get(PRICES + "/unknown" + PERIOD).json();
        assertThat(unknown.getJsonArray("data")).hasSize(1);
        assertThat(unknown.getJsonArray("data").getJsonObject(0).getString("model"))
                .isEqualTo("gpt-4");
        create("{'provider':'openai','model':'*','prompt':'3','effective_from':'2026-03-01T00:00:00Z'}");
        JsonObject unproved = server.get(RERATINGS + "/verification" + PERIOD).json();
        assertThat(unproved).containsEntry("agrees", JsonValue.TRUE).containsEntry("identical", JsonValue.FALSE);
        assertThat(unproved.getJsonObject("other_version_counts")).hasSize(5);
        assertThat(unproved.getJsonObject("other_version_counts").getInt("unpriced"))
                .isEqualTo(1);
        JsonObject other = unproved.getJsonArray("other_versions").getJsonObject(0);
        assertThat(other.getString("kind")).isEqualTo("unpriced");
        assertThat(other.getString("record_id")).isEqualTo(record.id().toString());
        assertThat(other).containsEntry("price_id", JsonValue.NULL);
        assertThat(other.getString("deciding_price_id")).startsWith("price_");
        assertThat(unproved.getInt("more_other_versions")).isZero();
        String body = "{\"from\":\"2026-03-01\",\"to\":\"2026-04-01\",\"reason\":\"late price\"";

        JsonObject dry =
                server.write("POST", RERATINGS, body + ",\"dry_run\":true}").json();
        assertThat(dry.getString("status")).isEqualTo("dry_run");
        assertThat(dry.getJsonArray("totals").getJsonObject(0).getString("adjustment"))
                .isEqualTo("-0.003");
        assertThat(server.get(RERATINGS).json().getJsonArray("data")).isEmpty();

        AdminServer.Reply made = server.write("POST", RERATINGS, body + "}", "Idempotency-Key", "one");
        assertThat(made.status()).isEqualTo(201);
        JsonObject done = made.json();
        String id = done.getString("id");
        assertThat(made.header("Location")).endsWith("/v1/reratings/" + id);
        assertThat(done.getString("status")).isEqualTo("finished");
        JsonObject account = done.getJsonArray("accounts").getJsonObject(0);
        assertThat(account.getString("account_id")).isEqualTo("acme");
        assertThat(account.getString("difference")).isEqualTo("0.003");
        assertThat(account.getString("reference")).isEqualTo("rerating:" + id + ":acme");
        assertThat(server.write("POST", RERATINGS, body + "}", "Idempotency-Key", "one")
                        .json())
                .isEqualTo(done);
        assertThat(server.get(RERATINGS + "/" + id).json()).isEqualTo(done);
        assertThat(server.get(RERATINGS).json().getJsonArray("data")).hasSize(1);
        JsonObject line = server.get(RERATINGS + "/" + id + "/records")
                .json()
                .getJsonArray("data")
                .getJsonObject(0);
        assertThat(line.getString("record_id")).isEqualTo(record.id().toString());
        assertThat(line.getString("old_cost")).isEqualTo("0");
        assertThat(line.getString("new_cost")).isEqualTo("0.003");
        assertThat(server.get(RERATINGS + "/none/records").problem()).isEqualTo("rerating_not_found");
        JsonObject verified = server.get(RERATINGS + "/verification" + PERIOD).json();
        assertThat(verified).containsEntry("agrees", JsonValue.TRUE).containsEntry("identical", JsonValue.TRUE);
        assertThat(verified.getInt("records")).isEqualTo(1);
        assertThat(verified.getInt("rerated")).isEqualTo(1);
        assertThat(server.get(PRICES + "/unknown" + PERIOD).json().getJsonArray("data"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'to':'2026-01-01','reason':'r'} | /from",
                "{'from':'2026-01-01','reason':'r'} | /to",
                "{'from':'2026-01-01','to':'2026-02-01'} | /reason",
                "{'from':'2026-02-01','to':'2026-01-01','reason':'r'} | /from",
                "{'from':'2026-02-01','to':'2099-01-01','reason':'r'} | /to",
                "{'from':'2026-01-01','to':'2026-02-01','reason':'r','dry_run':'yes'} | /dry_run",
                "{'from':'2026-01-01','to':'2026-02-01','reason':'r','force':true} | /force"
            })
    void aReratingThatCannotBeIsRefused(String body, String pointer) {
        AdminServer.Reply reply = server.write("POST", RERATINGS, body.replace('\'', '"'));

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.json().getJsonArray("errors"))
                .extracting(fault -> fault.asJsonObject().getString("pointer"))
                .containsExactly(pointer);
    }

    private JsonObject create(String body) {
        AdminServer.Reply made = server.write("POST", PRICES, body.replace('\'', '"'));
        assertThat(made.status()).isEqualTo(201);
        return made.json();
    }

    private List<String> listed(String query, String field) {
        return server.get(PRICES + query).json().getJsonArray("data").stream()
                .map(price -> price.asJsonObject().getString(field))
                .toList();
    }

    private static UsageRecord record() {
        return new UsageRecord(
                IDS.next(TIME.toEpochMilli()),
                TIME,
                new Caller("acme", "acme-key", "main", "gk_abcde", null),
                "chat",
                "/v1/chat",
                new Exchange("POST", "/v1/chat", 200, false, null, null, 5, 3L, 10, 20),
                new Measurement(
                        BigDecimal.ZERO.setScale(9),
                        Basis.MEASURED,
                        Set.of(),
                        new TokenUsage(1000L, 0L, 0L),
                        "openai",
                        "gpt-4",
                        0),
                null);
    }
}
