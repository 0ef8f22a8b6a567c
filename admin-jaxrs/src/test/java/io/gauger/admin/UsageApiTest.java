package io.gauger.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.usage.Dimension;
import io.gauger.usage.Measures;
import io.gauger.usage.TimeGroup;
import io.gauger.usage.UsageQuery;
import io.gauger.usage.UsageReport;
import io.gauger.usage.UsageRow;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.StringReader;
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
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /v1/usage}. */
class UsageApiTest {
    private static final StoredInMemory STORED = new StoredInMemory();
    private static final Measures THREE_CALLS = new Measures(
            3,
            new BigDecimal("12.500000000"),
            11,
            22,
            33,
            44,
            5,
            new BigDecimal("0.000375000000"),
            new BigDecimal("1.000000000000"),
            7L,
            6L,
            90L,
            2,
            1,
            4);

    private static AdminServer server;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        server = new AdminServer(STORED, directory, Map.of(), Set.of());
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Test
    void aRowHoldsItsGroupInTheOrderAskedForAndAllMeasures() {
        STORED.report = new UsageReport(
                List.of(new UsageRow(
                        Instant.parse("2026-01-31T00:00:00Z"),
                        Map.of(Dimension.ROUTE, "chat", Dimension.STATUS, "2xx"),
                        THREE_CALLS)),
                THREE_CALLS);

        JsonObject answer = server.get(
                        "/metering/v1/usage?from=2026-01-01&to=2026-02-01T00:00:00Z&group_by=route,day,account,status")
                .json();

        String measures = "\"requests\":3,\"units\":\"12.5\",\"request_bytes\":11,\"response_bytes\":22,"
                + "\"prompt_tokens\":33,\"completion_tokens\":44,\"cached_tokens\":5,\"cost\":\"0.000375\","
                + "\"market\":\"1\",\"saved\":\"0.999625\",\"saved_percentage\":99.96,\"avg_latency_ms\":7,\"p50_latency_ms\":6,"
                + "\"p95_latency_ms\":90,\"success_rate\":0.6667,\"flagged\":1,\"refused\":4";
        assertThat(answer)
                .isEqualTo(json("{\"from\":\"2026-01-01T00:00:00.000Z\",\"to\":\"2026-02-01T00:00:00.000Z\","
                        + "\"group_by\":[\"route\",\"day\",\"account\",\"status\"],"
                        + "\"data\":[{\"route\":\"chat\",\"day\":\"2026-01-31\",\"account\":null,\"status\":\"2xx\","
                        + measures + "}],\"totals\":{" + measures + "}}"));
        assertThat(answer.getJsonArray("data").getJsonObject(0).keySet())
                .startsWith("route", "day", "account", "status", "requests");
    }

    @Test
    void whereNothingWasUsedTheTotalsAreZeroAndWhatHasNoValueIsNull() {
        STORED.report = new UsageReport(List.of(), StoredInMemory.NOTHING);

        JsonObject answer = server.get("/metering/v1/usage").json();

        assertThat(answer.getJsonArray("data")).isEmpty();
        assertThat(answer.getJsonObject("totals").getString("units")).isEqualTo("0");
        assertThat(answer.getJsonObject("totals").getString("saved")).isEqualTo("0");
        assertThat(answer.getJsonObject("totals").get("saved_percentage")).isEqualTo(JsonValue.NULL);
        assertThat(answer.getJsonObject("totals").get("success_rate")).isEqualTo(JsonValue.NULL);
        assertThat(answer.getJsonObject("totals").get("p95_latency_ms")).isEqualTo(JsonValue.NULL);
    }

    @ParameterizedTest
    @CsvSource({"hour,HOUR,2026-01-31T10:00:00Z", "day,DAY,2026-01-31", "month,MONTH,2026-01"})
    void aPeriodIsNamedByItsStart(String name, TimeGroup unit, String expected) {
        Instant start = Instant.parse("2026-01-31T10:00:00Z");
        STORED.report = new UsageReport(List.of(new UsageRow(start, Map.of(), THREE_CALLS)), THREE_CALLS);

        JsonObject answer = server.get("/metering/v1/usage?group_by=" + name).json();

        assertThat(STORED.usageQuery.timeGroup()).isEqualTo(unit);
        assertThat(answer.getJsonArray("data").getJsonObject(0).getString(name)).isEqualTo(expected);
    }

    @Test
    void withoutBoundsTheLast30DaysAreMeantAndSaid() {
        Instant before = Instant.now();
        JsonObject answer = server.get("/metering/v1/usage").json();

        UsageQuery query = STORED.usageQuery;
        assertThat(query.to())
                .as("end of this quarter hour")
                .isBetween(before, Instant.now().plusSeconds(900));
        assertThat(Duration.between(query.from(), query.to()))
                .isBetween(Duration.ofDays(30), Duration.ofDays(30).plusMinutes(15));
        assertThat(Instant.parse(answer.getString("from"))).isEqualTo(query.from());
        assertThat(Instant.parse(answer.getString("to"))).isEqualTo(query.to());
    }

    @Test
    void anEndAloneMeansThe30DaysBeforeIt() {
        server.get("/metering/v1/usage?to=2026-03-01");

        assertThat(STORED.usageQuery.from()).isEqualTo("2026-01-30T00:00:00Z");
        assertThat(STORED.usageQuery.to()).isEqualTo("2026-03-01T00:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({
        "month=2026-02,2026-02-01T00:00:00Z,2026-03-01T00:00:00Z",
        "day=2026-01-31,2026-01-31T00:00:00Z,2026-02-01T00:00:00Z",
        "hour=2026-01-31T10:00:00Z,2026-01-31T10:00:00Z,2026-01-31T11:00:00Z"
    })
    void aPeriodOfARowCanBeAskedForAgain(String filter, Instant from, Instant to) {
        server.get("/metering/v1/usage?" + filter);

        assertThat(STORED.usageQuery.from()).isEqualTo(from);
        assertThat(STORED.usageQuery.to()).isEqualTo(to);
    }

    @Test
    void filtersHaveTheNamesOfTheGroupingsAndAnEmptyOneMeansAbsent() {
        server.get("/metering/v1/usage?account=&key=k%201&route=a+b&provider=p&model=m%2Fn&endpoint=/v1/*&status=4xx");

        assertThat(STORED.usageQuery.filters())
                .isEqualTo(Map.of(
                        Dimension.ACCOUNT, "",
                        Dimension.KEY, "k 1",
                        Dimension.ROUTE, "a b",
                        Dimension.PROVIDER, "p",
                        Dimension.MODEL, "m/n",
                        Dimension.ENDPOINT, "/v1/*",
                        Dimension.STATUS, "4xx"));
    }

    @Test
    void dimensionsReachTheStoreInTheOrderAskedFor() {
        server.get("/metering/v1/usage?group_by=model,month,key");

        assertThat(STORED.usageQuery.groupBy()).containsExactly(Dimension.MODEL, Dimension.KEY);
        assertThat(STORED.usageQuery.timeGroup()).isEqualTo(TimeGroup.MONTH);
    }

    @ParameterizedTest
    @CsvSource({
        "from=yesterday,/from",
        "from=2026-02-30,/from",
        "from=2026-01-01T00:00:00,/from",
        "from=2026-01-01T00:00:00+01:00,/from",
        "from=,/from",
        "from=2026-02-01&to=2026-02-01,/from",
        "from=2026-02-02&to=2026-02-01,/from",
        "from=2999-01-01,/from",
        "to=0000-01-01,/to",
        "to=10000-01-01T00:00:00Z,/to",
        "from=2026-01-01&from=2026-01-02,/from",
        "group_by=week,/group_by",
        "group_by=,/group_by",
        "group_by=route;day,/group_by",
        "status=20,/status",
        "status=,/status",
        "status=200,/status",
        "hour=2026-01-31T10:30:00Z,/hour",
        "day=2026-1-1,/day",
        "month=2026-13,/month",
        "day=2026-01-31&from=2026-01-01,/day",
        "limit=5,/limit",
        "Route=x,/Route",
        "a/b~c=1,/a~1b~0c",
        "route=%C3,/route",
        "route=a%00b,/route"
    })
    void whatCannotBeUsedIsNamed(String query, String pointer) {
        AdminServer.Reply reply = server.get("/metering/v1/usage?" + query);

        assertThat(reply.status()).as(query).isEqualTo(422);
        assertThat(reply.problem()).isEqualTo("invalid_parameter");
        JsonObject error = reply.json().getJsonArray("errors").getJsonObject(0);
        assertThat(reply.json().getJsonArray("errors")).hasSize(1);
        assertThat(error.getString("pointer")).isEqualTo(pointer);
        assertThat(error.getString("detail")).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"to=0001-01-02", "to=9999-12-31T23:59:59.999Z", "month=0001-01", "day=9999-12-30"})
    void noBoundLiesBeyondTheYearsThatDatabasesHold(String query) {
        assertThat(server.get("/metering/v1/usage?" + query).status()).isEqualTo(200);
        assertThat(STORED.usageQuery.from()).isBetween(Timestamps.FIRST, Timestamps.LAST);
        assertThat(STORED.usageQuery.to()).isBetween(Timestamps.FIRST, Timestamps.LAST);
        for (String beyond :
                List.of("hour=9999-12-31T23:00:00Z", "day=9999-12-31", "month=9999-12", "day=0000-01-01")) {
            assertThat(server.get("/metering/v1/usage?" + beyond).status()).isEqualTo(422);
        }
    }

    @Test
    void aMalformedEscapeIsRefusedLikeAnyOtherValue() {
        assertThat(server.statusOfRaw("/app/metering/v1/usage?route=%ZZ")).isEqualTo(422);
        assertThat(server.statusOfRaw("/app/metering/v1/usage?%ZZ=chat")).isEqualTo(422);
    }

    @Test
    void twoGroupingsByTimeOrTheSameTwiceAreRefused() {
        assertThat(server.get("/metering/v1/usage?group_by=day,hour").status()).isEqualTo(422);
        assertThat(server.get("/metering/v1/usage?group_by=route,route").status())
                .isEqualTo(422);
        assertThat(server.get("/metering/v1/usage?day=2026-01-31&month=2026-01").status())
                .isEqualTo(422);
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        JsonObject problem = server.get(
                        "/metering/v1/usage?unknown=1&from=x&to=y&status=z&group_by=week,fortnight&route=a&route=b")
                .json();

        assertThat(problem.getJsonArray("errors").getValuesAs(JsonObject.class))
                .extracting(error -> error.getString("pointer"))
                .containsExactlyInAnyOrder("/unknown", "/from", "/to", "/status", "/group_by", "/group_by", "/route");
    }

    private static JsonObject json(String text) {
        return Json.createReader(new StringReader(text)).readObject();
    }
}
